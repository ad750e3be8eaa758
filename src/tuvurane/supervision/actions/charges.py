"""Who looks after whom."""

from datetime import date, datetime

from django.db import transaction

from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import policies, problems
from tuvurane.supervision.actions import reports
from tuvurane.supervision.models import Charge
from tuvurane.training.models import Facilitator


@transaction.atomic
def take_charge(*, actor: Actor, supervisor: Account, facilitator: Facilitator, since: date, now: datetime) -> Charge:
    """
    Let somebody look after a facilitator from a day on; whoever did before ends on that day.

    The same supervisor again changes nothing. Raises NotASupervisor (no such role at that place, or
    oneself), DateBeforeCharge, NotAllowed.
    """
    policies.check_sees(actor, Verb.SUPERVISION_MANAGE, facilitator)
    held = people.roles_in_force(max(since, people.today_in(facilitator.organisation_id, now)))
    policies.check_supervises_at(supervisor, facilitator, held.filter(account=supervisor).select_related("place"))
    before = _open(facilitator)
    if before is not None and before.supervisor_id == supervisor.pk:
        return before
    if before is not None:
        _end(before, since)
    detail = {"supervisor": str(supervisor.pk), "since": str(since)}
    subject = ("facilitator", facilitator.pk)
    reports.write_line(actor, "charges.take", subject, facilitator.organisation_id, now, detail)
    return Charge.objects.create(supervisor=supervisor, facilitator=facilitator, since=since)


@transaction.atomic
def end_charge(*, actor: Actor, facilitator: Facilitator, until: date, now: datetime) -> None:
    """Nobody looks after a facilitator any more. Raises NobodyInCharge, DateBeforeCharge, NotAllowed."""
    policies.check_sees(actor, Verb.SUPERVISION_MANAGE, facilitator)
    charge = _open(facilitator)
    if charge is None:
        raise problems.NobodyInCharge
    _end(charge, until)
    detail = {"supervisor": str(charge.supervisor_id), "until": str(until)}
    subject = ("facilitator", facilitator.pk)
    reports.write_line(actor, "charges.end", subject, facilitator.organisation_id, now, detail)


def _open(facilitator: Facilitator) -> Charge | None:
    """The charge that stands, with the facilitator locked: two hand-overs take their turns."""
    list(Facilitator.objects.select_for_update(no_key=True, of=("self",)).filter(pk=facilitator.pk).values_list("pk"))
    return Charge.objects.filter(facilitator=facilitator, until__isnull=True).first()


def _end(charge: Charge, until: date) -> None:
    if until < charge.since:
        raise problems.DateBeforeCharge(since=charge.since)
    charge.until = until
    charge.save(update_fields=["until"])
