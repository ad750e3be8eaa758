"""
A concern, as a phone sends it the moment somebody says yes: before the questionnaire is finished, if ever it is.

Version 2 is one that a facilitator raises from a group; whom it is about stands inside too. What it says is sealed to the organisation and opened here only, on its way to the room of care. Nobody who decides
about records set aside reads it (``SEALED``).
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar
from uuid import UUID

from pydantic import Field, StringConstraints, ValidationError

from tuvurane.care import actions as care
from tuvurane.care import queries as care_queries
from tuvurane.care.codes import Source, Worry
from tuvurane.foundation import ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.people.scope import Actor
from tuvurane.sync import problems
from tuvurane.sync.arriving import open_box
from tuvurane.sync.kinds import Arrival, Body, RecordKind, Taken

if TYPE_CHECKING:
    from tuvurane.groups.models import Group

Shaped = TypeVar("Shaped", bound=Body)

INFO = b"tuvurane/concern/1"
INFO_RAISED = b"tuvurane/concern/2"
LINE = 120
SEALED = frozenset({"concern"})
"""Kinds whose records are shown to nobody while they are set aside."""


class ConcernBody(Body):
    """Somebody on a seat of a group said something that asks for a talk."""

    group: UUID
    seat: Annotated[int, Field(ge=1, le=99)]
    on: date
    sealed: str = Field(max_length=2_000)


class SealedConcern(Body):
    """
    What the box holds. Without an item nobody needs a talk.

    ``response``: the id under which the whole questionnaire will come; an app of before does not say it.
    A phone sends one after each screening item, whatever was said: neither what waits on it nor what goes over the
    line tells a yes from a no.
    """

    source: Literal[Source.SCREENING, "none"]
    item: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,30}$")] | None = None
    response: UUID | None = None


class RaisedBody(Body):
    """Somebody of a group needs help: of what is not sealed nobody learns who, what or how soon."""

    group: UUID
    on: date
    sealed: str = Field(max_length=3_000)


class SealedRaised(Body):
    """What its box holds, made one length whatever was said. ``seat`` is None where no name was said."""

    item: Worry
    now: bool
    seat: Annotated[int, Field(ge=1, le=99)] | None = None
    line: Annotated[str, StringConstraints(max_length=LINE)] = ""


def held(account_id: UUID, record_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these records we hold already from this person."""
    return care_queries.held_records(account_id, record_ids)


def _take_concern(actor: Actor, arrival: Arrival, body: ConcernBody) -> Taken:
    """
    Hear what somebody said in any group of the sender's own organisation.

    Their groups may have gone to others since, or their phone been closed: whoever said yes waits for neither.
    """
    group = _group(actor, body.group)
    participant_id = group_queries.seats_of(group).get(body.seat)
    if participant_id is None:
        raise problems.ShapeWrong(where="seat")
    said = _opened(SealedConcern, open_box(group.organisation_id, arrival.id, body.sealed, INFO))
    by = arrival.origin.account_id
    group_actions.lock(group.pk)
    new = care.note_arrival(record_id=arrival.id, organisation_id=group.organisation_id, by=by, now=arrival.now)
    if new and said.item is not None:
        care.raise_concern(
            actor=actor,
            concern_id=ids.new_id(arrival.now),  # not the record's: its id stands where records are set aside
            participant_id=participant_id,
            group=group,
            raising=care.Raising(Source.SCREENING, said.item, body.on, about=said.response, by=by),
            now=arrival.now,
        )
    return Taken(new)


def _take_raised(actor: Actor, arrival: Arrival, body: RaisedBody) -> Taken:
    """Hear what a facilitator saw, as a yes is heard. Of a seat that nobody took, it is about somebody not named."""
    group = _group(actor, body.group)
    said = _opened(SealedRaised, open_box(group.organisation_id, arrival.id, body.sealed, INFO_RAISED))
    by = arrival.origin.account_id
    group_actions.lock(group.pk)
    new = care.note_arrival(record_id=arrival.id, organisation_id=group.organisation_id, by=by, now=arrival.now)
    if new:
        raising = care.Raising(Source.PHONE, said.item, body.on, urgent=said.now, words=said.line, by=by)
        care.raise_concern(
            actor=actor,
            concern_id=ids.new_id(arrival.now),
            participant_id=group_queries.seats_of(group).get(said.seat) if said.seat else None,
            group=group,
            raising=raising,
            now=arrival.now,
        )
    return Taken(new)


def _group(actor: Actor, group_id: UUID) -> "Group":
    group = group_queries.group_by_id(group_id)
    if group is None or group.organisation_id != actor.organisation_id:
        raise group_problems.GroupUnknown
    return group


def _opened(shape: type[Shaped], plain: bytes) -> Shaped:
    try:
        return shape.model_validate(json.loads(plain))
    except (ValidationError, ValueError) as error:
        raise problems.BoxUnreadable from error


KINDS = (
    RecordKind("concern", 1, ConcernBody, _take_concern),
    RecordKind("concern", 2, RaisedBody, _take_raised),
)
