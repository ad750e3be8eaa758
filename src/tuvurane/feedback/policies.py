"""Who answers what we were told, and who writes the sheet. ``check_`` raises, ``can_`` answers."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tuvurane.feedback.models import Item, ItemAbout
from tuvurane.people import problems as people_problems
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope


def sees(actor: Actor) -> Q:
    """The items that an actor answers, as a condition: those of its places, and none that is about themselves."""
    about_me = ItemAbout.objects.filter(item=OuterRef("pk"), account=actor.account_id)
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=Verb.FEEDBACK_ANSWER)
    return reach & ~Q(Exists(about_me))


def check_can_answer(actor: Actor, item: Item) -> None:
    """Raise NotAllowed unless a person answers at this place, and it is not about themselves."""
    about_me = item.about.filter(account=actor.account_id).exists()
    if actor.account_id is None or about_me:
        raise people_problems.NotAllowed(verb=Verb.FEEDBACK_ANSWER)
    scope.check_reaches(actor, Verb.FEEDBACK_ANSWER, organisation_id=item.organisation_id, place_path=item.place.path)


def check_can_write_sheet(actor: Actor, organisation_id: UUID) -> None:
    """Whoever answers for the organisation somewhere writes its sheet. Raises NotAllowed."""
    scope.check_has(actor, Verb.FEEDBACK_ANSWER)
    if actor.kind != "system" and actor.organisation_id != organisation_id:
        raise people_problems.NotAllowed(verb=Verb.FEEDBACK_ANSWER)
