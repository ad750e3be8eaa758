"""A story with a danger in it goes to those who care, and to no panel, no coding, no reading, no rung."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.care import actions as care
from tuvurane.care import queries as care_queries
from tuvurane.care.actions import Raising
from tuvurane.care.codes import Source
from tuvurane.foundation import ids
from tuvurane.people.scope import Actor
from tuvurane.stories import policies, problems
from tuvurane.stories.actions.writing import locked
from tuvurane.stories.codes import Danger
from tuvurane.stories.models import Mark, Story

ITEM = "story"  # what the concern says that it is about; no word of the story


@transaction.atomic
def mark(*, actor: Actor, story: Story, dangers: Iterable[Danger], now: datetime) -> None:
    """
    Hand a story on because of what is in it. From now on only those who care for people at risk find it.

    They hear of it by a concern about the teller that says no more than that it comes from a story. It is not
    journalled: whoever reads the journal is not to learn of it; the marks themselves say who and when. Raises
    NothingMarked, StoryUnknown.
    """
    story = locked(story)
    policies.check_handles(actor, story)
    seen = list(dict.fromkeys(dangers))
    if not seen:
        raise problems.NothingMarked
    for danger in seen:
        Mark.objects.create(story=story, danger=danger, lifted=False, marked_by_id=actor.account_id, marked_at=now)
    _tell_care(actor, story, now)


def _tell_care(actor: Actor, story: Story, now: datetime) -> None:
    """Raise the concern; of somebody whom no group knows, at the place where they told."""
    raising = Raising(Source.STORY, ITEM, story.collected_on, about=story.pk)
    concern_id = ids.new_id(now)
    if story.group is not None:
        care.raise_concern(
            actor=actor,
            concern_id=concern_id,
            participant_id=story.teller_id,
            group=story.group,
            raising=raising,
            now=now,
        )
    elif story.place is not None:
        care.raise_at_place(
            actor=actor,
            concern_id=concern_id,
            organisation_id=story.organisation_id,
            place=story.place,
            raising=raising,
            now=now,
        )


def look(*, actor: Actor, story: Story, now: datetime) -> UUID | None:
    """
    Note that somebody reads a story that was handed on: it is a look at its concern, for the reason they gave there.

    Answers the concern where they have not said lately why they look; then nothing may be shown yet. Raises
    StoryUnknown where no concern came of it.
    """
    concern = care_queries.concern_about(story.pk, participant_id=story.teller_id, item=ITEM)
    if concern is None:
        raise problems.StoryUnknown
    why = care_queries.reason_of_sitting(actor, now)
    if not why:
        return concern.pk
    care.look(actor=actor, concern=concern, why=why, now=now)
    return None


@transaction.atomic
def lift(*, actor: Actor, story: Story, now: datetime) -> None:
    """Give a story back to those who work on it, for nobody is in danger by it. Raises NothingMarked, StoryUnknown."""
    story = locked(story)
    policies.check_lifts(actor, story)
    if not policies.is_handed_on(story.pk):
        raise problems.NothingMarked
    Mark.objects.create(story=story, danger="", lifted=True, marked_by_id=actor.account_id, marked_at=now)
