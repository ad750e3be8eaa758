"""
The catalogue of record kinds: every channel ends here, so that no two can disagree about a session.

A kind has a name, a version, a strict schema for its body and the action that takes it. Codes stand
in the body as in ``groups.codes``; people stand there by seat, facilitators by their number in the
group, so a record of fifteen people stays under 400 bytes.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tuvurane.foundation import sealing
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS, Challenge, Mark, MissedReason, Phase, PlaceKind, Shift, Voice
from tuvurane.measures import actions as measure_actions
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.sync import problems

RESPONSE_INFO = b"tuvurane/response/1"
Seat = Annotated[int, Field(ge=1, le=99)]
Total = Annotated[int, Field(ge=0, le=group_actions.TALLY_MOST)]


class Body(BaseModel):
    """What enters is white-listed field by field; an unknown field is refused by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Marks(Body):
    p: list[Seat] = []
    e: list[Seat] = []
    a: list[Seat] = []


class ShiftBody(Body):
    d: Shift
    line: str = Field(max_length=group_actions.LINE_SIGNS)


class VoiceBody(Body):
    heard: tuple[Total, Total, Total] | None = None
    safe: tuple[Total, Total, Total] | None = None
    respected: tuple[Total, Total, Total] | None = None
    helped: tuple[Total, Total, Total] | None = None


class SessionBody(Body):
    """One session as its facilitators report it."""

    group: UUID
    n: int = Field(ge=1, le=SESSIONS)
    on: date
    min: int
    place: PlaceKind
    phase: Phase
    by: list[Seat]
    marks: Marks
    voice: VoiceBody | None = None
    shifts: list[ShiftBody] = Field(default=[], max_length=40)
    hard: list[Challenge] = Field(default=[], max_length=len(Challenge))
    note: str = Field(default="", max_length=group_actions.NOTE_SIGNS)
    replaces: UUID | None = None


class MissedBody(Body):
    """A session that did not take place."""

    group: UUID
    on: date
    reason: MissedReason


class ResponseBody(Body):
    """A questionnaire: the answers are sealed to the organisation's box and opened only here."""

    group: UUID
    seat: Seat
    instrument: str = Field(max_length=20)
    version: str = Field(max_length=20)
    wave: Literal["baseline", "end", "later"]
    on: date
    lang: Literal["rn", "fr", "sw", "en"]
    sealed: str = Field(max_length=12_000)


class SealedAnswers(Body):
    """What the box holds. None: the person did not want to answer that item."""

    answers: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record on arrival: its own id, when the phone says it was made, when we received it."""

    id: UUID
    claimed_at: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One entry of the catalogue. ``take`` answers whether the record is new."""

    name: str
    version: int
    body: type[Body]
    take: Callable[[Actor, Arrival, Any], bool]


def take(actor: Actor, *, kind: str, version: int, body: dict[str, Any], arrival: Arrival) -> bool:
    """
    Hand a record to the action of its kind; answers whether it is new (False: it had come before).

    Raises KindUnknown, ShapeWrong (naming the place), and whatever the action refuses.
    """
    entry = CATALOGUE.get((kind, version))
    if entry is None:
        raise problems.KindUnknown(kind=kind)
    try:
        shaped = entry.body.model_validate(body)
    except ValidationError as error:
        raise problems.ShapeWrong(where=place_of(error)) from error
    return entry.take(actor, arrival, shaped)


def place_of(error: ValidationError) -> str:
    """Where in the record the first fault is; never what stands there."""
    return ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "body"


def _take_session(actor: Actor, arrival: Arrival, body: SessionBody) -> bool:
    group = group_queries.group_for(actor, body.group)
    taken = group_actions.record_session(
        actor=actor,
        group=group,
        session_id=arrival.id,
        content=group_actions.SessionContent(
            number=body.n,
            held_on=body.on,
            minutes=body.min,
            place_kind=body.place,
            phase=body.phase,
            facilitators=body.by,
            marks=_marks(body.marks),
            voice=_voice(body.voice),
            shifts=[group_actions.Shifted(shift.d, shift.line) for shift in body.shifts],
            challenges=body.hard,
            note=body.note,
        ),
        now=arrival.now,
        claimed_at=arrival.claimed_at,
        supersedes=body.replaces,
    )
    return taken.new


def _marks(marks: Marks) -> dict[int, Mark]:
    pairs = [
        (seat, mark)
        for mark, seats in ((Mark.PRESENT, marks.p), (Mark.EXCUSED, marks.e), (Mark.ABSENT, marks.a))
        for seat in seats
    ]
    if len({seat for seat, _ in pairs}) < len(pairs):
        raise problems.ShapeWrong(where="marks")
    return dict(pairs)


def _voice(voice: VoiceBody | None) -> dict[Voice, group_actions.Tally]:
    if voice is None:
        return {}
    totals = {question: getattr(voice, question.value) for question in Voice}
    return {question: group_actions.Tally(*counted) for question, counted in totals.items() if counted is not None}


def _take_missed(actor: Actor, arrival: Arrival, body: MissedBody) -> bool:
    taken = group_actions.record_missed_session(
        actor=actor,
        group=group_queries.group_for(actor, body.group),
        missed_id=arrival.id,
        on=body.on,
        reason=body.reason,
        now=arrival.now,
        claimed_at=arrival.claimed_at,
    )
    return taken.new


def _take_response(actor: Actor, arrival: Arrival, body: ResponseBody) -> bool:
    group = group_queries.group_for(actor, body.group)
    participant_id = group_queries.seats_of(group).get(body.seat)
    if participant_id is None:
        raise problems.ShapeWrong(where="seat")
    taken = measure_actions.record_response(
        actor=actor,
        response_id=arrival.id,
        participant_id=participant_id,
        group_id=group.pk,
        wave=body.wave,
        instrument=body.instrument,
        version=body.version,
        language=body.lang,
        answers=_open(group.organisation_id, arrival.id, body.sealed),
        administered_on=body.on,
        claimed_at=arrival.claimed_at,
        now=arrival.now,
    )
    return taken.new


def _open(organisation_id: UUID, record_id: UUID, sealed: str) -> dict[str, int | None]:
    """Open the sealed answers. Raises BoxUnreadable; never tells what was inside."""
    name = str(record_id).encode()
    try:
        blob = base64.b64decode(sealed, validate=True)
        private = people.organisation_box_private(organisation_id)
        plain = sealing.open_box(private, blob, info=RESPONSE_INFO + name, aad=name)
        return SealedAnswers.model_validate(json.loads(plain)).answers
    except (binascii.Error, sealing.Unreadable, ValueError) as error:
        raise problems.BoxUnreadable from error


CATALOGUE = {
    (kind.name, kind.version): kind
    for kind in (
        RecordKind("session", 1, SessionBody, _take_session),
        RecordKind("missed", 1, MissedBody, _take_missed),
        RecordKind("response", 1, ResponseBody, _take_response),
    )
}
