"""Windows of waves in words."""

from typing import TYPE_CHECKING

from django import template

from tuvurane.measures.codes import Anchor
from tuvurane.web.templatetags.words import day
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.measures.rules.schedule import Rule, Window

register = template.Library()


@register.filter
def by_when(window: "Window") -> str:
    """By which day a window should be done."""
    return say("schedule.before_first_session") if window.due is None else say("schedule.by_day", day=day(window.due))


@register.filter
def window_dates(window: "Window") -> str:
    """From which day until which day a wave is asked."""
    if window.opens is None or window.closes is None:
        return say("schedule.before_first_session")
    return say("schedule.from_to", opens=day(window.opens), closes=day(window.closes))


@register.filter
def window_in_words(rule: "Rule") -> str:
    """A rule's window: from so many days before or after the start or the end, until so many after."""
    key = "schedule.window_start" if rule.anchor == Anchor.START else "schedule.window_end"
    return say(key, opens=_days(rule.opens), due=_days(rule.due), closes=_days(rule.closes))


def _days(days: int) -> str:
    return say("schedule.days_before" if days < 0 else "schedule.days_after", n=abs(days))
