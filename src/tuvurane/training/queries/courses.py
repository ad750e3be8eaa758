"""Courses, who is on their lists, and what somebody was taught."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.training import problems
from tuvurane.training.codes import Away, CourseLevel, DayMark, Enrolment
from tuvurane.training.models import Course, CourseDay, CourseTrainer, Facilitator, Trainee, TraineeDay
from tuvurane.training.queries.facilitators import away_on
from tuvurane.training.rules.refreshers import Refresher, refresher_due_on, refresher_state
from tuvurane.training.thresholds import threshold

# How much of a day somebody was there.
OF_A_DAY: Mapping[str, float] = {DayMark.PRESENT: 1.0, DayMark.PART: 0.5, DayMark.ABSENT: 0.0}
SEATED = (Enrolment.ENROLLED, Enrolment.COMPLETED, Enrolment.NOT_COMPLETED)


class Seats(NamedTuple):
    """How full a course is. ``waiting``: those listed when no seat was free."""

    capacity: int
    taken: int
    free: int
    waiting: int


class Trainer(NamedTuple):
    """Who teaches a course; ``account`` is None for one from elsewhere."""

    name: str
    account: Account | None


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """
    One on the list of a course.

    ``place_in_queue`` counts those who wait from 1. ``marks`` are by day. ``present_share`` is of the
    days recorded so far, 0 to 1; None before the first, and for who has no seat.
    """

    facilitator: Facilitator
    status: Enrolment
    place_in_queue: int | None = None
    marks: dict[date, DayMark] = field(default_factory=dict)
    present_share: float | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """Everyone on the list of a course (those with a seat by name, then those who wait) and its days."""

    trainees: list[TraineeRow]
    days: list[CourseDay]


class Training(NamedTuple):
    """A course that somebody was listed for. ``present`` of ``days`` recorded; part of a day counts half."""

    course: Course
    status: Enrolment
    present: float
    days: int

    @property
    def share(self) -> float:
        """The share of the days present. Of a course without recorded days its outcome is all that is known: 1."""
        return self.present / self.days if self.days else 1.0


class RefresherReading(NamedTuple):
    """When a refresher is due, how it stands, and when the last completed course ended."""

    due_on: date | None
    state: Refresher
    last_ended: date | None


def courses_visible_to(actor: Actor, *, verb: Verb = Verb.FACILITATORS_SEE) -> QuerySet[Course]:
    """The courses held at places where the actor may do ``verb``, the latest first."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=verb)
    return Course.objects.filter(reach).select_related("place__parent").order_by("-starts_on", "name", "pk")


def course_for(actor: Actor, course_id: UUID, *, verb: Verb = Verb.FACILITATORS_SEE) -> Course:
    """One of ``courses_visible_to``. Raises CourseUnknown."""
    course = courses_visible_to(actor, verb=verb).filter(pk=course_id).first()
    if course is None:
        raise problems.CourseUnknown
    return course


def trainers_of(course: Course) -> list[Trainer]:
    """Who teaches a course, our own first, each by name."""
    rows = CourseTrainer.objects.filter(course=course).select_related("account")
    trainers = [Trainer(row.account.name if row.account else row.outside_name, row.account) for row in rows]
    return sorted(trainers, key=lambda trainer: (trainer.account is None, trainer.name))


def seats_of(courses: Iterable[Course]) -> dict[UUID, Seats]:
    """How full several courses are; one query."""
    capacities = {course.pk: course.capacity for course in courses}
    counted = Trainee.objects.filter(course__in=list(capacities)).order_by().values_list("course", "status")
    taken, waiting = dict.fromkeys(capacities, 0), dict.fromkeys(capacities, 0)
    for course_id, status, n in counted.annotate(n=Count("pk")):
        if status in SEATED:
            taken[course_id] += n
        elif status == Enrolment.WAITING:
            waiting[course_id] += n
    return {
        pk: Seats(capacity, taken[pk], max(0, capacity - taken[pk]), waiting[pk]) for pk, capacity in capacities.items()
    }


def next_waiting(course: Course) -> list[Trainee]:
    """Those of the waiting list for whom a seat is free, the first listed first. Of a locked course."""
    free = seats_of([course])[course.pk].free
    return list(course.trainees.filter(status=Enrolment.WAITING).order_by("listed_at", "pk")[:free])


def cohort_of(course: Course) -> Cohort:
    """Everyone on the list of a course with their days; three queries. Those who withdrew come last."""
    trainees = list(course.trainees.select_related("facilitator__account", "facilitator__place__parent"))
    days = list(course.days.order_by("on"))
    marks: dict[int, dict[date, DayMark]] = {}
    rows = TraineeDay.objects.filter(day__course=course).order_by("day__on")
    for trainee_id, on, mark in rows.values_list("trainee_id", "day__on", "mark"):
        marks.setdefault(trainee_id, {})[on] = DayMark(mark)
    waiting = (row for row in trainees if row.status == Enrolment.WAITING)
    queue = [row.pk for row in sorted(waiting, key=lambda row: (row.listed_at, row.pk))]
    listed = sorted(trainees, key=lambda row: _order(row, queue))
    return Cohort([_row(row, queue, marks.get(row.pk, {}), len(days)) for row in listed], days)


def _order(row: Trainee, queue: Sequence[int]) -> tuple[int, int, str]:
    if row.status in SEATED:
        return 0, 0, row.facilitator.account.name
    if row.status == Enrolment.WAITING:
        return 1, queue.index(row.pk), ""
    return 2, 0, row.facilitator.account.name


def _row(row: Trainee, queue: Sequence[int], marks: dict[date, DayMark], days: int) -> TraineeRow:
    status = Enrolment(row.status)
    place = queue.index(row.pk) + 1 if status == Enrolment.WAITING else None
    present = sum(OF_A_DAY[mark] for mark in marks.values())
    share = present / days if days and status in SEATED else None
    return TraineeRow(row.facilitator, status, place, marks, share)


def trainings_of(facilitator: Facilitator) -> list[Training]:
    """Every course that somebody was listed for, the latest first, cancelled ones too."""
    return sorted(
        trainings_of_all([facilitator.pk])[facilitator.pk],
        key=lambda training: (training.course.starts_on, training.course.name),
        reverse=True,
    )


def trainings_of_all(account_ids: Iterable[UUID], *, status: Enrolment | None = None) -> dict[UUID, list[Training]]:
    """The courses of several people, in no order; with ``status`` only those. Three queries."""
    found: dict[UUID, list[Training]] = {account_id: [] for account_id in account_ids}
    rows = Trainee.objects.filter(facilitator__in=list(found)).select_related("course__place")
    listed = list(rows if status is None else rows.filter(status=status))
    days = dict(
        CourseDay.objects.filter(course__in={row.course_id for row in listed})
        .order_by()
        .values_list("course")
        .annotate(n=Count("pk"))
    )
    present = _present(listed)
    for row in listed:
        training = Training(row.course, Enrolment(row.status), present.get(row.pk, 0.0), days.get(row.course_id, 0))
        found[row.facilitator_id].append(training)
    return found


def _present(listed: Sequence[Trainee]) -> dict[int, float]:
    present: dict[int, float] = {}
    counted = TraineeDay.objects.filter(trainee__in=[row.pk for row in listed]).order_by()
    for trainee_id, mark, n in counted.values_list("trainee", "mark").annotate(n=Count("pk")):
        present[trainee_id] = present.get(trainee_id, 0.0) + OF_A_DAY[mark] * n
    return present


def completed_of(account_ids: Iterable[UUID]) -> dict[UUID, dict[CourseLevel, float]]:
    """The levels of course that several people completed, with the best share of days present."""
    completed: dict[UUID, dict[CourseLevel, float]] = {}
    for account_id, trainings in trainings_of_all(account_ids, status=Enrolment.COMPLETED).items():
        best = completed.setdefault(account_id, {})
        for training in trainings:
            level = CourseLevel(training.course.level)
            best[level] = max(best.get(level, 0.0), training.share)
    return completed


def refreshers_of(account_ids: Iterable[UUID], on: date) -> dict[UUID, RefresherReading]:
    """When several people are due for a refresher, and how it stands on a day; two queries."""
    asked = list(account_ids)
    ended = Trainee.objects.filter(facilitator__in=asked, status=Enrolment.COMPLETED, course__ends_on__lte=on)
    last = dict(ended.order_by().values_list("facilitator").annotate(last=Max("course__ends_on")))
    gone = {pk for pk, absence in away_on(asked, on).items() if absence.kind == Away.LEFT}
    return {account_id: _reading(last.get(account_id), on, left=account_id in gone) for account_id in asked}


def _reading(last: date | None, on: date, *, left: bool) -> RefresherReading:
    due = None if left else refresher_due_on(last, months=int(threshold("refresher_months").value))
    state = refresher_state(due, on, soon_days=int(threshold("refresher_soon_days").value))
    return RefresherReading(due, state, last)
