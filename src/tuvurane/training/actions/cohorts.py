"""Who is on the list of a course, who was there day by day, and how it ended for each."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training import policies, problems
from tuvurane.training.actions import checks
from tuvurane.training.actions.courses import call_up, day_outside, generation_of, ids_of, lock_course, write
from tuvurane.training.actions.ladder import rising, step_up
from tuvurane.training.codes import Away, CourseLevel, DayMark, Enrolment, Practised
from tuvurane.training.models import Course, CourseDay, CourseTrainer, Facilitator, Trainee, TraineeDay
from tuvurane.training.queries import away_on, seats_of
from tuvurane.training.queries.courses import SEATED, next_waiting


@transaction.atomic
def list_trainee(*, actor: Actor, course: Course, facilitator: Facilitator, now: datetime) -> Trainee:
    """
    Put somebody on the list of a course: on a seat while one is free, else on the waiting list.

    Who is on it already stays where they are; who withdrew comes last. Raises HasLeft,
    FacilitatorUnknown (another organisation's), CourseFinished, CourseCancelled, NotAllowed.
    """
    policies.check_course(actor, Verb.COURSES_MANAGE, course)
    policies.check_same_house(course.organisation_id, facilitator)
    policies.check(actor, Verb.FACILITATORS_SEE, facilitator)
    course = lock_course(course.pk)
    policies.check_is_open(course)
    listed = course.trainees.filter(facilitator=facilitator).first()
    if listed is not None and listed.status != Enrolment.WITHDRAWN:
        return listed
    _check_has_not_left(facilitator, now)
    trainee = listed or Trainee(course=course, facilitator=facilitator)
    trainee.status = Enrolment.ENROLLED if seats_of([course])[course.pk].free else Enrolment.WAITING
    trainee.listed_at = now
    write(actor, "courses.list", course, now, {"facilitator": str(facilitator.pk), "status": trainee.status})
    trainee.save()
    return trainee


def _check_has_not_left(facilitator: Facilitator, now: datetime) -> None:
    today = people.today_in(facilitator.organisation_id, now)
    away = away_on([facilitator.pk], today).get(facilitator.pk)
    if away is not None and away.kind == Away.LEFT:
        raise problems.HasLeft(name=facilitator.account.name)


@transaction.atomic
def withdraw_trainee(*, actor: Actor, course: Course, facilitator: Facilitator, now: datetime) -> Trainee:
    """
    Take somebody off the list; the first who waits has the seat that becomes free.

    Withdrawn again nothing changes. Raises NotListed, CourseFinished, CourseCancelled, NotAllowed.
    """
    policies.check_course(actor, Verb.COURSES_MANAGE, course)
    course = lock_course(course.pk)
    policies.check_is_open(course)
    trainee = course.trainees.filter(facilitator=facilitator).first()
    if trainee is None:
        raise problems.NotListed
    if trainee.status == Enrolment.WITHDRAWN:
        return trainee
    trainee.status = Enrolment.WITHDRAWN
    trainee.save(update_fields=["status"])
    called = next_waiting(course)
    write(actor, "courses.withdraw", course, now, {"facilitator": str(facilitator.pk), "called": ids_of(called)})
    call_up(called)
    return trainee


@transaction.atomic
def mark_day(
    *,
    actor: Actor,
    course: Course,
    on: date,
    practised: Sequence[Practised],
    marks: Mapping[UUID, DayMark],
    now: datetime,
) -> CourseDay:
    """
    Record one day of a course: what it practised and who was there, by account.

    Recorded again it corrects what was said before, also after the course has ended; who is not in
    ``marks`` keeps their mark. The same again changes nothing. Raises DayOutsideCourse, NotEnrolled,
    DateInTheFuture, CourseCancelled, NotAllowed.
    """
    policies.check_course(actor, Verb.COURSES_MANAGE, course)
    course = lock_course(course.pk)
    policies.check_is_held(course)
    if not course.starts_on <= on <= course.ends_on:
        raise day_outside(course, on)
    checks.check_day(course.organisation_id, on, now)
    trainees = _seated(course, marks)
    done = [one for one in Practised if one in practised]
    day = course.days.filter(on=on).first()
    before = {} if day is None else {row.trainee_id: row for row in day.marks.all()}
    changed = {pk for pk, mark in trainees.items() if pk not in before or before[pk].mark != mark}
    if day is not None and not changed and day.practised == done:
        return day
    verb = "courses.mark_day" if day is None else "courses.correct_day"
    write(
        actor, verb, course, now, {"on": on.isoformat(), "marks": len(changed), "corrected": len(changed & set(before))}
    )
    day = day or CourseDay(course=course, on=on)
    day.practised = done
    day.save()
    rows = [TraineeDay(day=day, trainee_id=pk, mark=trainees[pk]) for pk in changed]
    TraineeDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day", "trainee"], update_fields=["mark"]
    )
    return day


def _seated(course: Course, marks: Mapping[UUID, DayMark]) -> dict[int, DayMark]:
    """The marks by row of the list. Raises NotEnrolled for somebody without a seat."""
    rows = course.trainees.filter(facilitator__in=list(marks), status__in=SEATED)
    seated = {account_id: pk for pk, account_id in rows.values_list("pk", "facilitator")}
    if set(marks) - set(seated):
        raise problems.NotEnrolled(course=course.name)
    return {seated[account_id]: DayMark(mark) for account_id, mark in marks.items()}


@transaction.atomic
def finish_course(*, actor: Actor, course: Course, completed: Collection[UUID], now: datetime) -> Course:
    """
    Record how a course ended: these accounts completed it, everyone else with a seat did not.

    A first basic course gives them its generation, and candidates who are ready for it their first
    rung; every other step is decided by a person. Afterwards only days are corrected. Raises
    NotEnrolled, CourseNotOver, CourseFinished, CourseCancelled, NotAllowed.
    """
    policies.check_course(actor, Verb.COURSES_MANAGE, course)
    course = lock_course(course.pk)
    policies.check_is_open(course)
    today = people.today_in(course.organisation_id, now)
    if today < course.ends_on:
        raise problems.CourseNotOver(ends_on=course.ends_on)
    seated = course.trainees.filter(status=Enrolment.ENROLLED)
    if set(completed) - set(seated.values_list("facilitator", flat=True)):
        raise problems.NotEnrolled(course=course.name)
    taught = _lock_taught(course, completed)
    first_time = _first_time(taught)
    seated.filter(facilitator__in=list(completed)).update(status=Enrolment.COMPLETED)
    seated.update(status=Enrolment.NOT_COMPLETED)
    course.finished_at = now
    course.generation = course.generation or _generation_now(course)
    up = rising(taught, on=today)
    detail: dict[str, object] = {"completed": len(set(completed)), "generation": course.generation}
    write(actor, "courses.finish", course, now, detail | {"stepped": [str(person.pk) for person in up]})
    course.save(update_fields=["finished_at", "generation"])
    _pass_on(course, first_time)
    step_up(actor, dict.fromkeys(up, course), now)
    return course


def _lock_taught(course: Course, completed: Collection[UUID]) -> list[Facilitator]:
    """Those who completed a basic course; locked, in one order."""
    if course.level != CourseLevel.BASIC:
        return []
    rows = Facilitator.objects.select_for_update(of=("self",), no_key=True).select_related("place")
    return list(rows.filter(pk__in=list(completed)).order_by("pk"))


def _first_time(taught: Collection[Facilitator]) -> list[Facilitator]:
    """Those who had completed no basic course before."""
    before = Trainee.objects.filter(
        facilitator__in=[person.pk for person in taught],
        status=Enrolment.COMPLETED,
        course__level=CourseLevel.BASIC,
    )
    again = set(before.values_list("facilitator", flat=True))
    return [person for person in taught if person.pk not in again]


def _generation_now(course: Course) -> int | None:
    """The generation, where it was not known when the course was planned."""
    teaching = list(CourseTrainer.objects.filter(course=course).values_list("account", flat=True))
    ours = [account_id for account_id in teaching if account_id is not None]
    return generation_of(ours, taught_elsewhere=len(ours) < len(teaching))


def _pass_on(course: Course, first_time: Iterable[Facilitator]) -> None:
    for person in first_time:
        if person.generation is None and course.generation is not None:
            person.generation = course.generation
            person.save(update_fields=["generation"])
