"""When something may be done to accounts and devices, and by whom."""

from tuvurane.people import problems, scope
from tuvurane.people.models import Account
from tuvurane.people.roles import ROLES, Role, Verb
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


def needs_second_factor(roles: frozenset[Role]) -> bool:
    """Office roles sign in with a second factor."""
    return any(ROLES[role].office for role in roles)
