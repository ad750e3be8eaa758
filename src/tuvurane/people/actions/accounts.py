"""Accounts and the roles they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tuvurane.foundation import ids
from tuvurane.journal import actions as journal
from tuvurane.people import policies, problems, scope
from tuvurane.people.models import Account, RoleHeld
from tuvurane.people.roles import Role, Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    organisation_id: UUID,
    username: str,
    name: str,
    language: str,
    now: datetime,
    password: str | None = None,
    account_id: UUID | None = None,
) -> Account:
    """
    Open an account without roles; without ``account_id`` it is given one.

    Without ``password`` nobody can sign in with it (a facilitator who only holds a phone). Raises
    UsernameTaken, PasswordTooWeak, NotAllowed.
    """
    if actor.kind != "system":
        scope.check_has(actor, Verb.ACCOUNTS_MANAGE)
        if organisation_id != actor.organisation_id:
            raise problems.NotAllowed(verb=Verb.ACCOUNTS_MANAGE)
    if Account.objects.filter(username=username).exists():
        raise problems.UsernameTaken(username=username)
    account = Account(
        id=account_id or ids.new_id(now),
        username=username,
        name=name,
        organisation_id=organisation_id,
        language=language,
    )
    account.opened_at = now
    _put_password(account, password)
    account.save(force_insert=True)
    _write(actor, "accounts.open", "account", account.pk, now, organisation_id)
    return account


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """An account to open in bulk, without a password, with its one role."""

    id: UUID
    username: str
    name: str
    language: str
    role: Role
    place_id: int
    since: date
    opened_at: datetime


@transaction.atomic
def open_accounts(*, actor: Actor, organisation_id: UUID, plans: Sequence[AccountPlan], now: datetime) -> None:
    """
    Open many accounts of one organisation, each with a role at a place.

    Only the system does this. Nobody can sign in with them. Raises NotAllowed, UsernameTaken.
    """
    if actor.kind != "system":
        raise problems.NotAllowed(verb=Verb.ACCOUNTS_MANAGE)
    taken = Account.objects.filter(username__in=[plan.username for plan in plans]).first()
    if taken is not None:
        raise problems.UsernameTaken(username=taken.username)
    Account.objects.bulk_create(
        Account(
            id=plan.id,
            username=plan.username,
            name=plan.name,
            organisation_id=organisation_id,
            language=plan.language,
            password=make_password(None),
            opened_at=plan.opened_at,
        )
        for plan in plans
    )
    RoleHeld.objects.bulk_create(
        RoleHeld(account_id=plan.id, role=plan.role, place_id=plan.place_id, since=plan.since) for plan in plans
    )
    lines = [line for plan in plans for line in _opening(plan, organisation_id)]
    journal.write_many(actor=actor, at=now, lines=lines)


def _opening(plan: AccountPlan, organisation_id: UUID) -> list[journal.Line]:
    given = {"role": plan.role, "place": plan.place_id}
    return [
        journal.Line("accounts.open", "account", plan.id, organisation_id),
        journal.Line("roles.give", "account", plan.id, organisation_id, given),
    ]


@transaction.atomic
def set_password(*, actor: Actor, account: Account, password: str, now: datetime) -> None:
    """Set a new password: one's own, or that of an account one may manage. Raises PasswordTooWeak."""
    if actor.account_id != account.pk:
        policies.check_can_manage_account(actor, account)
    _put_password(account, password)
    account.save(update_fields=["password"])
    _write(actor, "accounts.set_password", "account", account.pk, now, account.organisation_id)


def _put_password(account: Account, password: str | None) -> None:
    if password is None:
        account.set_unusable_password()
        return
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise problems.PasswordTooWeak from error
    account.set_password(password)


@transaction.atomic
def choose_language(*, actor: Actor, account: Account, language: str, now: datetime) -> None:
    """Set the language in which this person is addressed (one's own account only)."""
    if actor.account_id != account.pk:
        raise problems.NotAllowed(verb=Verb.ACCOUNTS_MANAGE)
    account.language = language
    account.save(update_fields=["language"])
    _write(actor, "accounts.choose_language", "account", account.pk, now, account.organisation_id)


@transaction.atomic
def close_account(*, actor: Actor, account: Account, now: datetime) -> None:
    """Close an account: nobody signs in, its phones are refused, what it did stays."""
    policies.check_can_manage_account(actor, account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _write(actor, "accounts.close", "account", account.pk, now, account.organisation_id)


@transaction.atomic
def give_role(*, actor: Actor, account: Account, role: Role, place: Place, since: date, now: datetime) -> RoleHeld:
    """
    Give an account a role at a place and all places below.

    Raises CannotGiveRole (this giver may not give it), NotAllowed (outside the giver's places),
    RoleAlreadyHeld, ReviewerFromOutside, ReviewerHoldsNoOther. Locks the account: of two roles that
    shut each other out, given at once, only one is.
    """
    policies.check_can_give_role_at(actor, role, place.path)
    policies.check_can_manage_account(actor, account)
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    policies.check_stays_outside(account, role, since)
    if RoleHeld.objects.filter(account=account, role=role, place=place, until__isnull=True).exists():
        raise problems.RoleAlreadyHeld(role=role)
    held = RoleHeld.objects.create(account=account, role=role, place=place, since=since)
    _write(actor, "roles.give", "account", account.pk, now, account.organisation_id, {"role": role, "place": place.pk})
    return held


@transaction.atomic
def end_role(*, actor: Actor, held: RoleHeld, until: date, now: datetime) -> None:
    """End a role on a day; from then on it opens nothing. Raises RoleAlreadyEnded."""
    policies.check_can_give_role_at(actor, Role(held.role), held.place.path)
    if held.until is not None:
        raise problems.RoleAlreadyEnded(role=held.role)
    held.until = max(until, held.since)
    held.save(update_fields=["until"])
    detail = {"role": held.role, "place": held.place_id}
    _write(actor, "roles.end", "account", held.account_id, now, held.account.organisation_id, detail)


def _write(
    actor: Actor,
    verb: str,
    kind: str,
    subject: UUID,
    now: datetime,
    organisation_id: UUID,
    detail: dict[str, object] | None = None,
) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind=kind,
        subject_id=subject,
        at=now,
        organisation_id=organisation_id,
        detail=detail,
    )
