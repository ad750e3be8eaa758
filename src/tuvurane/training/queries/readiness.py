"""Who is ready for the next rung, from the courses, the ratings and the groups that are known."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q

from tuvurane.foundation.records import Standing
from tuvurane.people.models import Account
from tuvurane.training.codes import Away, Gate, Rung
from tuvurane.training.models import Facilitator, Rating
from tuvurane.training.queries.courses import completed_of
from tuvurane.training.queries.facilitators import away_on
from tuvurane.training.queries.gates import states_of
from tuvurane.training.rules.gate import GateState
from tuvurane.training.rules.readiness import NUMBERS, Known, Readiness, readiness
from tuvurane.training.thresholds import threshold


def readiness_of(facilitator: Facilitator, *, on: date) -> Readiness:
    """Whether somebody is ready for the next rung on a day, and what they lack."""
    return readiness_of_all([facilitator], on=on)[facilitator.pk]


def readiness_of_all(facilitators: Iterable[Facilitator], *, on: date) -> dict[UUID, Readiness]:
    """The readiness of several people; a constant number of queries."""
    people = {facilitator.pk: facilitator for facilitator in facilitators}
    asked = list(people)
    courses, away = completed_of(asked), away_on(asked, on)
    gates, levels = states_of(asked), _levels(asked, on)
    completed = _groups_completed(asked, on)
    thresholds = {name: threshold(name).value for name in NUMBERS}
    return {
        pk: readiness(
            Known(
                rung=Rung(person.rung),
                courses_completed=courses[pk],
                gate=_gate(gates[pk]),
                away=Away(away[pk].kind) if pk in away else None,
                levels=levels[pk],
                groups_completed=completed.get(pk, 0),
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


def _groups_completed(account_ids: Sequence[UUID], on: date) -> dict[UUID, int]:
    """
    How many groups each led until they graduated.

    The room of groups stands above this one and is not imported: its rows are reached through the account.
    """
    while_leading = Q(assignments__until__isnull=True) | Q(assignments__until__gte=F("assignments__group__moves__on"))
    led = Account.objects.filter(
        while_leading,
        pk__in=account_ids,
        assignments__group__moves__went_to="graduated",
        assignments__group__moves__on__lte=on,
    )
    counted = led.order_by().values_list("pk").annotate(n=Count("assignments__group", distinct=True))
    return dict(counted)
