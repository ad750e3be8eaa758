"""
A concern, as a phone sends it the moment somebody says yes: before the questionnaire is finished, if ever it is.

What it says is sealed to the organisation and opened here only, on its way to the room of care. Nobody who decides
about records set aside reads it (``SEALED``).
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, ValidationError

from tuvurane.care import actions as care
from tuvurane.care import queries as care_queries
from tuvurane.care.codes import Source
from tuvurane.foundation import ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.people.scope import Actor
from tuvurane.sync import problems
from tuvurane.sync.arriving import open_box
from tuvurane.sync.kinds import Arrival, Body, RecordKind, Taken

INFO = b"tuvurane/concern/1"
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


def held(account_id: UUID, record_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these records we hold already from this person."""
    return care_queries.held_records(account_id, record_ids)


def _take_concern(actor: Actor, arrival: Arrival, body: ConcernBody) -> Taken:
    """
    Hear what somebody said in any group of the sender's own organisation.

    Their groups may have gone to others since, or their phone been closed: whoever said yes waits for neither.
    """
    group = group_queries.group_by_id(body.group)
    if group is None or group.organisation_id != actor.organisation_id:
        raise group_problems.GroupUnknown
    participant_id = group_queries.seats_of(group).get(body.seat)
    if participant_id is None:
        raise problems.ShapeWrong(where="seat")
    said, by = _opened(open_box(group.organisation_id, arrival.id, body.sealed, INFO)), arrival.origin.account_id
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


def _opened(plain: bytes) -> SealedConcern:
    try:
        return SealedConcern.model_validate(json.loads(plain))
    except (ValidationError, ValueError) as error:
        raise problems.BoxUnreadable from error


KINDS = (RecordKind("concern", 1, ConcernBody, _take_concern),)
