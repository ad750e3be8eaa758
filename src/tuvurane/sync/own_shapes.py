"""The declared shape of what a phone holds of its holder's own work: every field that may stand there."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field


class TrainingOut(Schema):
    """A course that the holder is or was listed for."""

    level: str
    name: str
    from_: date = Field(alias="from")
    to: date
    status: str


class RefresherOut(Schema):
    due: date
    state: str


class GrowthOut(Schema):
    """One competence in plain words: never a number, never anybody else."""

    title: str
    then: str | None
    now: str | None
    practise: str | None


class ElementOut(Schema):
    """Something that belongs to the sessions from ``first`` to ``last``."""

    code: str
    text: str
    first: int
    last: int


class ChecklistOut(Schema):
    version: str
    elements: list[ElementOut]


class BehaviourOut(Schema):
    code: str
    kind: str
    text: str


class CompetenceOut(Schema):
    code: str
    title: str
    about: str
    behaviours: list[BehaviourOut]


class RubricOut(Schema):
    name: str
    version: str
    competences: list[CompetenceOut]


class ChargeOut(Schema):
    """Somebody whom the holder supervises. ``gate``: may lead a group now."""

    id: UUID
    name: str
    gate: bool


class RoundGroupOut(Schema):
    """A group on a supervisor's round. Nobody who sits in it is named."""

    id: UUID
    name: str
    place: str
    next_n: int | None
    facilitators: list[UUID]


class PlanOut(Schema):
    group: UUID | None
    who: list[UUID]
    reasons: list[str]


class FollowUpOut(Schema):
    id: UUID
    what: str
    due: date
    who: UUID | None


class RoundOut(Schema):
    rubric: RubricOut
    checklist: ChecklistOut
    charges: list[ChargeOut]
    groups: list[RoundGroupOut]
    plan: list[PlanOut]
    follow_ups: list[FollowUpOut]


class OwnOut(Schema):
    """The holder's own work. ``checklist`` is for whoever leads groups; where there is a round, it stands in that."""

    trainings: list[TrainingOut]
    refresher: RefresherOut | None
    growth: list[GrowthOut]
    checklist: ChecklistOut | None
    round: RoundOut | None
