"""Who may act on a group, and when its state allows it. ``check_`` raises, ``can_`` answers."""

from uuid import UUID

from tuvurane.groups import problems
from tuvurane.groups.codes import MOVES, OPEN, Status, VoiceSight
from tuvurane.groups.models import FacilitatorAssignment, Group, Participant
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


def leads(actor: Actor, group: Group) -> bool:
    """Whether the actor is one of the group's facilitators now."""
    if actor.account_id is None:
        return False
    return FacilitatorAssignment.objects.filter(group=group, account_id=actor.account_id, until__isnull=True).exists()


def can(actor: Actor, verb: Verb, group: Group) -> bool:
    """Whether the actor may do ``verb`` on this group."""
    house, path = group.organisation_id, group.place.path
    return scope.reaches(actor, verb, organisation_id=house, place_path=path) or (
        scope.reaches(actor, verb, organisation_id=house, place_path=path, leads=True) and leads(actor, group)
    )


def check(actor: Actor, verb: Verb, group: Group) -> None:
    """Raise NotAllowed unless ``can``."""
    if not can(actor, verb, group):
        scope.check_reaches(actor, verb, organisation_id=group.organisation_id, place_path=group.place.path)


def voice_sight(actor: Actor, group: Group) -> VoiceSight:
    """
    How the actor reads the vote of a group where they may see its sessions.

    At once for those who care for the group from outside; its own facilitators once the next session was
    held, so that nobody is asked who laid which stone; everybody else several sessions together.
    """
    if can(actor, Verb.SUPERVISION_SEE, group):
        return VoiceSight.AT_ONCE
    return VoiceSight.AFTER_NEXT if leads(actor, group) else VoiceSight.POOLED


def check_can_make_group(actor: Actor, organisation_id: UUID, place_path: str) -> None:
    """A group is made inside the places where the actor manages groups."""
    scope.check_reaches(actor, Verb.GROUPS_MANAGE, organisation_id=organisation_id, place_path=place_path)


def check_same_house(actor: Actor, participant: Participant) -> None:
    """A participant of another organisation does not exist for this actor, and of one erased nothing is kept."""
    if actor.kind != "system" and participant.organisation_id != actor.organisation_id:
        raise problems.ParticipantUnknown
    if participant.erased_at is not None:
        raise problems.ParticipantErased


def check_not_erased(participant_id: UUID) -> None:
    """Nothing more is recorded about somebody who was erased. Raises ParticipantErased."""
    if Participant.objects.filter(pk=participant_id, erased_at__isnull=False).exists():
        raise problems.ParticipantErased


def check_move(group: Group, to: Status) -> None:
    """The life cycle's one check. Raises MoveNotAllowed."""
    if to not in MOVES[Status(group.status)]:
        raise problems.MoveNotAllowed(came_from=group.status, went_to=to)


def check_is_open(group: Group) -> None:
    """People join and facilitators change only while a group is open. Raises GroupHasEnded."""
    if Status(group.status) not in OPEN:
        raise problems.GroupHasEnded(name=group.name)


def check_can_report(actor: Actor, group: Group) -> None:
    """
    A report of a session is taken from those who may record it, for a group that has started.

    A late report of a group that has ended still lands: phones come back after months.
    """
    check(actor, Verb.SESSIONS_RECORD, group)
    if Status(group.status) in {Status.PLANNED, Status.RECRUITING}:
        raise problems.GroupNotRunning(name=group.name)
