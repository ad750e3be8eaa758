"""A route for the day: the groups to visit, in an order that goes through the tree of places without detours."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from tuvurane.groups import queries as group_queries
from tuvurane.groups.models import Group
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places
from tuvurane.places.models import Place
from tuvurane.supervision import problems
from tuvurane.supervision.rules import route as rule


class Why(NamedTuple):
    """
    Why a stop comes where it does: a word key below ``route_why.``, and the name that fills it.

    ``here``: where one stands already; ``within``: the smallest ``place`` that holds it and the stop
    before; ``elsewhere``: nothing holds both.
    """

    code: str
    place: str = ""


class Stop(NamedTuple):
    """One place to go to: its trail, the groups there by name, and why it comes now."""

    place: Place
    trail: str
    groups: list[Group]
    why: Why


def route(actor: Actor, *, place_id: int, group_ids: Iterable[UUID]) -> list[Stop]:
    """
    The places of these groups in the order of the shortest way from a place; groups out of scope are left out.

    Distances are steps in the tree of places: no coordinates and no roads are known, and whoever knows the
    roads decides. Raises StartUnknown.
    """
    start = places.by_id(place_id)
    if start is None:
        raise problems.StartUnknown
    visible = group_queries.groups_visible_to(actor, verb=Verb.SUPERVISION_SEE)
    found: dict[int, list[Group]] = {}
    for group in visible.filter(pk__in=list(group_ids)):
        found.setdefault(group.place_id, []).append(group)
    at = {place_id: groups[0].place for place_id, groups in found.items()}
    ordered = rule.order(_path(start), {pk: _path(at[pk]) for pk in sorted(at)})
    trails = places.trails(at.values())
    names = _names([start, *at.values()])
    stops, before = [], start
    for pk in ordered:
        stops.append(Stop(at[pk], trails[pk], found[pk], _why(before, at[pk], names)))
        before = at[pk]
    return stops


def _path(place: Place) -> list[int]:
    return [int(pk) for pk in place.path.split("/") if pk]


def _names(places_of: Iterable[Place]) -> dict[int, str]:
    """The name of every place on the ways from the roots to these; one query."""
    wanted = {pk for place in places_of for pk in _path(place)}
    return dict(places.places().filter(pk__in=wanted).order_by().values_list("pk", "name"))


def _why(before: Place, now: Place, names: dict[int, str]) -> Why:
    if before.pk == now.pk:
        return Why("here")
    shared = rule.shared_steps(_path(before), _path(now))
    return Why("within", names[_path(now)[shared - 1]]) if shared else Why("elsewhere")
