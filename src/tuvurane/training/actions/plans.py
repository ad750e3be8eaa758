"""What is to be loaded: people on the ladder, courses and ratings, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tuvurane.training.actions.ratings import RatingContent
from tuvurane.training.codes import Away, CourseLevel, CyclePoint, DayMark, Enrolment, Practised, Route, Rung, WhyAway


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """A pause, a round of rest or leaving, until the first day back; None: not known yet."""

    kind: Away
    why: WhyAway
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FacilitatorPlan:
    """
    Somebody with an account, to be put on the ladder.

    ``steps`` in their order; without any the person is a candidate since ``entered_on``. Without
    ``generation`` it is that of the first basic course that they completed. ``most_groups`` None: the
    threshold.
    """

    account_id: UUID
    place_id: int
    entered_on: date
    steps: Sequence[tuple[Rung, date]] = ()
    sex: str = ""
    languages: Sequence[str] = ()
    weekdays: Sequence[int] = ()
    most_groups: int | None = None
    route: Route = Route.OTHER
    generation: int | None = None
    absences: Sequence[AbsencePlan] = ()


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """
    One course with its list and days.

    ``trainees`` are in the order in which they were listed; one status of completed or not completed
    says that the course has its outcomes. ``days`` are (day, what it practised, marks by account).
    """

    id: UUID
    name: str
    level: CourseLevel
    place_id: int
    starts_on: date
    ends_on: date
    capacity: int
    point: CyclePoint
    made_at: datetime
    site: str = ""
    trainers: Sequence[UUID] = ()
    outside: Sequence[str] = ()
    generation: int | None = None
    trainees: Mapping[UUID, Enrolment] = field(default_factory=dict)
    days: Sequence[tuple[date, Sequence[Practised], Mapping[UUID, DayMark]]] = ()

    @property
    def has_ended(self) -> bool:
        """Whether the outcomes are known."""
        return any(status in {Enrolment.COMPLETED, Enrolment.NOT_COMPLETED} for status in self.trainees.values())


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """One rating; ``content.rater_id`` names its rater. ``counts``: the rater was certified on that day."""

    id: UUID
    content: RatingContent
    counts: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class OverridePlan:
    """A supervisor's word that somebody may lead although the gate is blocked."""

    facilitator_id: UUID
    supervisor_id: UUID
    reason: str
    given_at: datetime
    last_day: date
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """How a rater scored a reference role-play."""

    id: UUID
    rater_id: UUID
    ticks: Mapping[str, Sequence[str]]
    on: date


@dataclass(frozen=True, slots=True)
class RolePlayPlan:
    """A reference role-play with its scores."""

    id: UUID
    title: str
    where: str
    rubric: str
    rubric_version: str
    ticks: Mapping[str, Sequence[str]]
    made_at: datetime
    scores: Sequence[ScorePlan] = ()


@dataclass(frozen=True, slots=True)
class CalibrationPlan:
    """What a rater's scores came to, and from when until when it certifies them."""

    rater_id: UUID
    rubric: str
    rubric_version: str
    role_plays: int
    icc: float | None
    icc_low: float | None
    icc_high: float | None
    kappas: Mapping[str, float | None]
    certified: bool
    since: date
    until: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class TrainingPlans:
    """All that one load brings. Ratings and what follows them are loaded by the system alone."""

    facilitators: Sequence[FacilitatorPlan] = ()
    courses: Sequence[CoursePlan] = ()
    ratings: Sequence[RatingPlan] = ()
    overrides: Sequence[OverridePlan] = ()
    role_plays: Sequence[RolePlayPlan] = ()
    calibrations: Sequence[CalibrationPlan] = ()
