"""What pages say of the ladder and of competence, in words."""

from typing import TYPE_CHECKING

from django import template

from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.training.rules.readiness import Lack

register = template.Library()


@register.filter
def lack(missing: "Lack") -> str:
    """What somebody still lacks for the next rung."""
    return say(f"lack.{missing.code}", **missing.details)


@register.filter
def rung_name(rung: str) -> str:
    """A rung in words, for use inside a sentence's placeholder."""
    return say(f"rung.{rung}")


@register.filter
def figure(value: float | None) -> str:
    """A number with two decimals; a dash for none."""
    return "–" if value is None else f"{value:.2f}"


@register.filter
def signed(value: float | None) -> str:
    """A change with its sign and two decimals; a dash for none."""
    return "–" if value is None else f"{value:+.2f}".replace("-", "\u2212")
