"""The directory of services: found by place and need, to be verified, looking alike, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tuvurane.care import problems
from tuvurane.care.codes import Help
from tuvurane.care.models import Service
from tuvurane.care.rules import duplicates
from tuvurane.care.rules.deadlines import verified_since
from tuvurane.care.thresholds import threshold
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.places.models import Place

AHEAD = 30
"""So many days before a service counts no more, it stands on the list of those to be verified."""


class Past(NamedTuple):
    """One line of a service's history: when, by whom, what; of a change what it said before and says since."""

    at: datetime
    by: str
    what: str
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a word of the name, the way there or the place, and a sort of help."""

    words: str = ""
    help: Help | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.help)


def services_visible_to(actor: Actor) -> QuerySet[Service]:
    """The services of the actor's places that have not ended, those verified longest ago first."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.CARE_ARRANGE)
    rows = Service.objects.filter(reach, ended_on__isnull=True).select_related("place__parent")
    return rows.order_by("verified_on", "name", "pk")


def services_found(actor: Actor, wanted: Wanted) -> list[Service]:
    """Those of them that are looked for; every word must be found. One that says no help yet is not left out."""
    rows = services_visible_to(actor)
    for word in wanted.words.split():
        place = Q(place__name__icontains=word) | Q(place__parent__name__icontains=word)
        rows = rows.filter(place | Q(name__icontains=word) | Q(reach__icontains=word))
    return [one for one in rows if wanted.help is None or not one.helps or wanted.help in one.helps]


def services_to_verify(actor: Actor, on: date) -> QuerySet[Service]:
    """Those that count no more, or will not in ``AHEAD`` days unless somebody makes sure; by place, to go by telephone."""
    last = verified_since(on, days=threshold("service_verified_days").value) + timedelta(days=AHEAD)
    return services_visible_to(actor).filter(verified_on__lte=last).order_by("place__path", "name", "pk")


def next_check(service: Service) -> date:
    """The last day on which a service counts."""
    return service.verified_on + timedelta(days=threshold("service_verified_days").value)


def services_alike(services: Sequence[Service]) -> dict[UUID, list[Service]]:
    """For each of these services those among them that look the same."""
    known = {one.pk: one for one in services}
    compared = [duplicates.Known(one.pk, one.name, one.reach, one.place.path) for one in services]
    return {service_id: [known[pk] for pk in same] for service_id, same in duplicates.alike(compared).items()}


def service_for(actor: Actor, service_id: UUID) -> Service:
    """One service of the actor's places, ended ones too. Raises ServiceUnknown."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.CARE_ARRANGE)
    rows = Service.objects.filter(reach, pk=service_id).select_related("place__parent", "verified_by")
    found = rows.first()
    if found is None:
        raise problems.ServiceUnknown
    return found


def services_near(organisation_id: UUID, place: Place) -> QuerySet[Service]:
    """The services that serve a place, the nearest first, those verified lately before others."""
    holding = [int(pk) for pk in place.path.split("/") if pk]
    rows = Service.objects.filter(organisation=organisation_id, ended_on__isnull=True, place__in=holding)
    return rows.select_related("place").order_by(F("place__path").desc(), "-verified_on", "pk")


def history_of(service: Service) -> list[Past]:
    """What was changed, verified and ended, the latest first; two queries."""
    changes = service.changes.select_related("by").order_by("-at", "-pk")
    past = [Past(one.at, _name(one.by), one.column, one.before, one.after) for one in changes]
    log = service.entries.exclude(did="changed").select_related("by").order_by("-at", "-pk")
    past += [Past(one.at, _name(one.by), one.did) for one in log]
    return sorted(past, key=lambda line: line.at, reverse=True)


def _name(by: Account | None) -> str:
    return "" if by is None else by.name
