"""Who may raise concerns, see them, act on them, and arrange for help. ``check_`` raises, ``can_`` answers."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Length

from tuvurane.care import problems
from tuvurane.care.models import AdverseEvent, Concern, Intake, IntakeNamed, Stop
from tuvurane.foundation.sealing import Ring
from tuvurane.groups import policies as group_policies
from tuvurane.groups.models import Group
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Account, RoleHeld
from tuvurane.people.roles import ROLES, Role, Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place

ACT = tuple(role for role, rule in ROLES.items() if Verb.CARE_ACT in rule.verbs)
TAKE: tuple[tuple[tuple[Role, ...], bool], ...] = (
    (ACT, True),
    (ACT, False),
    ((Role.DIRECTOR,), False),
    ((Role.ADMINISTRATOR,), False),
    ((Role.COORDINATOR,), False),
)
"""
Who takes an intake of harm, the first of these that somebody holds who is not named in it.

The second of each says whether the role must be held there: where all who answer for a place are named, whoever does for
another place takes it, and only then somebody of another role.
"""


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


def care_key(organisation_id: UUID) -> Ring:
    """Under which the keys of this room's rows are wrapped."""
    return people.organisation_key(organisation_id, KeyPurpose.CARE)


def takes(actor: Actor, on: date) -> Q:
    """
    The intakes that an actor takes on a day, as a condition: what ``TAKE`` gives them.

    Whoever is named takes none, whatever roles they hold. A phone takes none.
    """
    if actor.kind == "system":
        return Q() if actor.organisation_id is None else Q(organisation=actor.organisation_id)
    if actor.kind != "account":
        return scope.NOTHING
    rows, nobody_before = scope.NOTHING, Q()
    for roles, here in TAKE:
        for grant in actor.grants:
            if grant.role in roles:
                rows |= nobody_before & (Q(place__path__startswith=grant.place_path) if here else Q())
        nobody_before &= ~Q(Exists(_holders(roles, on, here=here)))
    named = IntakeNamed.objects.filter(intake=OuterRef("pk"), account=actor.account_id)
    return Q(organisation=actor.organisation_id) & rows & ~Q(Exists(named))


def _holders(roles: Iterable[Role], on: date, *, here: bool) -> QuerySet[RoleHeld]:
    """Of an intake in the outer query: who holds one of these roles, there or anywhere, and is not named in it."""
    named = IntakeNamed.objects.filter(intake=OuterRef(OuterRef("pk")), account=OuterRef("account"))
    held = people.roles_in_force(on).filter(
        ~Exists(named),
        role__in=list(roles),
        account__is_active=True,
        account__organisation=OuterRef("organisation"),
    )
    return held.filter(place__path=Left(OuterRef("place__path"), Length("place__path"))) if here else held


def who_takes(intake: Intake, on: date) -> QuerySet[RoleHeld]:
    """Who takes an intake on a day: the roles in force of the first of ``TAKE`` that somebody may hold."""
    named = list(intake.named.values_list("account_id", flat=True))
    held = people.roles_in_force(on).filter(account__is_active=True, account__organisation=intake.organisation_id)
    free = held.exclude(account__in=named).select_related("account").order_by("-place__path", "since", "pk")
    for roles, here in TAKE:
        found = free.filter(role__in=list(roles))
        found = found.filter(place__path__in=_prefixes(intake.place.path)) if here else found
        if found.exists():
            return found
    return free.none()


def _prefixes(path: str) -> list[str]:
    """The paths of a place and of all places that hold it."""
    steps = path.strip("/").split("/")
    return [f"/{'/'.join(steps[: depth + 1])}/" for depth in range(len(steps))]


def check_can_record_adverse(actor: Actor, place: Place) -> UUID:
    """Whoever records an adverse event does so for their own organisation, in their places. Raises NotAllowed."""
    if actor.organisation_id is None or actor.account_id is None:
        raise people_problems.NotAllowed(verb=Verb.ADVERSE_RECORD)
    scope.check_reaches(actor, Verb.ADVERSE_RECORD, organisation_id=actor.organisation_id, place_path=place.path)
    return actor.organisation_id


def check_on_adverse(actor: Actor, verb: Verb, event: AdverseEvent) -> UUID:
    """The account that may do ``verb`` on an adverse event of its area, or of its group. Raises NotAllowed."""
    house = event.organisation_id
    paths = [event.area.path, *([event.group.place.path] if event.group is not None else [])]
    if actor.account_id is None or not any(
        scope.reaches(actor, verb, organisation_id=house, place_path=path) for path in paths
    ):
        raise people_problems.NotAllowed(verb=verb)
    return actor.account_id


def decides(actor: Actor) -> bool:
    """Whether the actor judges from outside: what they say stands, and they see what the others said."""
    return scope.has_verb(actor, Verb.ADVERSE_LIFT)


def check_can_lift(actor: Actor, stop: Stop) -> UUID:
    """The account that may lift a stop: of a group in its places, or of its organisation. Raises NotAllowed."""
    if actor.account_id is None or actor.organisation_id != stop.organisation_id:
        raise people_problems.NotAllowed(verb=Verb.ADVERSE_LIFT)
    scope.check_has(actor, Verb.ADVERSE_LIFT)
    if stop.group is not None:
        house = stop.organisation_id
        scope.check_reaches(actor, Verb.ADVERSE_LIFT, organisation_id=house, place_path=stop.group.place.path)
    return actor.account_id


def check_can_export(actor: Actor, place: Place) -> None:
    """Whoever asks, approves or takes acts on concerns of the whole place. Raises NotAllowed."""
    if actor.organisation_id is None:
        raise people_problems.NotAllowed(verb=Verb.CARE_ACT)
    scope.check_reaches(actor, Verb.CARE_ACT, organisation_id=actor.organisation_id, place_path=place.path)
