"""What the pages of harm say: how far an intake is, what waits, and how loud it is."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.care import queries as care
from tuvurane.foundation import clock
from tuvurane.people.scope import Actor
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.care.models import Intake
    from tuvurane.care.rules.intake import IntakeDue

HOURS_TOLD = 48  # beyond them days say it better


class Line(NamedTuple):
    """One intake in the list: what it waits for, and how long its time has run out, in words."""

    intake: "Intake"
    due: "IntakeDue | None"
    over: str


def line_of(intake: "Intake", now: datetime) -> Line:
    """How far it is at a moment."""
    due = care.due_of(intake)
    return Line(intake, due, _over(due, now))


def _over(due: "IntakeDue | None", now: datetime) -> str:
    if due is None or not due.is_over(now):
        return ""
    hours = int((now - due.by).total_seconds() // 3600)
    if not hours:
        return say("intake.just_over")
    return say("intake.hours_over", n=hours) if hours < HOURS_TOLD else say("intake.days_over", n=hours // 24)


def waits_for(actor: Actor) -> tuple[int, int]:
    """How many intakes wait for the reader, and how many of them are over their time: for the page of today."""
    now = clock.now()
    dues = [care.due_of(one) for one in care.open_intakes_of(actor, on=clock.today())]
    return len(dues), sum(due is not None and due.is_over(now) for due in dues)
