"""Organisations: opened by the command line, and how each of them works."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from tuvurane.foundation import ids, sealing
from tuvurane.journal import actions as journal
from tuvurane.people import problems, scope
from tuvurane.people.actions.generations import make_generation
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Organisation
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


@transaction.atomic
def found_organisation(
    *, actor: Actor, name: str, short: str, synthetic: bool, now: datetime, organisation_id: UUID | None = None
) -> Organisation:
    """
    Open an organisation with its own keys and box; without ``organisation_id`` it is given one.

    Only the system does this (by command line): no organisation may create another.
    """
    if actor.kind != "system":
        raise problems.NotAllowed(verb=Verb.DEPLOYMENT_MANAGE)
    organisation_id = organisation_id or ids.new_id(now)
    box = sealing.new_box()
    organisation = Organisation.objects.create(
        id=organisation_id,
        name=name,
        short=short,
        box_public=box.public,
        box_private_wrapped=sealing.wrap(box.private, aad=organisation_id.bytes),
        synthetic=synthetic,
        founded_at=now,
    )
    for purpose in KeyPurpose:
        make_generation(organisation_id, purpose, number=sealing.FIRST, now=now)
    _write(actor, "organisations.found", organisation_id, now)
    return organisation


@transaction.atomic
def change_organisation(
    *, actor: Actor, organisation: Organisation, time_zone: str, mixed_pairs: bool, now: datetime
) -> None:
    """
    Say where an organisation's clocks stand, and whether a woman and a man lead a group together.

    ``time_zone`` is a name of the IANA table. Raises TimeZoneUnknown, NotAllowed.
    """
    scope.check_has(actor, Verb.ACCOUNTS_MANAGE)
    if actor.kind != "system" and actor.organisation_id != organisation.pk:
        raise problems.NotAllowed(verb=Verb.ACCOUNTS_MANAGE)
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise problems.TimeZoneUnknown(name=time_zone) from error
    organisation.time_zone, organisation.mixed_pairs = time_zone, mixed_pairs
    organisation.save(update_fields=["time_zone", "mixed_pairs"])
    _write(actor, "organisations.change", organisation.pk, now)


def _write(actor: Actor, verb: str, organisation_id: UUID, now: datetime) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="organisation",
        subject_id=organisation_id,
        at=now,
        organisation_id=organisation_id,
    )
