"""What is to be loaded: groups with their people and reports, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tuvurane.foundation.records import Standing
from tuvurane.groups import problems
from tuvurane.groups.actions.sessions import SessionContent
from tuvurane.groups.codes import AgeBand, Joining, Leaving, MissedReason, Purpose, Sex, Status
from tuvurane.groups.queries import Identity


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """
    One stay of a person in a group.

    The same ``id`` again is the same person: in another group (``how`` moved) or on another seat of
    the same one (rejoined). Identity, code, sex, age band and consents of the first stay count.
    Consents are given by voice in the group's language; ``withdrawn`` says which were taken back.
    """

    id: UUID
    code: str
    identity: Identity
    sex: Sex
    age_band: AgeBand
    seat: int
    joined_on: date
    how: Joining = Joining.JOINED
    left_on: date | None = None
    why_left: Leaving | None = None
    consents: Mapping[Purpose, date] = field(default_factory=dict)
    withdrawn: Mapping[Purpose, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """
    One report of a session. ``content.facilitators`` are places in the group's list, counted from 1.

    ``supersedes`` names an earlier report of the same plan that this one corrects; a second report
    of a number that corrects nothing stands beside the first.
    """

    id: UUID
    content: SessionContent
    recorded_by: UUID | None
    recorded_at: datetime
    supersedes: UUID | None = None


@dataclass(frozen=True, slots=True)
class MissedPlan:
    """A session that did not take place. At most one a day."""

    id: UUID
    on: date
    reason: MissedReason
    recorded_by: UUID | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """
    One group with all that it did.

    ``moves`` start from planned (an empty list is a planned group); the last one is the status.
    ``facilitators`` are (account, since, until), oldest first.
    """

    id: UUID
    place_id: int
    name: str
    site: str
    language: str
    weekday: int | None
    starts_on: date | None
    moves: Sequence[tuple[Status, date]]
    facilitators: Sequence[tuple[UUID, date, date | None]]
    people: Sequence[PersonPlan]
    sessions: Sequence[SessionPlan]
    missed: Sequence[MissedPlan]
    made_at: datetime

    @property
    def status(self) -> Status:
        """Where the moves lead."""
        return self.moves[-1][0] if self.moves else Status.PLANNED


def standings_of(plans: Sequence[SessionPlan]) -> dict[UUID, Standing]:
    """
    How each report of a new group stands once all have come, in their order.

    Raises NothingToSupersede, AlreadySuperseded.
    """
    standings: dict[UUID, Standing] = {}
    counting: dict[int, UUID] = {}
    for plan in plans:
        number = plan.content.number
        if plan.supersedes is not None:
            was = standings.get(plan.supersedes)
            if was is None:
                raise problems.NothingToSupersede
            if was == Standing.SUPERSEDED:
                raise problems.AlreadySuperseded
            standings[plan.supersedes] = Standing.SUPERSEDED
            counting = {n: report for n, report in counting.items() if report != plan.supersedes}
            if was == Standing.BESIDE:
                standings[plan.id] = Standing.BESIDE
                continue
        standings[plan.id] = Standing.BESIDE if number in counting else Standing.COUNTED
        counting.setdefault(number, plan.id)
    return standings
