"""When something may be done to accounts and devices, and by whom."""

from datetime import date

from django.db.models import Q

from tuvurane.people import problems, scope
from tuvurane.people.models import Account
from tuvurane.people.roles import FROM_OUTSIDE, ROLES, Role, Verb
from tuvurane.people.scope import Actor


def check_can_manage_account(actor: Actor, account: Account) -> None:
    """Only within one's organisation, and only people whose every role one may give oneself, at its place."""
    if actor.kind == "system":
        return
    scope.check_has(actor, Verb.ACCOUNTS_MANAGE)
    if account.organisation_id != actor.organisation_id:
        raise problems.NotAllowed(verb=Verb.ACCOUNTS_MANAGE)
    for held in account.roles_held.filter(until__isnull=True).select_related("place"):
        check_can_give_role_at(actor, Role(held.role), held.place.path)


def can_give_role(actor: Actor, role: Role) -> bool:
    """Whether one of the actor's roles may give this role to others."""
    return actor.kind == "system" or any(role in ROLES[held].grants for held in actor.roles)


def check_can_give_role(actor: Actor, role: Role) -> None:
    """Raise CannotGiveRole unless ``can_give_role``."""
    if not can_give_role(actor, role):
        raise problems.CannotGiveRole(role=role)


def check_can_give_role_at(actor: Actor, role: Role, place_path: str) -> None:
    """A role may be given only inside the places that the giver reaches."""
    check_can_give_role(actor, role)
    if actor.kind == "system":
        return
    if not any(role in ROLES[grant.role].grants and place_path.startswith(grant.place_path) for grant in actor.grants):
        raise problems.NotAllowed(verb=Verb.ACCOUNTS_MANAGE)


def check_stays_outside(account: Account, role: Role, since: date) -> None:
    """
    Whoever reviews from outside holds nothing inside, from that day on, and the other way round.

    Raises ReviewerFromOutside, ReviewerHoldsNoOther.
    """
    kept = account.roles_held.filter(Q(until__isnull=True) | Q(until__gt=since))
    if role in FROM_OUTSIDE and kept.exclude(role__in=FROM_OUTSIDE).exists():
        raise problems.ReviewerFromOutside(name=account.name)
    if role not in FROM_OUTSIDE and kept.filter(role__in=FROM_OUTSIDE).exists():
        raise problems.ReviewerHoldsNoOther(name=account.name)


def needs_second_factor(roles: frozenset[Role]) -> bool:
    """Office roles sign in with a second factor."""
    return any(ROLES[role].office for role in roles)
