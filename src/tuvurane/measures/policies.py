"""Who may ask, and who may see totals. ``check_`` raises, ``can_`` answers."""

from uuid import UUID

from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Group
from tuvurane.measures import problems
from tuvurane.measures.codes import Arm, Wave
from tuvurane.people import problems as people_problems
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


def can_record(actor: Actor, group: Group) -> bool:
    """Whether the actor may ask the members of this group: its facilitators, and office roles with the verb."""
    return group_policies.can(actor, Verb.RESPONSES_RECORD, group)


def check_can_record(actor: Actor, group: Group) -> None:
    """Raise NotAllowed unless ``can_record``."""
    group_policies.check(actor, Verb.RESPONSES_RECORD, group)


def check_wave_of(group: Group, *, arm: str, wave: str) -> None:
    """Raise WaveUnknown, and NotWaiting for people of a group that does not wait."""
    if wave not in set(Wave):
        raise problems.WaveUnknown(known=", ".join(Wave))
    if arm not in set(Arm) or (arm == Arm.WAITING and group.waits_since is None):
        raise problems.NotWaiting


def can_be_measured(participant_id: UUID) -> bool:
    """Whether the person's latest word on being measured is a yes."""
    return group_queries.consent_stands(participant_id, Purpose.BE_MEASURED)


def check_can_be_measured(participant_id: UUID) -> None:
    """Raise NoConsent unless ``can_be_measured``, ParticipantErased for somebody of whom nothing more is kept."""
    group_policies.check_not_erased(participant_id)
    if not can_be_measured(participant_id):
        raise problems.NoConsent


def can_see_totals(actor: Actor, group: Group) -> bool:
    """Whether the actor may read people's totals in this group. Facilitators never do."""
    return group_policies.can(actor, Verb.MEASURES_SEE, group)


def check_can_see_totals(actor: Actor, group: Group) -> None:
    """Raise NotAllowed unless ``can_see_totals``."""
    group_policies.check(actor, Verb.MEASURES_SEE, group)


def can_manage_instruments(actor: Actor) -> bool:
    """Whether the actor may load wording for the whole deployment."""
    return scope.has_verb(actor, Verb.INSTRUMENTS_MANAGE)


def check_can_manage_instruments(actor: Actor) -> None:
    """Raise NotAllowed unless ``can_manage_instruments``."""
    scope.check_has(actor, Verb.INSTRUMENTS_MANAGE)


def can_see_schedule(actor: Actor) -> bool:
    """Whether the actor works from the schedule: whoever asks, and whoever reads measures."""
    return scope.has_verb(actor, Verb.RESPONSES_RECORD) or scope.has_verb(actor, Verb.MEASURES_SEE)


def check_can_see_schedule(actor: Actor) -> None:
    """Raise NotAllowed unless ``can_see_schedule``."""
    if not can_see_schedule(actor):
        raise people_problems.NotAllowed(verb=Verb.RESPONSES_RECORD)


def check_can_manage_schedule(actor: Actor, organisation_id: UUID) -> None:
    """An organisation's waves are set by those of its own who hold the verb. Raises NotAllowed."""
    scope.check_has(actor, Verb.SCHEDULE_MANAGE)
    if actor.kind != "system" and actor.organisation_id != organisation_id:
        raise people_problems.NotAllowed(verb=Verb.SCHEDULE_MANAGE)


def check_can_load(actor: Actor) -> None:
    """Only the system itself loads responses in bulk. Raises NotAllowed."""
    if actor.kind != "system":
        raise people_problems.NotAllowed(verb=Verb.RESPONSES_RECORD)
