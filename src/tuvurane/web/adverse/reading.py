"""What the pages of adverse events say: how far judging is, how loud it is, and what a stop stops."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.care import queries as care
from tuvurane.care.queries import Judged
from tuvurane.care.thresholds import numbers_of
from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.care.models import AdverseEvent, Stop

HOURS_TOLD = 48  # beyond them days say it better


class Line(NamedTuple):
    """One event in the list: how far judging it is, and how long its time has run out, in words."""

    judged: Judged
    over: str


class StopLine(NamedTuple):
    """One stop: what it stops, and the rule that tripped, in words."""

    stop: "Stop"
    what: str
    rule: str


class Waiting(NamedTuple):
    """What waits for the reader: events to judge, of how many the time is over, and stops to lift."""

    events: int
    over: int
    stops: int


def line_of(actor: Actor, event: "AdverseEvent", now: datetime) -> Line:
    """How far an event is at a moment, as the reader may know it."""
    judged = care.judged(actor, event)
    return Line(judged, _over(judged, now))


def _over(judged: Judged, now: datetime) -> str:
    if not judged.is_over(now):
        return ""
    hours = int((now - judged.by).total_seconds() // 3600)
    if not hours:
        return say("adverse.just_over")
    return say("adverse.hours_over", n=hours) if hours < HOURS_TOLD else say("adverse.days_over", n=hours // 24)


def stop_line(stop: "Stop") -> StopLine:
    """A stop in words."""
    past = "stopped" if stop.lifted_at is not None else "stops"
    what = say(f"adverse.{past}_group", name=stop.group.name) if stop.group else say(f"adverse.{past}_starting")
    return StopLine(stop, what, say(f"stop_rule.{stop.rule}", **numbers_of(stop.rule)))


def waits_for(actor: Actor) -> Waiting | None:
    """What waits for the reader, for the page of today; None for whoever sees no adverse event."""
    if not scope.has_verb(actor, Verb.ADVERSE_SEE):
        return None
    stops = care.open_stops_of(actor).count() if scope.has_verb(actor, Verb.ADVERSE_LIFT) else 0
    return Waiting(*care.waiting_to_judge(actor, clock.now()), stops)
