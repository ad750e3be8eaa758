"""Scope, written once: may this actor touch this row, and which rows are theirs. The default is none."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tuvurane.people import problems
from tuvurane.people.roles import ROLES, Role, Verb

NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held at one place; it reaches every place below (``place_path`` is a prefix)."""

    role: Role
    place_path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Whoever acts: an account on the pages, a device, or the system itself (imports, the demo).

    A device carries its holder's account and grants, narrowed to what each role may do on a phone. One that is
    ``revoked`` has no grants left: it may hand in its unsent work once.
    """

    kind: str
    account_id: UUID | None
    organisation_id: UUID | None
    grants: tuple[Grant, ...] = ()
    device_id: UUID | None = None
    name: str = ""
    language: str = "en"
    revoked: bool = False

    @classmethod
    def system(cls, organisation_id: UUID | None = None) -> "Actor":
        """The system acting by command line: it is bound to no place, and every act is journalled."""
        return cls("system", None, organisation_id)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)


def has_verb(actor: Actor, verb: Verb) -> bool:
    """Whether the actor holds the verb anywhere at all (menus ask this)."""
    return actor.kind == "system" or any(_allows(actor, grant, verb) for grant in actor.grants)


def reaches(actor: Actor, verb: Verb, *, organisation_id: UUID, place_path: str, leads: bool = False) -> bool:
    """
    Whether the actor may do ``verb`` on a row of this organisation at this place.

    ``leads``: the actor is one of the facilitators of the row's group; roles that see only their
    own groups need it.
    """
    if actor.kind == "system":
        return True
    if actor.organisation_id != organisation_id:
        return False
    return any(
        _allows(actor, grant, verb)
        and place_path.startswith(grant.place_path)
        and (leads or not ROLES[grant.role].own_groups_only)
        for grant in actor.grants
    )


def check_reaches(actor: Actor, verb: Verb, *, organisation_id: UUID, place_path: str, leads: bool = False) -> None:
    """Raise NotAllowed unless ``reaches``."""
    if not reaches(actor, verb, organisation_id=organisation_id, place_path=place_path, leads=leads):
        raise problems.NotAllowed(verb=verb)


def check_has(actor: Actor, verb: Verb) -> None:
    """Raise NotAllowed unless the actor holds the verb somewhere (for acts that have no place)."""
    if not has_verb(actor, verb):
        raise problems.NotAllowed(verb=verb)


def in_scope(actor: Actor, *, organisation: str, path: str, led: Q = NOTHING, verb: Verb | None = None) -> Q:
    """
    The rows inside the actor's scope, as a condition for a queryset.

    ``organisation`` and ``path`` name the columns of the row's organisation and its place's path;
    ``led`` is the condition that the actor leads the row's group, for roles that see only their
    own. With ``verb`` only grants that hold the verb count. An actor without grants sees nothing.
    """
    if actor.kind == "system":
        return Q() if actor.organisation_id is None else Q(**{organisation: actor.organisation_id})
    rows = NOTHING
    for grant in actor.grants:
        if verb is not None and not _allows(actor, grant, verb):
            continue
        if not ROLES[grant.role].own_groups_only:
            rows |= Q(**{f"{path}__startswith": grant.place_path})
        else:
            rows |= led
    return Q(**{organisation: actor.organisation_id}) & rows


def _allows(actor: Actor, grant: Grant, verb: Verb) -> bool:
    rule = ROLES[grant.role]
    return verb in (rule.phone if actor.kind == "device" else rule.verbs)
