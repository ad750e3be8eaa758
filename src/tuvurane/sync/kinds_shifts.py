"""
The kinds of change that somebody notices outside a session: small shifts, and roles taken up in the community.

A line is written without names; whose role it is stands in the body by seat.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import CommunityRole, NoticedBy, Shift
from tuvurane.people.scope import Actor
from tuvurane.sync.arriving import group_of
from tuvurane.sync.kinds import Arrival, Body, RecordKind, Taken

Seat = Annotated[int, Field(ge=1, le=99)]


class ToldShiftBody(Body):
    """A small shift that was noticed on a day, outside a session."""

    group: UUID
    on: date
    d: Shift
    by: NoticedBy
    line: str = Field(max_length=group_actions.LINE_SIGNS)
    replaces: UUID | None = None


class RoleBody(Body):
    """A role that the person on a seat took up in the community, as they tell it, from a day on."""

    group: UUID
    seat: Seat
    role: CommunityRole
    since: date
    replaces: UUID | None = None


def _take_told_shift(actor: Actor, arrival: Arrival, body: ToldShiftBody) -> Taken:
    taken = group_actions.record_told_shift(
        actor=actor,
        group=group_of(actor, arrival, body.group),
        told_id=arrival.id,
        on=body.on,
        shift=group_actions.Shifted(body.d, body.line, body.by),
        now=arrival.now,
        origin=arrival.origin,
        supersedes=body.replaces,
    )
    return Taken(taken.new)


def _take_role(actor: Actor, arrival: Arrival, body: RoleBody) -> Taken:
    group = group_of(actor, arrival, body.group)
    participant_id = group_queries.seats_of(group).get(body.seat)
    if participant_id is None:
        raise group_problems.SeatUnknown(seat=body.seat)
    taken = group_actions.record_role_taken(
        actor=actor,
        group=group,
        participant_id=participant_id,
        role_id=arrival.id,
        role=body.role,
        since=body.since,
        now=arrival.now,
        origin=arrival.origin,
        supersedes=body.replaces,
    )
    return Taken(taken.new)


KINDS = (RecordKind("shift", 1, ToldShiftBody, _take_told_shift), RecordKind("role", 1, RoleBody, _take_role))
