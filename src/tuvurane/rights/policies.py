"""Who sees the register, who answers, and what a request still needs. ``check_`` raises, ``can_`` answers."""

from datetime import date

from tuvurane.people import problems as people_problems
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.rights import problems
from tuvurane.rights.models import Request


def can(actor: Actor, verb: Verb, request: Request) -> bool:
    """Whether the actor may do ``verb`` on this request."""
    return scope.reaches(actor, verb, organisation_id=request.organisation_id, place_path=request.place.path)


def check(actor: Actor, verb: Verb, request: Request) -> None:
    """Raise NotAllowed unless ``can``."""
    scope.check_reaches(actor, verb, organisation_id=request.organisation_id, place_path=request.place.path)


def can_see_register(actor: Actor) -> bool:
    """Whether the actor sees the requests, or how many there are."""
    return scope.has_verb(actor, Verb.RIGHTS_SEE) or scope.has_verb(actor, Verb.RIGHTS_COUNT)


def check_can_see_register(actor: Actor) -> None:
    """Raise NotAllowed unless ``can_see_register``."""
    if not can_see_register(actor):
        raise people_problems.NotAllowed(verb=Verb.RIGHTS_SEE)


def check_day(request: Request, day: date, *, today: date, since: date | None = None) -> None:
    """A step is taken between the day before it and today. Raises DayOutOfOrder."""
    first = since or request.received_on
    if not first <= day <= today:
        raise problems.DayOutOfOrder(first=f"{first:%d/%m/%Y}", last=f"{today:%d/%m/%Y}")
