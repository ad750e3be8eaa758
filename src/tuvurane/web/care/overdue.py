"""How long something is over its time, in words."""

from tuvurane.web.wording import say

HOURS_TOLD = 48
"""Beyond them days say it better."""


def over(hours: int | None) -> str:
    """How long it is over its time; empty while it is in time."""
    if not hours:
        return "" if hours is None else say("care.just_over")
    return say("care.hours_over", n=hours) if hours < HOURS_TOLD else say("care.days_over", n=hours // 24)
