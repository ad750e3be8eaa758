"""Who is ready for the next rung, from the courses, the ratings and the groups that are known."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from uuid import UUID

from tuvurane.foundation.records import Standing
from tuvurane.training.codes import Away, Gate, Rung
from tuvurane.training.models import Facilitator, Rating
from tuvurane.training.queries.courses import completed_of
from tuvurane.training.queries.facilitators import away_on
from tuvurane.training.queries.gates import states_of
from tuvurane.training.rules.gate import GateState
from tuvurane.training.rules.readiness import NUMBERS, Known, Readiness, readiness
from tuvurane.training.thresholds import threshold


def readiness_of(facilitator: Facilitator, *, on: date, groups_completed: int = 0) -> Readiness:
    """
    Whether somebody is ready for the next rung on a day, and what they lack.

    ``groups_completed``: how many groups they led to the end; only the room of groups knows.
    """
    return readiness_of_all([facilitator], on=on, groups_completed={facilitator.pk: groups_completed})[facilitator.pk]


def readiness_of_all(
    facilitators: Iterable[Facilitator], *, on: date, groups_completed: Mapping[UUID, int] = MappingProxyType({})
) -> dict[UUID, Readiness]:
    """The readiness of several people; a constant number of queries."""
    people = {facilitator.pk: facilitator for facilitator in facilitators}
    asked = list(people)
    courses, away = completed_of(asked), away_on(asked, on)
    gates, levels = states_of(asked), _levels(asked, on)
    thresholds = {name: threshold(name).value for name in NUMBERS}
    return {
        pk: readiness(
            Known(
                rung=Rung(person.rung),
                courses_completed=courses[pk],
                gate=_gate(gates[pk]),
                away=Away(away[pk].kind) if pk in away else None,
                levels=levels[pk],
                groups_completed=groups_completed.get(pk, 0),
            ),
            thresholds=thresholds,
        )
        for pk, person in people.items()
    }


def _gate(state: GateState | None) -> Gate:
    """What cannot be read is closed."""
    return Gate.BLOCKED if state is None else state.state


def _levels(account_ids: Sequence[UUID], on: date) -> dict[UUID, dict[str, int]]:
    """The latest level of each competence, of the ratings that count."""
    levels: dict[UUID, dict[str, int]] = {pk: {} for pk in account_ids}
    rows = Rating.objects.filter(facilitator__in=account_ids, standing=Standing.COUNTED, counts=True, on__lte=on)
    for pk, reached in rows.order_by("on", "seq", "pk").values_list("facilitator_id", "levels"):
        levels[pk].update(reached)
    return levels
