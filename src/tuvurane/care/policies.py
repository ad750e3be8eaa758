"""Who may raise concerns, see them, act on them, and arrange for help. ``check_`` raises, ``can_`` answers."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tuvurane.care import problems
from tuvurane.care.models import Concern
from tuvurane.groups import policies as group_policies
from tuvurane.groups.models import Group
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.models import Account, RoleHeld
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place

ACT = tuple(role for role, rule in ROLES.items() if Verb.CARE_ACT in rule.verbs)


def can_act(actor: Actor, concern: Concern) -> bool:
    """Whether the actor is a person who may say what was done about this concern."""
    return actor.account_id is not None and scope.reaches(
        actor, Verb.CARE_ACT, organisation_id=concern.organisation_id, place_path=concern.place.path
    )


def check_can_act(actor: Actor, concern: Concern) -> None:
    """Raise NotAllowed unless ``can_act``."""
    if not can_act(actor, concern):
        raise people_problems.NotAllowed(verb=Verb.CARE_ACT)


def check_can_raise_in(actor: Actor, group: Group) -> None:
    """Whoever works with the people of a group raises a concern about one of them. Raises NotAllowed."""
    group_policies.check(actor, Verb.CARE_RAISE, group)


def check_can_raise_at(actor: Actor, place: Place) -> UUID:
    """Where no group is named: in one's own places, for one's own organisation, which is answered. Raises NotAllowed."""
    house = actor.organisation_id
    if house is None:
        raise people_problems.NotAllowed(verb=Verb.CARE_RAISE)
    scope.check_reaches(actor, Verb.CARE_RAISE, organisation_id=house, place_path=place.path)
    return house


def check_can_arrange(actor: Actor, organisation_id: UUID, place: Place) -> None:
    """Whoever arranges does so for their own organisation, inside their places. Raises NotAllowed."""
    scope.check_reaches(actor, Verb.CARE_ARRANGE, organisation_id=organisation_id, place_path=place.path)


def check_can_load(actor: Actor) -> None:
    """Only the system itself loads in bulk. Raises NotAllowed."""
    if actor.kind != "system":
        raise people_problems.NotAllowed(verb=Verb.CARE_ARRANGE)


def who_act(on: date) -> QuerySet[RoleHeld]:
    """The roles in force that may act on concerns, of accounts that are open."""
    return people.roles_in_force(on).filter(role__in=ACT, account__is_active=True)


def check_can_be_on_call(account: Account, place: Place, on: date) -> None:
    """Whoever is on call must be able to open a concern of the whole area. Raises CannotBeOnCall."""
    held = who_act(on).filter(account=account).values_list("place__path", flat=True)
    if not any(place.path.startswith(path) for path in held):
        raise problems.CannotBeOnCall(name=account.name, place=place.name)
