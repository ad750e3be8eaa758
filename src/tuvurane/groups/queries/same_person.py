"""Whether a participant and somebody of the ladder are known to be one person."""

from tuvurane.groups import problems
from tuvurane.groups.models import Participant, SamePerson
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training.models import Facilitator


def former_participant_of(facilitator: Facilitator) -> SamePerson | None:
    """
    What joins somebody of the ladder to their record as a participant; None unless they agreed to it.

    For those who manage the facilitator: the caller has checked it.
    """
    return SamePerson.objects.filter(facilitator=facilitator).select_related("participant").first()


def participant_coded(actor: Actor, code: str) -> Participant:
    """The participant with this spoken code, where the actor manages participants. Raises ParticipantUnknown."""
    groups = groups_visible_to(actor, verb=Verb.PARTICIPANTS_MANAGE).order_by().values("pk")
    found = Participant.objects.filter(code__iexact=code.strip(), memberships__group__in=groups).distinct().first()
    if found is None:
        raise problems.ParticipantUnknown
    return found
