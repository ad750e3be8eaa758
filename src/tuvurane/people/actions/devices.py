"""Phones as principals: enrolled by a one-time code, revocable at once."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tuvurane.foundation import ids
from tuvurane.journal import actions as journal
from tuvurane.people import policies, problems, queries, scope
from tuvurane.people.models import Account, Device, DeviceSeen, EnrolmentCode
from tuvurane.people.roles import PHONE_ROLES, Verb
from tuvurane.people.scope import Actor

# No 0/O, 1/I/L: the code is read aloud and typed with a thumb. 8 signs of 31 are 39 bits.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_SIGNS = 8
CODE_LASTS = timedelta(hours=24)
# Long enough for a phone whose network comes for twenty seconds at a time; then its chance is over.
HAND_IN_LASTS = timedelta(hours=24)
LABEL_SIGNS = 80
SEEN_AGAIN = timedelta(minutes=1)


class Enrolled(NamedTuple):
    """A new device and its token, which is shown to the phone once and never stored."""

    device: Device
    token: str


@transaction.atomic
def issue_enrolment_code(*, actor: Actor, account: Account, now: datetime, lasts: timedelta = CODE_LASTS) -> str:
    """
    Make a one-time code (``ABCD-EFGH``) that enrols one phone of somebody whose role has a phone.

    Raises NoRoleForAPhone when the account holds no such role today, NotAllowed outside the actor's scope.
    """
    _check_can_manage_devices(actor, account)
    if not queries.roles_in_force(now.date()).filter(account=account, role__in=PHONE_ROLES).exists():
        raise problems.NoRoleForAPhone
    signs = "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))
    EnrolmentCode.objects.create(
        account=account, code_hash=queries.code_hash(signs), issued_at=now, expires_at=now + lasts
    )
    _write(actor, "devices.issue_code", "account", account, account.pk, now)
    return f"{signs[:4]}-{signs[4:]}"


@transaction.atomic
def enrol_device(*, code: str, label: str, now: datetime) -> Enrolled:
    """
    Turn a one-time code into a device with its own token (256 random bits).

    Raises CodeUnknown for a code that is wrong, used or expired: the three are not told apart.
    """
    issued = (
        EnrolmentCode.objects.select_for_update()
        .select_related("account")
        .filter(code_hash=queries.code_hash(code), used_at__isnull=True, expires_at__gt=now)
        .first()
    )
    if issued is None or not issued.account.is_active:
        raise problems.CodeUnknown
    token = secrets.token_urlsafe(32)
    device = Device.objects.create(
        id=ids.new_id(now),
        account=issued.account,
        label="".join(sign for sign in label if sign.isprintable())[:LABEL_SIGNS],
        token_hash=queries.token_hash(token),
        enrolled_at=now,
    )
    issued.used_at, issued.device = now, device
    issued.save(update_fields=["used_at", "device"])
    actor = Actor("device", issued.account_id, issued.account.organisation_id, (), device.pk)
    _write(actor, "devices.enrol", "device", issued.account, device.pk, now)
    return Enrolled(device, token)


@transaction.atomic
def revoke_device(*, actor: Actor, device: Device, now: datetime) -> None:
    """Revoke a phone: from now on the server refuses it. Doing it twice changes nothing."""
    _check_can_manage_devices(actor, device.account)
    if device.revoked_at is not None:
        return
    device.revoked_at, device.revoked_by_id = now, actor.account_id
    device.save(update_fields=["revoked_at", "revoked_by"])
    _write(actor, "devices.revoke", "device", device.account, device.pk, now)


def note_seen(*, device_id: UUID, now: datetime, clock_gap: int | None = None) -> None:
    """
    Remember when a device was last heard, and how far its clock was behind ours (seconds).

    Not journalled: it changes at every contact, and is written at most once a minute. Without
    ``clock_gap`` the last one known stays.
    """
    last = DeviceSeen.objects.filter(device_id=device_id).first()
    seen: dict[str, object] = {"at": now} | ({} if clock_gap is None else {"clock_gap": clock_gap})
    drift = 0 if clock_gap is None or last is None else abs(clock_gap - (last.clock_gap or 0))
    if last is None or drift > SEEN_AGAIN.seconds or not timedelta(0) <= now - last.at < SEEN_AGAIN:
        DeviceSeen.objects.update_or_create(device_id=device_id, defaults=seen)


def note_read(*, device_id: UUID, read_to: int) -> None:
    """Remember how far a device that was heard has read, as it says itself. It never goes back."""
    behind = Q(read_to__isnull=True) | Q(read_to__lt=read_to)
    DeviceSeen.objects.filter(behind, device_id=device_id).update(read_to=read_to)


def note_hand_in(*, device_id: UUID, now: datetime, done: bool) -> None:
    """
    A revoked phone hands in its unsent work: the first contact opens 24 hours, ``done`` at a later one closes them.

    At the first one it did not know yet: it may hold more than it wanted to send. It has this one
    chance, so that a lost reply loses nothing and a stolen phone gains nothing.
    """
    device = Device.objects.filter(pk=device_id)
    begun = device.filter(hands_in_until__isnull=True).update(hands_in_until=now + HAND_IN_LASTS)
    if done and not begun:
        device.update(hands_in_until=now)


def _check_can_manage_devices(actor: Actor, account: Account) -> None:
    scope.check_has(actor, Verb.DEVICES_MANAGE)
    policies.check_can_manage_account(actor, account)


def _write(actor: Actor, verb: str, kind: str, account: Account, subject: object, now: datetime) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind=kind,
        subject_id=str(subject),
        at=now,
        organisation_id=account.organisation_id,
    )
