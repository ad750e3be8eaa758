"""The list of services: adding, changing, verifying, ending."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.log import note_arrangement
from tuvurane.care.actions.on_call import CAPACITY
from tuvurane.care.codes import ServiceKind
from tuvurane.care.models import Service, ServiceChange
from tuvurane.care.rules.opening import DAYS, spans
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place


@dataclass(frozen=True, slots=True)
class ServiceContent:
    """
    What is known about a service. ``reach``: its telephone, or the way there.

    ``opening``: by day of the week the hours as somebody writes them. ``capacity``: people a week from us.
    """

    name: str
    kind: ServiceKind
    reach: str
    languages: Sequence[str] = ()
    cost: str = ""
    hours: str = ""
    opening: Mapping[str, str] = field(default_factory=dict)
    helps: Sequence[str] = ()
    receives: Sequence[str] = ()
    capacity: int | None = None


@transaction.atomic
def add_service(
    *,
    actor: Actor,
    service_id: UUID,
    organisation_id: UUID,
    place: Place,
    content: ServiceContent,
    verified_on: date,
    now: datetime,
) -> Service:
    """Add a service for a place and everything below it. Raises DateInTheFuture, NotAllowed."""
    policies.check_can_arrange(actor, organisation_id, place)
    _check_day(organisation_id, verified_on, now)
    made = Service.objects.create(
        id=service_id,
        organisation_id=organisation_id,
        place=place,
        verified_on=verified_on,
        verified_by_id=actor.account_id,
        **columns_of(content),
    )
    note_arrangement(actor, organisation_id, "service", now, made)
    return made


def columns_of(content: ServiceContent) -> dict[str, Any]:
    """The columns of a service. Raises OpeningUnreadable, CapacityOutOfRange."""
    if content.capacity is not None and content.capacity not in CAPACITY:
        raise problems.CapacityOutOfRange(least=CAPACITY.start, most=CAPACITY.stop - 1)
    try:
        hours = {day: spans(content.opening.get(day, "")) for day in DAYS}
    except ValueError as error:
        raise problems.OpeningUnreadable(written=str(error)) from error
    return asdict(content) | {
        "languages": list(content.languages),
        "helps": list(content.helps),
        "receives": list(content.receives),
        "opening": {day: found for day, found in hours.items() if found},
    }


def _check_day(organisation_id: UUID, day: date, now: datetime) -> None:
    if day > people.today_in(organisation_id, now):
        raise problems.DateInTheFuture


@transaction.atomic
def change_service(*, actor: Actor, service: Service, content: ServiceContent, now: datetime) -> Service:
    """
    Change what is known about a service; each change is kept with what was known before.

    Raises OpeningUnreadable, CapacityOutOfRange, ServiceEnded, NotAllowed.
    """
    columns = columns_of(content)
    before = Service.objects.get(pk=service.pk)
    changed = _changed(actor, service, "changed", now, columns)
    told = {"service": changed, "at": now, "by_id": actor.account_id}
    for column, after in columns.items():
        if (known := getattr(before, column)) != after:
            ServiceChange.objects.create(column=column, before=known, after=after, **told)
    return changed


@transaction.atomic
def verify_service(*, actor: Actor, service: Service, on: date, now: datetime) -> Service:
    """Note that somebody made sure on a day that a service is there. Raises as change_service, DateInTheFuture."""
    _check_day(service.organisation_id, on, now)
    return _changed(actor, service, "verified", now, {"verified_on": on, "verified_by_id": actor.account_id})


@transaction.atomic
def end_service(*, actor: Actor, service: Service, on: date, now: datetime) -> Service:
    """Note that a service is there no more. Raises as change_service, DateInTheFuture."""
    _check_day(service.organisation_id, on, now)
    return _changed(actor, service, "ended", now, {"ended_on": on})


def _changed(actor: Actor, service: Service, did: str, now: datetime, columns: dict[str, object]) -> Service:
    policies.check_can_arrange(actor, service.organisation_id, service.place)
    locked = Service.objects.select_for_update(of=("self",)).select_related("place").get(pk=service.pk)
    if locked.ended_on is not None:
        raise problems.ServiceEnded
    for column, value in columns.items():
        setattr(locked, column, value)
    locked.save(update_fields=[column.removesuffix("_id") for column in columns])
    note_arrangement(actor, locked.organisation_id, did, now, locked)
    return locked
