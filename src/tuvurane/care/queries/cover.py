"""Which places have somebody on call and a service that was verified."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Length

from tuvurane.care import policies
from tuvurane.care.models import OnCall, Service
from tuvurane.care.rules.areas import nearest
from tuvurane.care.rules.deadlines import verified_since
from tuvurane.care.thresholds import threshold

Spot = tuple[UUID, str]
"""An organisation's id and the path of a place: what one organisation arranges is not another's."""


class Cover(NamedTuple):
    """
    Who and what is there for a place.

    ``capacity``: how many people a week those nearest on call can receive. ``area``: the path for which they are on
    call; "" for nobody. ``nearer``: the areas inside it for which somebody else is.
    """

    on_call: bool
    services: bool
    capacity: int
    area: str
    nearer: tuple[str, ...]


def in_force(on: date) -> Q:
    """The condition that somebody is on call on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def cover_of(spots: Iterable[Spot], on: date) -> dict[Spot, Cover]:
    """
    What covers each of these places on a day; two queries whatever their number.

    On call counts who holds the role for that place on that day: whoever lost it can open no concern. Of those
    on call the nearest answer: for a commune before its province.
    """
    wanted = set(spots)
    houses = {organisation_id for organisation_id, _ in wanted}
    capacities = _capacities(houses, on)
    served = _served(houses, on)
    return {spot: _cover(spot, capacities[spot[0]], served[spot[0]]) for spot in wanted}


def _cover(spot: Spot, capacities: Mapping[str, int], served: set[str]) -> Cover:
    area = nearest(spot[1], capacities)
    services = any(spot[1].startswith(path) for path in served)
    if area is None:
        return Cover(on_call=False, services=services, capacity=0, area="", nearer=())
    nearer = tuple(sorted(other for other in capacities if other != area and other.startswith(area)))
    return Cover(on_call=True, services=services, capacity=capacities[area], area=area, nearer=nearer)


def _capacities(houses: set[UUID], on: date) -> dict[UUID, dict[str, int]]:
    """What those on call can receive in a week, by organisation and area."""
    found: dict[UUID, dict[str, int]] = {house: defaultdict(int) for house in houses}
    rows = on_calls_in_force(on).filter(account__organisation__in=houses)
    for house, path, capacity in rows.values_list("account__organisation_id", "place__path", "capacity"):
        found[house][path] += capacity
    return found


def on_calls_in_force(on: date) -> QuerySet[OnCall]:
    """Who is on call on a day, and holds the role there on that day: one query."""
    inside = Left(OuterRef("place__path"), Length("place__path"))
    holds = policies.who_act(on).filter(account=OuterRef("account"), place__path=inside)
    return OnCall.objects.filter(in_force(on), Exists(holds))


def on_call_at(organisation_id: UUID, path: str, on: date) -> list[OnCall]:
    """Who answers for a place on a day: those nearest, longest on call first; one query."""
    rows = on_calls_in_force(on).filter(account__organisation=organisation_id).select_related("account", "place")
    known = list(rows.order_by("since", "pk"))
    area = nearest(path, {one.place.path for one in known})
    return [one for one in known if one.place.path == area]


def _served(houses: set[UUID], on: date) -> dict[UUID, set[str]]:
    since = verified_since(on, days=threshold("service_verified_days").value)
    rows = Service.objects.filter(organisation__in=houses, ended_on__isnull=True, verified_on__gte=since)
    found: dict[UUID, set[str]] = {house: set() for house in houses}
    for house, path in rows.values_list("organisation_id", "place__path").distinct():
        found[house].add(path)
    return found
