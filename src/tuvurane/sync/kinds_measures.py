"""
The kinds of asking: what somebody answered, sealed to the organisation, and that somebody did not want to be asked.

An app of before closes all answers at once (``response`` 1). The app of today closes them sitting by sitting
(``response`` 2): a part is bound to its record and to its place in it, and a later part overrides an earlier one.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.measures import actions as measures
from tuvurane.measures.codes import Arm, Wave
from tuvurane.people.scope import Actor
from tuvurane.sync import problems
from tuvurane.sync.arriving import group_of, open_box
from tuvurane.sync.kinds import Arrival, Body, RecordKind, Taken

WHOLE_INFO = b"tuvurane/response/1"
PART_INFO = b"tuvurane/response/2"
MOST_PARTS = 99
DAY = 86_400
Seat = Annotated[int, Field(ge=1, le=99)]
Name = Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,30}$")]
Language = Literal["rn", "fr", "sw", "en"]
Sealed = Annotated[str, Field(max_length=12_000)]


class FormerResponseBody(Body):
    """A questionnaire of an app of before: all answers in one box, asked of a group that meets."""

    group: UUID
    seat: Seat
    instrument: str = Field(max_length=20)
    version: str = Field(max_length=20)
    wave: Literal["baseline", "end", "later"]
    on: date
    lang: Language
    sealed: Sealed


class AskedBody(Body):
    """One questionnaire for the person on one seat, in one wave."""

    group: UUID
    seat: Seat
    arm: Arm
    wave: Wave
    instrument: Name
    on: date


class ResponseBody(AskedBody):
    """A questionnaire, sitting by sitting. ``secs``: how long the asking took, pauses left out."""

    version: Annotated[str, Field(max_length=10)]
    lang: Language
    parts: list[Sealed] = Field(min_length=1, max_length=MOST_PARTS)
    secs: int = Field(ge=0, le=DAY)


class SealedAnswers(Body):
    """
    What a box holds. None: the person did not want to answer that item.

    ``na``: items that were not asked, because nobody would have been there to answer for a yes.
    """

    answers: dict[str, int | None]
    na: frozenset[str] = frozenset()


def _take_former_response(actor: Actor, arrival: Arrival, body: FormerResponseBody) -> Taken:
    group = group_of(actor, arrival, body.group)
    said = _opened(group, str(arrival.id), body.sealed, WHOLE_INFO)
    if said.na:
        raise problems.BoxUnreadable
    taken = measures.record_response(
        actor=actor,
        response_id=arrival.id,
        participant_id=_person(group, body.seat),
        group_id=group.pk,
        wave=body.wave,
        instrument=body.instrument,
        version=body.version,
        language=body.lang,
        answers=said.answers,
        administered_on=body.on,
        origin=arrival.origin,
        now=arrival.now,
    )
    return Taken(taken.new, taken.response.seq if taken.new else None)


def _take_response(actor: Actor, arrival: Arrival, body: ResponseBody) -> Taken:
    group = group_of(actor, arrival, body.group)
    answers, not_asked = _joined(group, arrival.id, body.parts)
    taken = measures.record_response(
        actor=actor,
        response_id=arrival.id,
        participant_id=_person(group, body.seat),
        group_id=group.pk,
        arm=body.arm,
        wave=body.wave,
        instrument=body.instrument,
        version=body.version,
        language=body.lang,
        answers=answers,
        not_asked=not_asked,
        seconds=body.secs,
        administered_on=body.on,
        origin=arrival.origin,
        now=arrival.now,
    )
    return Taken(taken.new, taken.response.seq if taken.new else None)


def _joined(group: Any, record_id: UUID, parts: list[str]) -> tuple[Mapping[str, int | None], frozenset[str]]:
    """All answers, a later part over an earlier one; and what no sitting asked. Raises BoxUnreadable."""
    opened = [_opened(group, f"{record_id}/{at}", sealed, PART_INFO) for at, sealed in enumerate(parts)]
    answers = {item: value for part in opened for item, value in part.answers.items()}
    return answers, frozenset(item for part in opened for item in part.na) - answers.keys()


def _opened(group: Any, name: str, sealed: str, info: bytes) -> SealedAnswers:
    """What one box holds. Raises BoxUnreadable; never tells what was inside."""
    plain = open_box(group.organisation_id, name, sealed, info)
    try:
        return SealedAnswers.model_validate(json.loads(plain))
    except ValueError as error:
        raise problems.BoxUnreadable from error


def _take_declined(actor: Actor, arrival: Arrival, body: AskedBody) -> Taken:
    group = group_of(actor, arrival, body.group)
    taken = measures.record_declined(
        actor=actor,
        declined_id=arrival.id,
        participant_id=_person(group, body.seat),
        group=group,
        arm=body.arm,
        wave=body.wave,
        instrument=body.instrument,
        on=body.on,
        origin=arrival.origin,
        now=arrival.now,
    )
    return Taken(taken.new, taken.declined.seq if taken.new else None)


def hear(
    actor: Actor,
    organisation_id: UUID,
    record_id: UUID,
    body: FormerResponseBody | ResponseBody,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """
    Raise the concerns that a questionnaire asks for, and keep nothing else of it.

    Raises BoxUnreadable, GroupUnknown for a group of another organisation, ShapeWrong, InstrumentUnknown and its kin.
    """
    group = group_queries.group_by_id(body.group)
    if group is None or group.organisation_id != organisation_id:
        raise group_problems.GroupUnknown
    if isinstance(body, ResponseBody):
        answers, _ = _joined(group, record_id, body.parts)
    else:
        answers = _opened(group, str(record_id), body.sealed, WHOLE_INFO).answers
    measures.hear_answers(
        actor=actor,
        response_id=record_id,
        participant_id=_person(group, body.seat),
        group=group,
        instrument=body.instrument,
        version=body.version,
        answers=answers,
        said_on=body.on,
        asked_by_id=by,
        now=now,
    )


def _person(group: Any, seat: int) -> UUID:
    """Who sits there, or sat. Raises ShapeWrong."""
    participant_id = group_queries.seats_of(group).get(seat)
    if participant_id is None:
        raise problems.ShapeWrong(where="seat")
    return participant_id


KINDS = (
    RecordKind("response", 1, FormerResponseBody, _take_former_response),
    RecordKind("response", 2, ResponseBody, _take_response),
    RecordKind("declined", 1, AskedBody, _take_declined),
)
