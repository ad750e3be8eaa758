"""Loading many people, courses and ratings in one transaction: past lists, and the synthetic programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.problems import NotAllowed
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training.actions import loading_courses, loading_people, loading_ratings
from tuvurane.training.actions.gate import hold_gates
from tuvurane.training.actions.ladder import rising, step_up
from tuvurane.training.actions.plans import TrainingPlans
from tuvurane.training.codes import CourseLevel, Enrolment, Rung
from tuvurane.training.models import Course, Facilitator, Trainee


@dataclass(frozen=True, slots=True)
class LoadedTraining:
    """What a load added: people, courses, lines on their lists, ratings."""

    facilitators: int = 0
    courses: int = 0
    trainees: int = 0
    ratings: int = 0


@transaction.atomic
def load_training(*, actor: Actor, organisation_id: UUID, plans: TrainingPlans, now: datetime) -> LoadedTraining:
    """
    Load people, courses and ratings in bulk: all of them or none.

    What is known by its id already (a person by their account) is left as it is, so that the same
    load twice changes nothing. One line of the journal for each. Candidates who completed a loaded
    basic course and are ready for it go up, as when a course is finished. Raises what the single acts
    raise, and NotAllowed for ratings, overrides and calibrations from anybody but the system.
    """
    beyond = plans.ratings or plans.overrides or plans.role_plays or plans.calibrations
    if beyond and actor.kind != "system":
        raise NotAllowed(verb=Verb.COMPETENCE_RATE)
    hold_gates(organisation_id)
    entered = loading_people.load(actor=actor, organisation_id=organisation_id, plans=plans.facilitators, now=now)
    courses = loading_courses.load(actor=actor, organisation_id=organisation_id, plans=plans.courses, now=now)
    rated = loading_ratings.load(actor=actor, organisation_id=organisation_id, plans=plans, now=now)
    _rise(actor, organisation_id, [course.pk for course in courses.made], now)
    return LoadedTraining(entered, len(courses.made), courses.trainees, rated)


def _rise(actor: Actor, organisation_id: UUID, course_ids: Sequence[UUID], now: datetime) -> None:
    rows = Trainee.objects.filter(
        course__in=course_ids,
        course__level=CourseLevel.BASIC,
        status=Enrolment.COMPLETED,
        facilitator__rung=Rung.CANDIDATE,
    )
    taught: dict[Facilitator, Course] = {}
    for row in rows.select_related("facilitator__place", "course").order_by("course__ends_on", "pk"):
        taught.setdefault(row.facilitator, row.course)
    up = rising(taught, on=people.today_in(organisation_id, now))
    lines = [
        journal.Line(
            "ladder.step", "facilitator", person.pk, organisation_id,
            {"rung": Rung.BASIC, "on": taught[person].ends_on.isoformat(), "course": str(taught[person].pk)},
        )
        for person in up
    ]  # fmt: skip
    journal.write_many(actor=actor, at=now, lines=lines)
    step_up(actor, {person: taught[person] for person in up}, now)
