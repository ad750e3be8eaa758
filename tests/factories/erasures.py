"""Erasures: proposed by one person, confirmed by another."""

from datetime import datetime
from uuid import UUID

from tests.factories.groups import NOW, new_id
from tests.factories.people import make_account
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Participant
from tuvurane.people import queries as people
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.rights import actions
from tuvurane.rights.codes import WhyErased
from tuvurane.rights.models import Erasure
from tuvurane.sync import erasing as sync_erasing

ABOVE = (sync_erasing.erase_participant,)


def make_erasure(participant_id: UUID, *, actor: Actor | None = None, now: datetime = NOW) -> Erasure:
    """Somebody proposes to erase a participant; without ``actor`` the system does."""
    return actions.propose_erasure(
        actor=actor or Actor.system(),
        erasure_id=new_id(),
        participant=Participant.objects.get(pk=participant_id),
        why=WhyErased.OWN_WISH,
        now=now,
    )


def confirm(erasure: Erasure, actor: Actor, *, now: datetime = NOW) -> Erasure:
    """A second person confirms it, with the code that they were told."""
    code = groups.codes_of([erasure.subject])[erasure.subject]
    return actions.confirm_erasure(actor=actor, erasure=erasure, code=code, above=ABOVE, now=now)


def make_done_erasure(participant_id: UUID) -> Erasure:
    """A participant who was erased, by the word of a director of the place."""
    erasure = make_erasure(participant_id)
    name = f"director for {str(erasure.pk)[-6:]}"
    director = make_account(erasure.organisation, name, role=Role.DIRECTOR, place=erasure.place)
    return confirm(erasure, people.actor_of(director, on=NOW.date()))
