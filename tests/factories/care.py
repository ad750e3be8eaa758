"""Concerns, people on call and services, made as the questionnaires and the office make them."""

from datetime import date, datetime
from uuid import UUID

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tests.factories.people import HIRED_ON
from tuvurane.care import actions
from tuvurane.care.codes import ServiceKind, Source
from tuvurane.care.models import Concern, OnCall, Service
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Group
from tuvurane.people.models import Account, Organisation
from tuvurane.places.models import Place


def make_concern(
    group: Group,
    seat: int = 1,
    *,
    item: str = "srq_17",
    said_on: date = TODAY,
    now: datetime = NOW,
    about: UUID | None = None,
) -> Concern:
    """A yes of the person on this seat."""
    return actions.raise_concern(
        actor=SYSTEM,
        concern_id=new_id(),
        participant_id=groups.seats_of(group)[seat],
        group=group,
        source=Source.SCREENING,
        item=item,
        said_on=said_on,
        now=now,
        about=about,
    )


def make_on_call(account: Account, place: Place, *, capacity: int = 10, since: date = HIRED_ON) -> OnCall:
    """Somebody on call for a place."""
    return actions.put_on_call(
        actor=SYSTEM,
        on_call_id=new_id(),
        account=account,
        place=place,
        since=since,
        capacity=capacity,
        reach="+257 00 00 00 01",
        now=NOW,
    )


def make_service(
    organisation: Organisation, place: Place, *, name: str = "Health centre", verified_on: date = TODAY
) -> Service:
    """A service that somebody verified."""
    return actions.add_service(
        actor=SYSTEM,
        service_id=new_id(),
        organisation_id=organisation.pk,
        place=place,
        content=actions.ServiceContent(name, ServiceKind.HEALTH_CENTRE, "+257 00 00 00 02", ("rn", "fr")),
        verified_on=verified_on,
        now=NOW,
    )
