"""Courses of a load, with their lists and days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tuvurane.foundation import rows
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.training import policies, problems
from tuvurane.training.actions import checks
from tuvurane.training.actions.courses import day_outside
from tuvurane.training.actions.plans import CoursePlan
from tuvurane.training.codes import CourseLevel, CyclePoint, DayMark, Enrolment, Practised
from tuvurane.training.models import Course, CourseDay, CourseTrainer, Facilitator, Trainee, TraineeDay
from tuvurane.training.queries.courses import SEATED
from tuvurane.training.rules.generations import generation_after


@dataclass(frozen=True, slots=True)
class LoadedCourses:
    """The courses that were new, and how many lines their lists have together."""

    made: list[Course]
    trainees: int


def load(*, actor: Actor, organisation_id: UUID, plans: Sequence[CoursePlan], now: datetime) -> LoadedCourses:
    """
    Write these courses down, in the order in which they began.

    Raises CourseNameTaken, TrainerUnknown, FacilitatorUnknown, CapacityBelowTaken, CourseNotOver,
    DayOutsideCourse, NotEnrolled, EndsBeforeStart, DateInTheFuture, OutOfRange, NameMissing, TooLong,
    NotAllowed.
    """
    known = checks.held(Course, [plan.id for plan in plans])
    unique = {plan.id: plan for plan in plans if plan.id not in known}
    new = sorted(unique.values(), key=lambda plan: (plan.starts_on, plan.id))
    loader = _Loader(actor, organisation_id, now)
    loader.places = Place.objects.in_bulk({plan.place_id for plan in new})
    for plan in new:
        loader.check(plan)
    made = [loader.course(plan) for plan in new]
    lines = [
        journal.Line("courses.load", "course", plan.id, organisation_id, {"trainees": len(plan.trainees)})
        for plan in new
    ]
    journal.write_many(actor=actor, at=now, lines=lines)
    rows.insert_all(made)
    rows.insert_all([trainer for plan in new for trainer in _trainers(plan)])
    rows.insert_all([trainee for plan in new for trainee in _trainees(plan)])
    rows.insert_all(
        [CourseDay(course_id=plan.id, on=on, practised=_done(done)) for plan in new for on, done, _ in plan.days]
    )
    rows.insert_all(list(_marks(new)))
    loader.pass_on()
    return LoadedCourses(made, sum(len(plan.trainees) for plan in new))


class _Loader:
    """What stays the same over all courses of one load, and the generations as they pass on."""

    def __init__(self, actor: Actor, organisation_id: UUID, now: datetime) -> None:
        self.actor, self.organisation_id, self.now = actor, organisation_id, now
        self.today = people.today_in(organisation_id, now)
        self.places: Mapping[int, Place] = {}
        self.house = set(Account.objects.filter(organisation_id=organisation_id).values_list("pk", flat=True))
        self.names = set(Course.objects.filter(organisation_id=organisation_id).values_list("name", flat=True))
        ladder = Facilitator.objects.filter(organisation_id=organisation_id)
        self.generations: dict[UUID, int | None] = dict(ladder.values_list("pk", "generation"))
        completed = Trainee.objects.filter(status=Enrolment.COMPLETED, course__level=CourseLevel.BASIC)
        self.taught = set(
            completed.filter(facilitator__organisation_id=organisation_id).values_list("facilitator", flat=True)
        )
        self.passed: dict[int, list[UUID]] = {}

    def check(self, plan: CoursePlan) -> None:
        policies.check_place(self.actor, Verb.COURSES_MANAGE, self.organisation_id, self.places[plan.place_id])
        if plan.ends_on < plan.starts_on:
            raise problems.EndsBeforeStart(starts_on=plan.starts_on, ends_on=plan.ends_on)
        checks.check_number("capacity", plan.capacity, checks.SEATS)
        name = checks.check_name("name", plan.name)
        if name in self.names:
            raise problems.CourseNameTaken(name=name)
        self.names.add(name)
        if not self.house.issuperset(plan.trainers):
            raise problems.TrainerUnknown
        if not self.generations.keys() >= plan.trainees.keys():
            raise problems.FacilitatorUnknown
        if plan.has_ended and plan.ends_on > self.today:
            raise problems.CourseNotOver(ends_on=plan.ends_on)
        self._check_list(plan)

    def _check_list(self, plan: CoursePlan) -> None:
        seated = {account_id for account_id, status in plan.trainees.items() if status in SEATED}
        if len(seated) > plan.capacity:
            raise problems.CapacityBelowTaken(taken=len(seated))
        for on, _, marks in plan.days:
            if not plan.starts_on <= on <= plan.ends_on:
                raise day_outside(self._row(plan), on)
            if on > self.today:
                raise problems.DateInTheFuture(on=on)
            if not seated >= marks.keys():
                raise problems.NotEnrolled(course=plan.name)

    def course(self, plan: CoursePlan) -> Course:
        """Its row; who completed a first basic course takes its generation over. In the order of the courses."""
        course = self._row(plan)
        if plan.generation is not None:
            checks.check_number("generation", plan.generation, checks.GENERATIONS)
        ours = [self.generations.get(account_id) for account_id in set(plan.trainers)]
        course.generation = plan.generation or generation_after(ours, taught_elsewhere=bool(plan.outside))
        if plan.level == CourseLevel.BASIC:
            completed = [pk for pk, status in plan.trainees.items() if status == Enrolment.COMPLETED]
            self._take_over([pk for pk in completed if pk not in self.taught], course.generation)
            self.taught.update(completed)
        return course

    def _row(self, plan: CoursePlan) -> Course:
        return Course(
            id=plan.id,
            organisation_id=self.organisation_id,
            name=checks.check_name("name", plan.name),
            level=CourseLevel(plan.level),
            place=self.places[plan.place_id],
            site=checks.check_text("site", plan.site),
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            capacity=plan.capacity,
            point=CyclePoint(plan.point),
            finished_at=checks.noon(plan.ends_on, self.now) if plan.has_ended else None,
            made_at=plan.made_at,
        )

    def _take_over(self, first_time: Sequence[UUID], generation: int | None) -> None:
        for account_id in first_time:
            if generation is not None and self.generations[account_id] is None:
                self.generations[account_id] = generation
                self.passed.setdefault(generation, []).append(account_id)

    def pass_on(self) -> None:
        """Write the generations that were taken over."""
        for generation, ids in self.passed.items():
            for start in range(0, len(ids), checks.ASKED_AT_ONCE):
                part = ids[start : start + checks.ASKED_AT_ONCE]
                Facilitator.objects.filter(pk__in=part).update(generation=generation)


def _trainers(plan: CoursePlan) -> Iterator[CourseTrainer]:
    for account_id in dict.fromkeys(plan.trainers):
        yield CourseTrainer(course_id=plan.id, account_id=account_id)
    for name in dict.fromkeys(checks.check_name("outside", name) for name in plan.outside):
        yield CourseTrainer(course_id=plan.id, outside_name=name)


def _trainees(plan: CoursePlan) -> Iterator[Trainee]:
    for number, (account_id, status) in enumerate(plan.trainees.items()):
        # A second apart, so that those who wait are called in this order.
        listed_at = plan.made_at + timedelta(seconds=number)
        yield Trainee(course_id=plan.id, facilitator_id=account_id, status=Enrolment(status), listed_at=listed_at)


def _done(practised: Sequence[Practised]) -> list[Practised]:
    return [one for one in Practised if one in practised]


def _marks(plans: Sequence[CoursePlan]) -> Iterator[TraineeDay]:
    """The marks; the rows they point at have their keys from the database."""
    ids = [plan.id for plan in plans]
    trainees, days = _trainee_keys(ids), _day_keys(ids)
    for plan in plans:
        for on, _, marks in plan.days:
            for account_id, mark in marks.items():
                day, trainee = days[plan.id, on], trainees[plan.id, account_id]
                yield TraineeDay(day_id=day, trainee_id=trainee, mark=DayMark(mark))


def _trainee_keys(course_ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], int]:
    rows = Trainee.objects.filter(course__in=course_ids).values_list("course_id", "facilitator_id", "pk")
    return {(course, facilitator): pk for course, facilitator, pk in rows}


def _day_keys(course_ids: Sequence[UUID]) -> dict[tuple[UUID, date], int]:
    rows = CourseDay.objects.filter(course__in=course_ids).values_list("course_id", "on", "pk")
    return {(course, on): pk for course, on, pk in rows}
