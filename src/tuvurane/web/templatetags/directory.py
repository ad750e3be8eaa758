"""What is known of a service, in words."""

from collections.abc import Iterable, Mapping, Sequence

from django import template

from tuvurane.web.templatetags.words import code
from tuvurane.web.wording import say

register = template.Library()

FAMILIES = {"languages": "language", "helps": "referral_help", "receives": "service_receives"}
"""The columns that hold codes, and by which words they are said."""


@register.filter
def known_as(codes: Iterable[str], family: str) -> str:
    """Several codes by their words."""
    return ", ".join(code(one, family) for one in codes)


@register.filter
def week(opening: Mapping[str, Sequence[Sequence[str]]]) -> list[tuple[str, str]]:
    """The days on which it is open, each with its hours."""
    return [(day, ", ".join(f"{begins}–{ends}" for begins, ends in opening[day])) for day in sorted(opening)]


@register.filter
def about(number: float) -> str:
    """How many people are expected: ``4.5``, a whole number where it is one."""
    return f"{number:.0f}" if number == round(number) else f"{number:.1f}"


@register.filter
def past_value(value: object, column: str) -> str:
    """What a service said in a column once."""
    if value in (None, "", [], {}):
        return say("service.nothing")
    if isinstance(value, dict):
        return "; ".join(f"{code(day, 'weekday')} {hours}" for day, hours in week(value))
    if isinstance(value, list):
        return known_as(value, FAMILIES.get(column, column))
    return code(value, "service_kind") if column == "kind" else str(value)
