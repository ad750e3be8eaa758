"""Who may do what with a story. ``check_`` raises, ``can_`` answers."""

from uuid import UUID

from tuvurane.groups.models import FacilitatorAssignment, Membership
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places.models import Place
from tuvurane.stories import problems
from tuvurane.stories.models import Mark, Story, Version


def can(actor: Actor, verb: Verb, story: Story) -> bool:
    """Whether the actor may do ``verb`` on this story, were it not handed on."""
    return story.place is not None and scope.reaches(
        actor, verb, organisation_id=story.organisation_id, place_path=story.place.path
    )


def can_handle(actor: Actor, story: Story) -> bool:
    """
    Whether the story is in the actor's hands: they read it, speak with the teller, note what was said.

    Those are whoever works on stories there, and whoever collected it; of one that was handed on, safeguarding alone.
    """
    if is_handed_on(story.pk):
        return can_lift(actor, story)
    own = story.collected_by_id == actor.account_id and can(actor, Verb.STORIES_COLLECT, story)
    return own or can(actor, Verb.STORIES_EDIT, story)


def check_handles(actor: Actor, story: Story) -> None:
    """Raise StoryUnknown unless ``can_handle``: for others a story does not exist."""
    if not can_handle(actor, story):
        raise problems.StoryUnknown


def check_edits(actor: Actor, story: Story) -> None:
    """Whoever works on the text of stories there. Raises StoryUnknown, of one that was handed on too."""
    if is_handed_on(story.pk) or not can(actor, Verb.STORIES_EDIT, story):
        raise problems.StoryUnknown


def can_lift(actor: Actor, story: Story) -> bool:
    """Whether the actor cares for people at risk there (``care.act``)."""
    return can(actor, Verb.CARE_ACT, story)


def check_lifts(actor: Actor, story: Story) -> None:
    """Raise StoryUnknown unless ``can_lift``."""
    if not can_lift(actor, story):
        raise problems.StoryUnknown


def check_can_collect(actor: Actor, organisation_id: UUID, place: Place) -> None:
    """A story is collected inside the places where the actor collects stories. Raises NotAllowed."""
    scope.check_reaches(actor, Verb.STORIES_COLLECT, organisation_id=organisation_id, place_path=place.path)


def is_handed_on(story_id: UUID) -> bool:
    """Whether a mark of danger stands: the latest word about it lifts none."""
    lifted = Mark.objects.filter(story=story_id).order_by("-pk").values_list("lifted", flat=True).first()
    return lifted is False


def leads_teller(account_id: UUID | None, story: Story) -> bool:
    """Whether somebody leads, or ever led, a group in which the teller sits or sat, or from which the story comes."""
    if account_id is None:
        return False
    groups = set(Membership.objects.filter(participant=story.teller_id).values_list("group", flat=True))
    if story.group_id is not None:
        groups.add(story.group_id)
    return FacilitatorAssignment.objects.filter(account=account_id, group__in=groups).exists()


def check_answers(actor: Actor, version: Version) -> None:
    """A second person answers, and once. Raises Answered, AnotherPersonAnswers."""
    if hasattr(version, "answer"):
        raise problems.Answered
    if actor.account_id == version.made_by_id and actor.kind != "system":
        raise problems.AnotherPersonAnswers


def check_not_handed_on(story: Story) -> None:
    """Raise StoryUnknown for a story that was handed on to those who care."""
    if is_handed_on(story.pk):
        raise problems.StoryUnknown
