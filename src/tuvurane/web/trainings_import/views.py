"""Trainings that were held: bring the lists, look at what they add and what to repair, then take them."""

from django.http import HttpResponse

from tuvurane.exchange import trainings
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.training import queries as training
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.workbooks import Workbooks

TRAININGS = Workbooks(
    room=trainings,
    family="trainings_import",
    words="trainings_file",
    file="tuvurane-trainings.xlsx",
    lines=lambda preview: {"courses": preview.courses, "people": preview.people},
    taken=lambda loaded: loaded.course_ids,
)


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def bring(request: ActorRequest) -> HttpResponse:
    """Bring lists, look at them, take them."""
    _check_opens_accounts(request)
    return TRAININGS.bring(request)


@door("GET", verb=Verb.COURSES_MANAGE)
def done(request: ActorRequest) -> HttpResponse:
    """What was taken last, with the courses to look at."""
    _check_opens_accounts(request)
    seen = training.courses_visible_to(request.actor)
    return TRAININGS.done(request, lambda ids: seen.filter(pk__in=ids))


@door("GET", verb=Verb.COURSES_MANAGE)
def template(request: ActorRequest) -> HttpResponse:
    """The empty list to fill in."""
    _check_opens_accounts(request)
    return TRAININGS.empty(request)


def _check_opens_accounts(request: ActorRequest) -> None:
    """A list brings people whom nobody knows here, and each of them is given an account."""
    scope.check_has(request.actor, Verb.ACCOUNTS_MANAGE)
