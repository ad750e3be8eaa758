"""Who sees the register, who answers, what a request still needs; who erases, and when. ``check_`` raises, ``can_`` answers."""

from datetime import date, datetime, timedelta

from tuvurane.people import problems as people_problems
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.rights import problems
from tuvurane.rights.models import Erasure, Request
from tuvurane.rights.thresholds import threshold


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


def check_can_erase(actor: Actor, erasure: Erasure, place: Place) -> None:
    """Raise NotAllowed unless the actor decides about erasures at this place."""
    scope.check_reaches(actor, Verb.RIGHTS_ERASE, organisation_id=erasure.organisation_id, place_path=place.path)


def can_confirm(actor: Actor, erasure: Erasure) -> bool:
    """Whether the actor is a second person: another than who proposed, and a person."""
    return actor.account_id is not None and actor.account_id != erasure.proposed_by_id


def check_is_second(actor: Actor, erasure: Erasure) -> None:
    """Raise SecondPersonNeeded unless ``can_confirm``."""
    if not can_confirm(actor, erasure):
        raise problems.SecondPersonNeeded


def check_is_open(erasure: Erasure) -> None:
    """Raise ErasureDecided once it was stopped or confirmed."""
    if erasure.stopped_at is not None or erasure.confirmed_at is not None:
        raise problems.ErasureDecided


def confirmed_from(erasure: Erasure) -> datetime:
    """The moment from which the second person may confirm."""
    return erasure.proposed_at + timedelta(days=threshold("erasure_waits_days").value)


def check_has_waited(erasure: Erasure, now: datetime) -> None:
    """Raise ErasureWaits before ``confirmed_from``."""
    if now < confirmed_from(erasure):
        raise problems.ErasureWaits(from_day=f"{confirmed_from(erasure):%d/%m/%Y}")
