"""Capacity of those on call and of services, beside the need that is expected."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tuvurane.care.models import OnCall, Service
from tuvurane.care.queries.arrangements import communes_of
from tuvurane.care.queries.cover import on_calls_in_force
from tuvurane.care.queries.directory import services_visible_to
from tuvurane.care.rules.areas import answered_for, nearest
from tuvurane.care.rules.deadlines import verified_since
from tuvurane.care.rules.needs import Need, Team, need, teams
from tuvurane.care.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.places import queries as places
from tuvurane.places.models import Place


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One row: who answers for which places (nobody: ``calls`` is empty), the services there, and how it stands."""

    calls: tuple[OnCall, ...]
    places: tuple[Place, ...]
    services: tuple[Service, ...]
    need: Need


def needs(actor: Actor, *, on: date, asked: Mapping[str, int]) -> list[NeedRow]:
    """
    Where it is short, shortest first; then the rest. Four queries.

    ``asked``: how many people are to be asked a screening item in the weeks to come, by the path of their place.
    Whoever is on call counts once for all their places; people nobody answers for stand by commune.
    """
    reach = in_scope(actor, organisation="account__organisation_id", path="place__path", verb=Verb.CARE_ARRANGE)
    calls = list(on_calls_in_force(on).filter(reach).select_related("account", "place").order_by("since", "pk"))
    since = verified_since(on, days=threshold("service_verified_days").value)
    services = list(services_visible_to(actor).filter(verified_on__gte=since))
    by_area: dict[str, set[OnCall]] = defaultdict(set)
    for call in calls:
        by_area[call.place.path].add(call)
    found = teams({area: [call.account_id for call in here] for area, here in by_area.items()})
    rows = [_row(team, calls, frozenset(by_area), services, asked) for team in found]
    alone = {path: people for path, people in asked.items() if people and nearest(path, by_area) is None}
    rows += _alone(alone, services)
    return sorted(rows, key=lambda row: (not row.need.what, row.need.on_call - row.need.expected))


def _row(
    team: Team, calls: Sequence[OnCall], every: frozenset[str], services: Sequence[Service], asked: Mapping[str, int]
) -> NeedRow:
    here = [call for call in calls if call.account_id in team.accounts]
    received: dict[object, int] = defaultdict(int)
    for call in here:
        received[call.account_id] = max(received[call.account_id], call.capacity)
    reached = _reached(team.areas, services)
    known = {call.place.path: call.place for call in here}
    return NeedRow(
        tuple({call.account_id: call for call in reversed(here)}.values()),
        tuple(known[area] for area in sorted(team.areas)),
        reached,
        need(
            asked=answered_for(team.areas, every, asked),
            share=threshold("positive_share").value,
            weeks=threshold("need_weeks").value,
            on_call=sum(received.values()),
            capacities=[service.capacity for service in reached],
        ),
    )


def _alone(asked: Mapping[str, int], services: Sequence[Service]) -> list[NeedRow]:
    """The communes whose people nobody answers for."""
    communes = communes_of(asked)
    people: dict[int, int] = defaultdict(int)
    for path, number in asked.items():
        people[communes[path]] += number
    known = places.places().in_bulk(list(people))
    rows = []
    for pk, number in people.items():
        reached = _reached({known[pk].path}, services)
        stands = need(
            asked=number,
            share=threshold("positive_share").value,
            weeks=threshold("need_weeks").value,
            on_call=0,
            capacities=[service.capacity for service in reached],
            anybody=False,
        )
        rows.append(NeedRow((), (known[pk],), reached, stands))
    return rows


def _reached(areas: set[str] | frozenset[str], services: Sequence[Service]) -> tuple[Service, ...]:
    """The services that serve any of these areas, or lie in one."""
    return tuple(
        service
        for service in services
        if any(service.place.path.startswith(area) or area.startswith(service.place.path) for area in areas)
    )
