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
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.sync import problems
from tuvurane.sync.arriving import group_of, open_box
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

    A phone sends one after each screening item, whatever was said: neither what waits on it nor what goes over the
    line tells a yes from a no.
    """

    source: Literal[Source.SCREENING, "none"]
    item: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,30}$")] | None = None


def held(account_id: UUID, record_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these records we hold already from this person."""
    return care_queries.held_records(account_id, record_ids)


def _take_concern(actor: Actor, arrival: Arrival, body: ConcernBody) -> Taken:
    group = group_of(actor, arrival, body.group)
    if not arrival.held():
        group_policies.check(actor, Verb.RESPONSES_RECORD, group)
    participant_id = group_queries.seats_of(group).get(body.seat)
    if participant_id is None:
        raise problems.ShapeWrong(where="seat")
    said = _opened(open_box(group.organisation_id, arrival.id, body.sealed, INFO))
    if said.item is None:
        return Taken(new=True)
    raised = care.raise_concern(
        actor=actor,
        concern_id=ids.new_id(arrival.now),  # not the record's: its id stands where records are set aside
        participant_id=participant_id,
        group=group,
        source=Source.SCREENING,
        item=said.item,
        said_on=body.on,
        now=arrival.now,
        raised_by=arrival.origin.account_id,
        record_id=arrival.id,
    )
    return Taken(raised.new)


def _opened(plain: bytes) -> SealedConcern:
    try:
        return SealedConcern.model_validate(json.loads(plain))
    except (ValidationError, ValueError) as error:
        raise problems.BoxUnreadable from error


KINDS = (RecordKind("concern", 1, ConcernBody, _take_concern),)
