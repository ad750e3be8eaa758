"""What is to be loaded: groups with their people and reports, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tuvurane.groups import queries
from tuvurane.groups.actions.standing import Ledger
from tuvurane.groups.codes import AgeBand, CommunityRole, Joining, Leaving, MissedReason, Purpose, Sex, Status
from tuvurane.groups.queries import Identity, SessionContent, Shifted


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """
    One stay of a person in a group.

    The same ``id`` again is the same person: in another group (``how`` moved) or on another seat of
    the same one (rejoined). Identity, code, sex, age band and consents of the first stay count.
    Consents are given by voice in the group's language; ``withdrawn`` says which were taken back, ``text_version``
    which text was read where that is known.
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
    text_version: str = ""


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """
    One report of a session. ``content.facilitators`` are places in the group's list, counted from 1.

    ``supersedes`` names an earlier report of the same plan that this one corrects; a second report
    of a number that corrects nothing is merged with the first, or stands beside it where they differ.
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
class ToldShiftPlan:
    """A small shift that was noticed outside a session."""

    id: UUID
    on: date
    shift: Shifted
    recorded_by: UUID | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class RolePlan:
    """A role that a person of the same plan took up in the community. At most one report a person and role."""

    id: UUID
    participant_id: UUID
    role: CommunityRole
    since: date
    recorded_by: UUID | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """
    One group with all that it did.

    ``moves`` start from planned (an empty list is a planned group); the last one is the status.
    ``facilitators`` are (account, since, until), oldest first. ``waits_since``: its people wait, and are
    measured beside those who meet.
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
    waits_since: date | None = None
    told_shifts: Sequence[ToldShiftPlan] = ()
    roles: Sequence[RolePlan] = ()

    @property
    def status(self) -> Status:
        """Where the moves lead."""
        return self.moves[-1][0] if self.moves else Status.PLANNED


def ledger_of(plans: Sequence[SessionPlan]) -> Ledger:
    """
    How each report of a new group stands once all have come, in their order.

    Raises NothingToSupersede.
    """
    contents = {plan.id: plan.content for plan in plans}
    ledger = Ledger([], same=lambda one, other: queries.said(contents[one]) == queries.said(contents[other]))
    for plan in plans:
        ledger.take(plan.id, plan.content.number, () if plan.supersedes is None else (plan.supersedes,))
    return ledger
