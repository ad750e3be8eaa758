"""Who may act on somebody of the ladder, or on a course. ``check_`` raises, ``can_`` answers."""

from uuid import UUID

from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.training import problems
from tuvurane.training.models import Course, Facilitator


def can(actor: Actor, verb: Verb, facilitator: Facilitator) -> bool:
    """Whether the actor may do ``verb`` on this facilitator."""
    return scope.reaches(actor, verb, organisation_id=facilitator.organisation_id, place_path=facilitator.place.path)


def check(actor: Actor, verb: Verb, facilitator: Facilitator) -> None:
    """Raise NotAllowed unless ``can``."""
    check_place(actor, verb, facilitator.organisation_id, facilitator.place)


def can_course(actor: Actor, verb: Verb, course: Course) -> bool:
    """Whether the actor may do ``verb`` on this course: one is managed where it is held."""
    return scope.reaches(actor, verb, organisation_id=course.organisation_id, place_path=course.place.path)


def check_course(actor: Actor, verb: Verb, course: Course) -> None:
    """Raise NotAllowed unless ``can_course``."""
    check_place(actor, verb, course.organisation_id, course.place)


def check_place(actor: Actor, verb: Verb, organisation_id: UUID, place: Place) -> None:
    """Raise NotAllowed unless the actor may do ``verb`` for this organisation at this place."""
    scope.check_reaches(actor, verb, organisation_id=organisation_id, place_path=place.path)


def check_same_house(organisation_id: UUID, facilitator: Facilitator) -> None:
    """Somebody of another organisation does not exist here, whoever asks. Raises FacilitatorUnknown."""
    if facilitator.organisation_id != organisation_id:
        raise problems.FacilitatorUnknown


def check_is_open(course: Course) -> None:
    """A course changes until it is cancelled or its outcomes are recorded. Raises CourseCancelled, CourseFinished."""
    check_is_held(course)
    if course.finished_at is not None:
        raise problems.CourseFinished(name=course.name)


def check_is_held(course: Course) -> None:
    """Raise CourseCancelled for a course that does not take place."""
    if course.cancelled_on is not None:
        raise problems.CourseCancelled(name=course.name)
