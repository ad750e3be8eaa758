"""Shares and expected numbers as the pages of quality write them."""

from django import template

from tuvurane.web.wording import say

register = template.Library()


@register.filter
def percent_fine(share: float) -> str:
    """A share (0 to 1) as ``1.3 %``."""
    return f"{share * 100:.1f} %"


def roughly(number: float) -> str:
    """A number that is expected on average: ``12``, ``0.4``, or that it is hardly any."""
    if number < 0.05:
        return say("quality.hardly_any")
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"
