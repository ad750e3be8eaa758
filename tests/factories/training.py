"""People on the ladder, courses and ratings, made as the office makes them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tuvurane.foundation import ids
from tuvurane.people.models import Account, Organisation
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.training import actions as training_actions
from tuvurane.training.actions import CourseSaid
from tuvurane.training.codes import CourseLevel, CyclePoint, DayMark, Route, Rung
from tuvurane.training.models import Course, Facilitator

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SYSTEM = Actor.system()
ENTERED_ON = date(2025, 1, 6)
# A basic course of five days, as the first one was.
COURSE_DAYS = tuple(date(2026, 3, day) for day in range(2, 7))


def make_facilitator(
    account: Account,
    place: Place,
    *,
    rung: Rung = Rung.BASIC,
    on: date = ENTERED_ON,
    actor: Actor = SYSTEM,
    **said: Any,
) -> Facilitator:
    """Somebody with an account, on the ladder."""
    said = {"languages": ("rn",), "route": Route.CHOSEN_BY_COMMUNITY} | said
    return training_actions.enter_facilitator(
        actor=actor, account=account, place=place, on=on, rung=rung, now=NOW, **said
    )


def course_said(place: Place, **changed: Any) -> CourseSaid:
    """What is said of a plain basic course, but for what is ``changed``."""
    plain = CourseSaid(
        name="Basic training, March",
        level=CourseLevel.BASIC,
        place=place,
        site="parish hall",
        starts_on=COURSE_DAYS[0],
        ends_on=COURSE_DAYS[-1],
        capacity=20,
        point=CyclePoint.BEFORE_GROUPS,
        outside=("Emmanuel",),
    )
    return replace(plain, **changed)


def make_course(
    organisation: Organisation,
    place: Place,
    *,
    course_id: UUID | None = None,
    actor: Actor = SYSTEM,
    trainees: Sequence[Facilitator] = (),
    **changed: Any,
) -> Course:
    """A course, planned, with its list."""
    course = training_actions.plan_course(
        actor=actor,
        course_id=course_id or ids.new_id(NOW),
        organisation_id=organisation.pk,
        said=course_said(place, **changed),
        now=NOW,
    )
    for facilitator in trainees:
        training_actions.list_trainee(actor=actor, course=course, facilitator=facilitator, now=NOW)
    return course


def hold_course(
    course: Course,
    trainees: Sequence[Facilitator],
    *,
    marks: Mapping[date, DayMark] | None = None,
    completed: Sequence[Facilitator] | None = None,
) -> Course:
    """The days of a course, everybody present but for what ``marks`` say of a day, and its outcomes."""
    for on in COURSE_DAYS:
        mark = (marks or {}).get(on, DayMark.PRESENT)
        everybody = {facilitator.pk: mark for facilitator in trainees}
        training_actions.mark_day(actor=SYSTEM, course=course, on=on, practised=(), marks=everybody, now=NOW)
    done = trainees if completed is None else completed
    return training_actions.finish_course(
        actor=SYSTEM, course=course, completed=[facilitator.pk for facilitator in done], now=NOW
    )
