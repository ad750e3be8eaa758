"""A story with a danger in it goes to those who care, and to no panel, no coding, no reading, no rung."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tuvurane.people.scope import Actor
from tuvurane.stories import policies, problems
from tuvurane.stories.actions.writing import locked
from tuvurane.stories.codes import Danger
from tuvurane.stories.models import Mark, Story


@transaction.atomic
def mark(*, actor: Actor, story: Story, dangers: Iterable[Danger], now: datetime) -> None:
    """
    Hand a story on because of what is in it. From now on only those who care for people at risk find it.

    It is not journalled: whoever reads the journal is not to learn of it; the marks themselves say who and when. Raises
    NothingMarked, StoryUnknown.
    """
    story = locked(story)
    policies.check_handles(actor, story)
    seen = list(dict.fromkeys(dangers))
    if not seen:
        raise problems.NothingMarked
    for danger in seen:
        Mark.objects.create(story=story, danger=danger, lifted=False, marked_by_id=actor.account_id, marked_at=now)


@transaction.atomic
def lift(*, actor: Actor, story: Story, now: datetime) -> None:
    """Give a story back to those who work on it, for nobody is in danger by it. Raises NothingMarked, StoryUnknown."""
    story = locked(story)
    policies.check_lifts(actor, story)
    if not policies.is_handed_on(story.pk):
        raise problems.NothingMarked
    Mark.objects.create(story=story, danger="", lifted=True, marked_by_id=actor.account_id, marked_at=now)
