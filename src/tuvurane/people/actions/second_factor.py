"""The second factor of office roles: time-based one-time passwords (RFC 6238)."""

import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.journal import actions as journal
from tuvurane.people import policies, problems
from tuvurane.people.models import Account
from tuvurane.people.scope import Actor

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
ISSUER = "Tuvurane"


@transaction.atomic
def start_second_factor(*, actor: Actor, account: Account, now: datetime) -> str:
    """
    Set a new secret, not yet in force, and answer its ``otpauth://`` address for a QR code.

    Only for oneself, and only while none is in force (an administrator resets a lost one first).
    """
    if actor.account_id != account.pk or account.totp_confirmed_at is not None:
        raise problems.SecondFactorNotStarted
    secret = secrets.token_bytes(SECRET_BYTES)
    account.totp_sealed = sealing.wrap(secret, aad=account.pk.bytes)
    account.totp_last_step = 0
    account.save(update_fields=["totp_sealed", "totp_last_step"])
    journal.write(
        actor=actor, verb="accounts.start_second_factor", subject_kind="account", subject_id=account.pk, at=now
    )
    return address(account)


def address(account: Account) -> str:
    """The ``otpauth://`` address of a secret that is set. Raises SecondFactorNotStarted."""
    return _totp(account).get_provisioning_uri(account.username, ISSUER)


@transaction.atomic
def confirm_second_factor(*, actor: Actor, account: Account, token: str, now: datetime) -> None:
    """Put the secret in force by a first right token. Raises SecondFactorWrong."""
    _spend(account, token, now)
    account.totp_confirmed_at = now
    account.save(update_fields=["totp_confirmed_at"])
    journal.write(
        actor=actor, verb="accounts.confirm_second_factor", subject_kind="account", subject_id=account.pk, at=now
    )


@transaction.atomic
def check_second_factor(*, account: Account, token: str, now: datetime) -> None:
    """
    Accept a token once; the step before and after count too (a clock may be 30 s off).

    Raises SecondFactorWrong for a wrong token and for one that was used already.
    """
    if account.totp_confirmed_at is None:
        raise problems.SecondFactorNotStarted
    _spend(account, token, now)


@transaction.atomic
def reset_second_factor(*, actor: Actor, account: Account, now: datetime) -> None:
    """Forget a lost second factor: the person sets a new one at the next sign-in."""
    policies.check_can_manage_account(actor, account)
    account.totp_confirmed_at, account.totp_sealed, account.totp_last_step = None, None, 0
    account.save(update_fields=["totp_confirmed_at", "totp_sealed", "totp_last_step"])
    journal.write(
        actor=actor,
        verb="accounts.reset_second_factor",
        subject_kind="account",
        subject_id=account.pk,
        at=now,
        organisation_id=account.organisation_id,
    )


def _spend(account: Account, token: str, now: datetime) -> None:
    totp = _totp(account)
    present = int(now.timestamp()) // STEP_SECONDS
    for step in (present - 1, present, present + 1):
        try:
            totp.verify(token.strip().encode(), step * STEP_SECONDS)
        except InvalidToken:
            continue
        # The condition is in the update: of two tries with one token at once, one wins.
        spent = Account.objects.filter(pk=account.pk, totp_last_step__lt=step).update(totp_last_step=step)
        if spent:
            account.totp_last_step = step
            return
    raise problems.SecondFactorWrong


def _totp(account: Account) -> TOTP:
    if account.totp_sealed is None:
        raise problems.SecondFactorNotStarted
    secret = sealing.unwrap(account.totp_sealed, aad=account.pk.bytes)
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - RFC 6238 and every authenticator app use HMAC-SHA-1
