"""What is to be loaded: who looks after whom, and what they recorded, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tuvurane.supervision.actions.checklists import ChecklistContent
from tuvurane.supervision.actions.follow_ups import FollowUpContent
from tuvurane.supervision.actions.visits import VisitContent
from tuvurane.supervision.codes import HelpTopic


@dataclass(frozen=True, slots=True)
class ChargePlan:
    """Who looks after a facilitator, from a day until a day. One at a time."""

    facilitator_id: UUID
    supervisor_id: UUID
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """A visit or a call of a supervisor. What was agreed there stands in its content."""

    id: UUID
    content: VisitContent
    supervisor_id: UUID
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ChecklistPlan:
    """A checklist of a session; an observer's where ``recorded_by`` never led the group. One a person and session."""

    id: UUID
    content: ChecklistContent
    recorded_by: UUID
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ObservationPlan:
    """In which group a rating, loaded before, was made."""

    rating_id: UUID
    group_id: UUID


@dataclass(frozen=True, slots=True)
class FollowUpPlan:
    """Something agreed, by itself or at a visit of the same load; ``done_on`` where it was done."""

    content: FollowUpContent
    owner_id: UUID
    made_at: datetime
    group_id: UUID | None = None
    visit_id: UUID | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class HelpPlan:
    """A call for help, and who answered it on which day; None while it waits."""

    id: UUID
    facilitator_id: UUID
    topic: HelpTopic
    on: date
    recorded_at: datetime
    line: str = ""
    answered_by: UUID | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class SupervisionPlans:
    """One load. Notes of well-being are never loaded: they are between two people."""

    charges: Sequence[ChargePlan] = ()
    visits: Sequence[VisitPlan] = ()
    checklists: Sequence[ChecklistPlan] = ()
    observations: Sequence[ObservationPlan] = ()
    follow_ups: Sequence[FollowUpPlan] = ()
    helps: Sequence[HelpPlan] = ()
