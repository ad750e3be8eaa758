"""Putting somebody on call for an area, and letting them off."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuvurane.care import policies, problems
from tuvurane.care.actions.log import note_arrangement
from tuvurane.care.models import OnCall
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place

CAPACITY = range(1, 201)
"""People a week: nobody receives more."""


@transaction.atomic
def put_on_call(
    *,
    actor: Actor,
    on_call_id: UUID,
    account: Account,
    place: Place,
    since: date,
    capacity: int,
    reach: str,
    now: datetime,
) -> OnCall:
    """
    Put somebody on call for a place and everything below it, from a day on.

    ``capacity``: how many people a week they can receive. ``reach``: how they are called. Raises CannotBeOnCall
    for whoever may not act on concerns there, AlreadyOnCall, CapacityOutOfRange, NotAllowed.
    """
    policies.check_can_arrange(actor, account.organisation_id, place)
    if capacity not in CAPACITY:
        raise problems.CapacityOutOfRange(least=CAPACITY.start, most=CAPACITY.stop - 1)
    today = people.today_in(account.organisation_id, now)
    policies.check_can_be_on_call(account, place, max(since, today))
    list(Account.objects.select_for_update().filter(pk=account.pk).values_list("pk"))
    if OnCall.objects.filter(account=account, place=place, until__isnull=True).exists():
        raise problems.AlreadyOnCall(name=account.name, place=place.name)
    made = OnCall.objects.create(
        id=on_call_id, account=account, place=place, since=since, capacity=capacity, reach=reach.strip()
    )
    note_arrangement(actor, account.organisation_id, "on_call", now, made)
    return made


@transaction.atomic
def take_off_call(*, actor: Actor, on_call: OnCall, until: date, now: datetime) -> OnCall:
    """
    Let somebody be on call no more from a day on. What they must still act on stays theirs.

    Raises OnCallEnded, EndsBeforeItStarts, NotAllowed.
    """
    house = on_call.account.organisation_id
    policies.check_can_arrange(actor, house, on_call.place)
    locked = OnCall.objects.select_for_update().get(pk=on_call.pk)
    if locked.until is not None:
        raise problems.OnCallEnded
    if until < locked.since:
        raise problems.EndsBeforeItStarts(since=f"{locked.since:%d/%m/%Y}")
    on_call.until = until
    on_call.save(update_fields=["until"])
    note_arrangement(actor, house, "off_call", now, on_call)
    return on_call
