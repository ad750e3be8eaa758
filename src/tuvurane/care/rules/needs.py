"""What is likely to be needed in the weeks to come, beside what can be received: where it is short, and what helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Remedy(StrEnum):
    """What helps where it is short, the most pressing first."""

    PUT_ON_CALL = "put_on_call"
    MORE_ON_CALL = "more_on_call"
    ADD_SERVICE = "add_service"
    ASK_CAPACITY = "ask_capacity"
    MORE_SERVICES = "more_services"


@dataclass(frozen=True, slots=True)
class Team:
    """Those on call who share areas, and all areas for which they answer together."""

    accounts: frozenset[UUID]
    areas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Need:
    """
    What is expected beside what can be received, over the same weeks.

    ``expected``: of ``asked`` people so many say yes. ``on_call``: people whom those on call can receive; ``services``:
    whom those services can receive that told us a number, ``unasked`` of which did not. ``what``: what helps.
    """

    asked: int
    expected: float
    on_call: int
    services: int
    unasked: int
    what: tuple[Remedy, ...]


def teams(on_call: Mapping[str, Iterable[UUID]]) -> list[Team]:
    """
    Those on call by area, put together where they share an area: whoever is on call in six communes is one person.

    ``on_call``: by area who answers for it. The order is that of the first area of each.
    """
    found: list[Team] = []
    for area in sorted(on_call):
        accounts, areas = frozenset(on_call[area]), frozenset({area})
        for team in [team for team in found if team.accounts & accounts]:
            accounts, areas = accounts | team.accounts, areas | team.areas
            found.remove(team)
        found.append(Team(accounts, areas))
    return sorted(found, key=lambda team: min(team.areas))


def need(
    *, asked: int, share: float, weeks: float, on_call: int, capacities: Iterable[int | None], anybody: bool = True
) -> Need:
    """
    Need beside capacity over some ``weeks``. ``on_call`` and ``capacities`` are people a week, None for "nobody asked".

    Caution, not a forecast: as if everybody who is asked agreed, and everybody who says yes were sent on. Services
    that told no number count as nothing, and the first help is to ask them.
    """
    told = list(capacities)
    expected = round(asked * share, 6)
    received, sent = round(on_call * weeks), round(sum(filter(None, told)) * weeks)
    unasked = sum(one is None for one in told)
    what = []
    if not anybody:
        what.append(Remedy.PUT_ON_CALL)
    elif expected > received:
        what.append(Remedy.MORE_ON_CALL)
    if expected > sent:
        what.append(Remedy.ADD_SERVICE if not told else Remedy.ASK_CAPACITY if unasked else Remedy.MORE_SERVICES)
    return Need(asked, expected, received, sent, unasked, tuple(what))
