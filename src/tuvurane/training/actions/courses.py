"""Courses: planned, changed, cancelled. Who is on their lists: ``cohorts``."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.training import policies, problems
from tuvurane.training.actions import checks
from tuvurane.training.codes import CourseLevel, CyclePoint, Enrolment
from tuvurane.training.models import Course, CourseTrainer, Facilitator, Trainee
from tuvurane.training.queries import seats_of
from tuvurane.training.queries.courses import next_waiting
from tuvurane.training.rules.generations import generation_after


@dataclass(frozen=True, slots=True)
class CourseSaid:
    """
    What is said of a course, planned or held.

    ``trainers``: accounts of ours; ``outside``: names of others. Without ``generation`` it is one more
    than the highest of our trainers, 1 where only others teach, and not known where a trainer's is not.
    """

    name: str
    level: CourseLevel
    place: Place
    starts_on: date
    ends_on: date
    capacity: int
    point: CyclePoint
    site: str = ""
    trainers: Sequence[UUID] = ()
    outside: Sequence[str] = ()
    generation: int | None = None


@transaction.atomic
def plan_course(*, actor: Actor, course_id: UUID, organisation_id: UUID, said: CourseSaid, now: datetime) -> Course:
    """
    Plan a course for a cohort, or write down one that was held.

    Planned again with the same id it answers the first one. Raises CourseNameTaken, TrainerUnknown,
    EndsBeforeStart, OutOfRange, NameMissing, TooLong, IdAlreadyUsed, NotAllowed.
    """
    policies.check_place(actor, Verb.COURSES_MANAGE, organisation_id, said.place)
    planned = Course.objects.select_related("place").filter(pk=course_id).first()
    if planned is not None:
        if planned.organisation_id != organisation_id:
            raise problems.IdAlreadyUsed
        return planned
    course = Course(id=course_id, organisation_id=organisation_id, made_at=now)
    teaching = _describe(course, said)
    detail: dict[str, object] = {"level": said.level, "place": said.place.pk, "capacity": said.capacity}
    write(actor, "courses.plan", course, now, detail)
    course.save(force_insert=True)
    CourseTrainer.objects.bulk_create(teaching)
    return course


@transaction.atomic
def change_course(*, actor: Actor, course: Course, said: CourseSaid, now: datetime) -> Course:
    """
    Change a course that has no outcomes yet. More seats call up those who wait, in their order.

    Raises CapacityBelowTaken, DayOutsideCourse (a day is recorded that would fall outside),
    CourseFinished, CourseCancelled and what ``plan_course`` raises.
    """
    policies.check_course(actor, Verb.COURSES_MANAGE, course)
    policies.check_place(actor, Verb.COURSES_MANAGE, course.organisation_id, said.place)
    course = lock_course(course.pk)
    policies.check_is_open(course)
    teaching = _describe(course, said)
    _check_still_fits(course)
    called = next_waiting(course)
    write(actor, "courses.change", course, now, {"capacity": said.capacity, "called": ids_of(called)})
    course.save()
    call_up(called)
    course.trainers.all().delete()
    CourseTrainer.objects.bulk_create(teaching)
    return course


@transaction.atomic
def cancel_course(*, actor: Actor, course: Course, on: date, now: datetime) -> Course:
    """
    Call a course off. Its list stays as it was.

    Cancelled again the first day stays. Raises CourseFinished, DateInTheFuture, NotAllowed.
    """
    policies.check_course(actor, Verb.COURSES_MANAGE, course)
    course = lock_course(course.pk)
    if course.cancelled_on is not None:
        return course
    policies.check_is_open(course)
    checks.check_day(course.organisation_id, on, now)
    write(actor, "courses.cancel", course, now, {"on": on.isoformat()})
    course.cancelled_on = on
    course.save(update_fields=["cancelled_on"])
    return course


def generation_of(trainers: Collection[UUID], *, taught_elsewhere: bool) -> int | None:
    """The generation of a course, from its trainers of ours and whether others teach it."""
    known = dict(Facilitator.objects.filter(pk__in=trainers).values_list("pk", "generation"))
    return generation_after([known.get(pk) for pk in set(trainers)], taught_elsewhere=taught_elsewhere)


def lock_course(course_id: UUID) -> Course:
    """Lock a course until commit: acts on its list follow one another."""
    rows = Course.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    return rows.get(pk=course_id)


def call_up(called: Iterable[Trainee]) -> None:
    """Give a seat to those who waited."""
    for trainee in called:
        trainee.status = Enrolment.ENROLLED
        trainee.save(update_fields=["status"])


def write(actor: Actor, verb: str, course: Course, now: datetime, detail: dict[str, object] | None = None) -> int:
    """Journal an act on a course."""
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind="course",
        subject_id=course.pk,
        at=now,
        organisation_id=course.organisation_id,
        detail=detail,
    )


def _describe(course: Course, said: CourseSaid) -> list[CourseTrainer]:
    """Put on an unsaved course what is said of it; answers who teaches it."""
    if said.ends_on < said.starts_on:
        raise problems.EndsBeforeStart(starts_on=said.starts_on, ends_on=said.ends_on)
    checks.check_number("capacity", said.capacity, checks.SEATS)
    course.name, course.site = checks.check_name("name", said.name), checks.check_text("site", said.site)
    called = Course.objects.filter(organisation_id=course.organisation_id, name=course.name)
    if called.exclude(pk=course.pk).exists():
        raise problems.CourseNameTaken(name=course.name)
    course.level, course.place, course.point = said.level, said.place, said.point
    course.starts_on, course.ends_on, course.capacity = said.starts_on, said.ends_on, said.capacity
    teaching = _teaching(course, said.trainers, said.outside)
    taught_elsewhere = bool(said.outside)
    course.generation = _stated(said.generation) or generation_of(said.trainers, taught_elsewhere=taught_elsewhere)
    return teaching


def _check_still_fits(course: Course) -> None:
    taken = seats_of([course])[course.pk].taken
    if course.capacity < taken:
        raise problems.CapacityBelowTaken(taken=taken)
    outside = course.days.exclude(on__range=(course.starts_on, course.ends_on)).order_by("on").first()
    if outside is not None:
        raise day_outside(course, outside.on)


def day_outside(course: Course, on: date) -> problems.DayOutsideCourse:
    """The refusal of a day that is none of a course's, with the course and its place named."""
    return problems.DayOutsideCourse(
        on=on, course=course.name, place=course.place.name, starts_on=course.starts_on, ends_on=course.ends_on
    )


def _teaching(course: Course, trainers: Sequence[UUID], outside: Sequence[str]) -> list[CourseTrainer]:
    ours = list(dict.fromkeys(trainers))
    if Account.objects.filter(pk__in=ours, organisation_id=course.organisation_id).count() != len(ours):
        raise problems.TrainerUnknown
    names = dict.fromkeys(checks.check_name("outside", name) for name in outside)
    return [
        *(CourseTrainer(course=course, account_id=account_id) for account_id in ours),
        *(CourseTrainer(course=course, outside_name=name) for name in names),
    ]


def _stated(generation: int | None) -> int | None:
    if generation is not None:
        checks.check_number("generation", generation, checks.GENERATIONS)
    return generation


def ids_of(trainees: Iterable[Trainee]) -> list[str]:
    """Who they are, for the journal."""
    return [str(trainee.facilitator_id) for trainee in trainees]
