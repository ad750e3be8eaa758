"""What was answered: how far a wave has come, and totals for those who may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.foundation.records import Standing
from tuvurane.groups.models import Group
from tuvurane.measures import policies
from tuvurane.measures.codes import Arm, Wave
from tuvurane.measures.models import Declined, Response
from tuvurane.people.scope import Actor


@dataclass(frozen=True, slots=True)
class Total:
    """One counted total; None where an item is missing."""

    participant_id: UUID
    arm: Arm
    wave: Wave
    instrument: str
    administered_on: date
    total: float | None
    missing: int


def responses_of(account_id: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these answers and refusals we hold from this person."""
    wanted = list(ids)
    answered = Response.objects.filter(pk__in=wanted, asked_by_id=account_id).values_list("pk", flat=True)
    declined = Declined.objects.filter(pk__in=wanted, recorded_by_id=account_id).values_list("pk", flat=True)
    return {*answered, *declined}


def counted() -> QuerySet[Response]:
    """The responses that are the reading in use."""
    return Response.objects.filter(standing=Standing.COUNTED)


def totals_of(actor: Actor, group: Group) -> list[Total]:
    """The counted totals of a group's people, for those who may read them. Raises NotAllowed."""
    policies.check_can_see_totals(actor, group)
    columns = ("participant_id", "arm", "wave", "instrument", "administered_on", "total", "missing")
    rows = counted().filter(group=group).order_by("participant_id", "administered_on", "instrument", "pk")
    return [Total(person, Arm(arm), Wave(wave), *rest) for person, arm, wave, *rest in rows.values_list(*columns)]


def responses_beside(group: Group) -> QuerySet[Response]:
    """Second reports of a wave that stand beside the counted one until someone settles it."""
    return Response.objects.filter(group=group, standing=Standing.BESIDE).order_by("seq")


def answers_before(before: date) -> int:
    """How many sets of answers were given before a day."""
    return Response.objects.filter(administered_on__lt=before).count()
