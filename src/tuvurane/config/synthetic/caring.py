"""Who is on call and where people can be sent: all communes but one, so that a closed gate is seen too."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tuvurane.care.actions import OnCallPlan, ServiceContent, ServicePlan
from tuvurane.care.actions.on_call import CAPACITY
from tuvurane.care.codes import Help, ServiceKind
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.country import Area

EXPECTED = 0.05 * 13  # of the people of a group, how many are expected to need a talk
SPARE = 1.5  # more groups may be open at once than on average
LEAST = 5
FORGOTTEN = timedelta(days=220)  # a service that nobody verified for long


@dataclass(frozen=True, slots=True)
class Arranged:
    """What one organisation has arranged."""

    on_call: list[OnCallPlan]
    services: list[ServicePlan]


def arranged(
    chance: Chance,
    areas: Sequence[Area],
    *,
    account_id: UUID,
    led_in: str,
    groups: float,
    opened: datetime,
    today: date,
) -> Arranged:
    """
    The same person on call for each commune but the last, each commune with its health centre.

    ``led_in``: the commune where the demo's groups meet, which is never the one left out. ``groups``: how many the
    organisation has open at once, for all of which that one person has time.
    """
    communes = {area.commune: area.commune_id for area in areas}
    left_out = max(name for name in communes if name != led_in)
    capacity = min(max(LEAST, math.ceil(groups * EXPECTED * SPARE)), CAPACITY.stop - 1)
    on_call = [
        OnCallPlan(chance.id_at(opened), account_id, place_id, opened.date(), capacity, _telephone(chance))
        for name, place_id in communes.items()
        if name != left_out
    ]
    services = [
        ServicePlan(
            chance.id_at(opened),
            place_id,
            _told(chance, f"Centre de santé de {name}", ServiceKind.HEALTH_CENTRE),
            today - timedelta(days=chance.randrange(10, 150)),
        )
        for name, place_id in communes.items()
    ]
    first = next(iter(communes))
    old = _told(chance, f"Conseil de {first}", ServiceKind.COUNSELLOR)
    forgotten = ServicePlan(chance.id_at(opened), communes[first], old, today - FORGOTTEN)
    return Arranged(on_call, [*services, forgotten])


def _told(chance: Chance, name: str, kind: ServiceKind) -> ServiceContent:
    help_given = Help.COUNSELLING if kind is ServiceKind.COUNSELLOR else Help.MEDICAL
    return ServiceContent(
        name,
        kind,
        _telephone(chance),
        ("rn", "fr"),
        "gratuit",
        opening=dict.fromkeys("12345", "07:30-15:30"),
        helps=(help_given, Help.MENTAL_HEALTH),
        capacity=chance.choice((2, 3, 5, None)),
    )


def _telephone(chance: Chance) -> str:
    """A number that nobody has."""
    return f"+257 00 00 {chance.randrange(100):02d} {chance.randrange(100):02d}"
