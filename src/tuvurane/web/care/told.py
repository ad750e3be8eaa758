"""What the pages of care say of a concern, in words: what it waits for, who is called, and its way so far."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.care import queries as care
from tuvurane.care.codes import Next, Rung, Step
from tuvurane.care.rules.deadlines import hours_over
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock as the_clock
from tuvurane.foundation import words as table
from tuvurane.measures import queries as measures
from tuvurane.people.scope import Actor
from tuvurane.web.care.overdue import over
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from uuid import UUID

    from tuvurane.care.models import Concern, Contact, OnCall

USUAL = {
    Next.TALK: Step.TALKED,
    Next.LEVEL: Step.LEVELLED,
    Next.BESIDE: Step.BESIDE,
    Next.CLINICIAN: Step.CLINICIAN,
    Next.FOLLOW_UP: Step.TALKED,
}
THRESHOLDS = {
    Next.TALK: "talk_hours",
    Next.LEVEL: "level_hours",
    Next.BESIDE: "beside_hours",
    Next.CLINICIAN: "clinician_hours",
    Next.FOLLOW_UP: "follow_up_first_hours",
}


class Line(NamedTuple):
    """
    One concern that waits.

    ``over``: how long its time has run out, in words; ``mine``: whether the reader is called about it; ``called``: how
    far the call has gone, in words; ``call``: whom to telephone then.
    """

    concern: "Concern"
    over: str
    mine: bool
    called: str
    call: "OnCall | None"


class Event(NamedTuple):
    """One step of a concern's way: what, when, by whom, and what was written; ``loud`` where time ran out."""

    at: datetime
    what: str
    more: Sequence[str] = ()
    by: str = ""
    words: str = ""
    loud: bool = False


def lines(actor: Actor, waiting: Sequence["Concern"], now: datetime) -> list[Line]:
    """What each concern waits for, and who is called."""
    late = [concern for concern in waiting if hours_over(concern.next_by, now) is not None]
    calls: dict[UUID, OnCall] = care.whom_to_call(late, the_clock.today()) if late else {}
    mine = care.calling(actor, waiting, now)
    return [
        Line(
            one, over(hours_over(one.next_by, now)), one.pk in mine, _called(care.rung_of(one, now)), calls.get(one.pk)
        )
        for one in waiting
    ]


def _called(rung: Rung) -> str:
    return "" if rung is Rung.ON_CALL else say(f"care_rung.{rung.name.lower()}")


def item(key: str) -> str:
    """
    What a concern is about, in the reader's language: a sort of concern, or the short label of a screening item.

    Its key where no questionnaire has it.
    """
    for instrument in measures.instruments().values():
        for one in instrument.items:
            if one.key == key:
                return one.label.get(language()) or one.label["en"]
    return say(f"worry.{key}") if table.knows(f"worry.{key}") else key


def usual_step(concern: "Concern") -> str:
    """The step that does what a concern waits for."""
    return USUAL[Next(concern.next_what)] if concern.next_what else ""


def clock(concern: "Concern") -> dict[str, object]:
    """By how many hours what a concern waits for is due, and where that comes from."""
    if not concern.next_what:
        return {}
    name = (
        "talk_now_hours" if concern.urgent and concern.next_what == Next.TALK else THRESHOLDS[Next(concern.next_what)]
    )
    known = threshold(name)
    return {"hours": round(known.value), "source": known.source}


def minutes_of_sitting() -> int:
    """For how many minutes the reason of a look is remembered."""
    return round(threshold("look_minutes").value)


def events(concern: "Concern") -> list[Event]:
    """The way of a concern, the latest first."""
    told = [_raised(concern), *(_contact(one.contact, one.words) for one in care.contacts_of(concern))]
    told += [
        Event(one.at, say(f"care_rung.{Rung(one.rung).name.lower()}"), loud=True)
        for one in care.escalations_of(concern)
    ]
    return sorted(told, key=lambda event: event.at, reverse=True)


def _raised(concern: "Concern") -> Event:
    by = concern.raised_by.name if concern.raised_by else ""
    words = care.opened(concern, concern.words_sealed, concern.pk)
    return Event(concern.raised_at, say("care_deed.raise"), [say(f"care_source.{concern.source}")], by, words)


def _contact(contact: "Contact", words: str) -> Event:
    more = [
        say(f"{family}.{value}")
        for family, value in (
            ("care_how", contact.how),
            ("care_level", contact.level),
            ("care_closing", contact.closed_as),
        )
        if value
    ]
    return Event(contact.at, say(f"care_step.{contact.what}"), more, contact.by.name if contact.by else "", words)
