"""Who may record supervision, and for whom. ``check_`` raises, ``can_`` answers."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tuvurane.groups.models import Group
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.actions import Origin
from tuvurane.people.models import Account, RoleHeld
from tuvurane.people.roles import Role, Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import problems
from tuvurane.supervision.models import Charge
from tuvurane.training import problems as training_problems
from tuvurane.training.models import Facilitator


def takes_in(actor: Actor, origin: Origin | None) -> bool:
    """Whether the office takes what somebody else's phone recorded."""
    return origin is not None and actor.kind != "device" and origin.account_id != actor.account_id


def can_record(actor: Actor, organisation_id: UUID, place_path: str, *, origin: Origin | None = None) -> bool:
    """
    Whether the actor may record supervision at a place.

    Those who supervise record; those who manage supervision take in what the phone of somebody recorded
    who supervises there, or once did.
    """
    if scope.reaches(actor, Verb.SUPERVISION_RECORD, organisation_id=organisation_id, place_path=place_path):
        return True
    if origin is None or not takes_in(actor, origin):
        return False
    manages = scope.reaches(actor, Verb.SUPERVISION_MANAGE, organisation_id=organisation_id, place_path=place_path)
    return manages and people.once_could(origin.account_id, Verb.SUPERVISION_RECORD, place_path)


def check_record(actor: Actor, organisation_id: UUID, place_path: str, *, origin: Origin | None = None) -> None:
    """Raise NotAllowed unless ``can_record``."""
    if not can_record(actor, organisation_id, place_path, origin=origin):
        raise people_problems.NotAllowed(verb=Verb.SUPERVISION_RECORD)


def check_record_of(
    actor: Actor,
    *,
    group: Group | None,
    facilitators: Iterable[Facilitator],
    origin: Origin | None = None,
) -> None:
    """Raise NotAllowed unless the actor may record supervision of this group and of all these people."""
    if group is not None:
        check_record(actor, group.organisation_id, group.place.path, origin=origin)
    for facilitator in facilitators:
        check_record(actor, facilitator.organisation_id, facilitator.place.path, origin=origin)


def check_sees(actor: Actor, verb: Verb, facilitator: Facilitator) -> None:
    """Somebody of another organisation does not exist; within it the place decides. Raises NotAllowed."""
    if actor.kind != "system" and facilitator.organisation_id != actor.organisation_id:
        raise training_problems.FacilitatorUnknown
    path = facilitator.place.path
    scope.check_reaches(actor, verb, organisation_id=facilitator.organisation_id, place_path=path)


def in_charge(account_id: UUID | None, facilitator_id: UUID) -> bool:
    """Whether this account looks after this facilitator now."""
    charge = Charge.objects.filter(facilitator=facilitator_id, until__isnull=True)
    return account_id is not None and charge.filter(supervisor=account_id).exists()


def check_own_charge(actor: Actor, facilitator: Facilitator) -> None:
    """Well-being is between a facilitator and their own supervisor. Raises NotAllowed, NotInCharge."""
    check_sees(actor, Verb.WELLBEING_RECORD, facilitator)
    if not in_charge(actor.account_id, facilitator.pk):
        raise problems.NotInCharge


def check_supervises_at(supervisor: Account, facilitator: Facilitator, held: Iterable[RoleHeld]) -> None:
    """A charge goes to somebody who supervises at that place, of the same organisation. Raises NotASupervisor."""
    reaches = any(row.role == Role.SUPERVISOR and facilitator.place.path.startswith(row.place.path) for row in held)
    if supervisor.organisation_id != facilitator.organisation_id or not reaches or supervisor.pk == facilitator.pk:
        raise problems.NotASupervisor(name=supervisor.name)


def hears(actor: Actor) -> Q:
    """
    Whose calls for help the actor hears, as a condition on rows with a ``facilitator``.

    Those of the people in their own charge; at their places those who manage supervision hear all, and
    those who supervise hear whom nobody looks after.
    """
    managed, supervised = (
        scope.in_scope(actor, organisation="facilitator__organisation_id", path="facilitator__place__path", verb=verb)
        for verb in (Verb.SUPERVISION_MANAGE, Verb.SUPERVISION_RECORD)
    )
    if actor.kind == "system":
        return managed
    open_charges = Charge.objects.filter(until__isnull=True)
    mine = Q(facilitator__in=open_charges.filter(supervisor=actor.account_id).values("facilitator"))
    alone = ~Q(facilitator__in=open_charges.values("facilitator"))
    return managed | (supervised & (mine | alone))
