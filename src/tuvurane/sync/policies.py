"""Who may decide about records set aside."""

from uuid import UUID

from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.sync.models import SetAside


def check_can_decide(actor: Actor, aside: SetAside) -> None:
    """A coordinator, for the places that they reach. Raises NotAllowed."""
    check_can_decide_for(actor, aside.organisation_id, aside.place.path)


def check_can_decide_for(actor: Actor, organisation_id: UUID, place_path: str) -> None:
    """The same for a record that is not set aside yet. Raises NotAllowed."""
    scope.check_reaches(actor, Verb.SET_ASIDE_DECIDE, organisation_id=organisation_id, place_path=place_path)
