"""Which places have somebody on call and a service that was verified."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Length

from tuvurane.care import policies
from tuvurane.care.models import Concern, OnCall, Service
from tuvurane.care.rules.areas import nearest
from tuvurane.care.rules.deadlines import verified_since
from tuvurane.care.thresholds import threshold

Spot = tuple[UUID, str]
"""An organisation's id and the path of a place: what one organisation arranges is not another's."""


class _Calls(NamedTuple):
    """Who is on call in one organisation: by area; the areas of each; and how many people each can receive."""

    by_area: dict[str, set[UUID]]
    areas: dict[UUID, set[str]]
    capacity: dict[UUID, int]


class Cover(NamedTuple):
    """
    Who and what is there for a place.

    ``capacity``: how many people a week those nearest on call can receive. ``areas``: the paths of all places for which
    they are on call, of which this is one; whoever is on call in six communes receives no more people for it.
    ``every``: all areas in which somebody of the organisation is on call.
    """

    on_call: bool
    services: bool
    capacity: int
    areas: frozenset[str]
    every: frozenset[str]


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
    calls = _calls(houses, on)
    served = _served(houses, on)
    return {spot: _cover(spot, calls[spot[0]], served[spot[0]]) for spot in wanted}


def _cover(spot: Spot, calls: _Calls, served: set[str]) -> Cover:
    every = frozenset(calls.by_area)
    area = nearest(spot[1], every)
    services = any(spot[1].startswith(path) for path in served)
    if area is None:
        return Cover(on_call=False, services=services, capacity=0, areas=frozenset(), every=every)
    here = calls.by_area[area]
    areas = frozenset().union(*(calls.areas[account_id] for account_id in here))
    capacity = sum(calls.capacity[account_id] for account_id in here)
    return Cover(on_call=True, services=services, capacity=capacity, areas=areas, every=every)


def _calls(houses: set[UUID], on: date) -> dict[UUID, _Calls]:
    """
    Who is on call, by organisation; one query.

    What a person can receive is the largest number of their rows and not the sum: the same person answers for all.
    """
    found = {house: _Calls(defaultdict(set), defaultdict(set), defaultdict(int)) for house in houses}
    rows = on_calls_in_force(on).filter(account__organisation__in=houses)
    columns = ("account__organisation_id", "account_id", "place__path", "capacity")
    for house, account_id, path, capacity in rows.values_list(*columns):
        calls = found[house]
        calls.by_area[path].add(account_id)
        calls.areas[account_id].add(path)
        calls.capacity[account_id] = max(calls.capacity[account_id], capacity)
    return found


def on_calls_in_force(on: date) -> QuerySet[OnCall]:
    """Who is on call on a day, and holds the role there on that day: one query."""
    inside = Left(OuterRef("place__path"), Length("place__path"))
    holds = policies.who_act(on).filter(account=OuterRef("account"), place__path=inside)
    return OnCall.objects.filter(in_force(on), Exists(holds))


def on_call_at(organisation_id: UUID, path: str, on: date) -> list[OnCall]:
    """Who answers for a place on a day: those nearest, longest on call first; one query."""
    return _nearest(_in_force_in({organisation_id}, on), path)


def on_call_covers(organisation_id: UUID, path: str, account_id: UUID | None, on: date) -> bool:
    """Whether somebody is on call for an area that holds a place, whether or not another one is nearer; one query."""
    rows = on_calls_in_force(on).filter(account=account_id, account__organisation=organisation_id)
    return any(path.startswith(area) for area in rows.values_list("place__path", flat=True))


def first_on_call(spots: Iterable[Spot], on: date) -> dict[Spot, OnCall]:
    """For each of these places that somebody answers for on a day, who is called first; one query."""
    wanted = set(spots)
    known = _in_force_in({house for house, _ in wanted}, on)
    found = {
        spot: _nearest([one for one in known if one.account.organisation_id == spot[0]], spot[1]) for spot in wanted
    }
    return {spot: rows[0] for spot, rows in found.items() if rows}


def whom_to_call(concerns: Sequence[Concern], on: date) -> dict[UUID, OnCall]:
    """
    For each concern the row of who must act, as near to its place as they are on call; one query.

    Where they are on call no more or their account is closed: who is called first there now.
    """
    known = _in_force_in({one.organisation_id for one in concerns}, on)
    found: dict[UUID, OnCall] = {}
    for one in concerns:
        here = [row for row in known if row.account.organisation_id == one.organisation_id]
        own = [row for row in here if row.account_id == one.must_act_id]
        rows = _nearest(own, one.place.path) or own or _nearest(here, one.place.path)
        if rows:
            found[one.pk] = rows[0]
    return found


def _in_force_in(houses: set[UUID], on: date) -> list[OnCall]:
    """The longest on call first."""
    rows = on_calls_in_force(on).filter(account__organisation__in=houses)
    return list(rows.select_related("account", "place").order_by("since", "pk"))


def _nearest(rows: Sequence[OnCall], path: str) -> list[OnCall]:
    area = nearest(path, {one.place.path for one in rows})
    return [one for one in rows if one.place.path == area]


def _served(houses: set[UUID], on: date) -> dict[UUID, set[str]]:
    since = verified_since(on, days=threshold("service_verified_days").value)
    rows = Service.objects.filter(organisation__in=houses, ended_on__isnull=True, verified_on__gte=since)
    found: dict[UUID, set[str]] = {house: set() for house in houses}
    for house, path in rows.values_list("organisation_id", "place__path").distinct():
        found[house].add(path)
    return found
