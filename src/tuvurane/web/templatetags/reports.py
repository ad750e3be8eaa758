"""What the office is told of a report besides what it says."""

from typing import TYPE_CHECKING

from django import template

from tuvurane.groups import queries as group_queries
from tuvurane.web.templatetags.words import day
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.groups.models import MissedSession, Session

register = template.Library()


@register.filter
def clock_off(report: "Session | MissedSession") -> str:
    """How far the phone's clock was off when it sent this, and what it said; empty where it was about right."""
    days = group_queries.clock_days(report)
    if not days:
        return ""
    told = say("clock.ahead" if days < 0 else "clock.behind", days=abs(days))
    return f"{told} {say('clock.said', day=day(report.claimed_at))}" if report.claimed_at else told


@register.filter
def clock_off_short(report: "Session | MissedSession") -> str:
    """The same in a few words, for a row of a table."""
    days = group_queries.clock_days(report)
    return say("clock.ahead_short" if days < 0 else "clock.behind_short", days=abs(days)) if days else ""
