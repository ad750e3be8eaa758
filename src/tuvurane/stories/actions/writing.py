"""What the writes of this room share: the lock, the journal, and sealing under the story's key."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from tuvurane.foundation import sealing
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.stories import problems
from tuvurane.stories.models import Story
from tuvurane.stories.queries.texts import WHY, Wording, story_key

TEXT_SIGNS = 20_000


def locked(story: Story) -> Story:
    """The story as it stands now, locked until the transaction ends. Raises StoryUnknown for an erased one."""
    rows = Story.objects.select_for_update(of=("self",), no_key=True).select_related("place", "group", "teller")
    found = rows.filter(pk=story.pk, erased_at__isnull=True).first()
    if found is None:
        raise problems.StoryUnknown
    return found


def write(actor: Actor, verb: str, story: Story, now: datetime, detail: Mapping[str, object] | None = None) -> int:
    """The journal's line about a story; never its words, nor that it was handed on."""
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind="story",
        subject_id=story.pk,
        at=now,
        organisation_id=story.organisation_id,
        detail=detail,
    )


def check_words(wording: Wording) -> None:
    """Raises TellingMissing, StoryTooLong."""
    if not wording.text.strip():
        raise problems.TellingMissing
    if max(len(wording.text), len(wording.why)) > TEXT_SIGNS:
        raise problems.StoryTooLong(limit=TEXT_SIGNS)


def check_day(story: Story, on: date, now: datetime) -> None:
    """A word is said after the story was told, and not in the future. Raises BeforeTheTelling, DateInTheFuture."""
    if on > people.today_in(story.organisation_id, now):
        raise problems.DateInTheFuture(on=on)
    if on < story.collected_on:
        raise problems.BeforeTheTelling(on=story.collected_on)


def sealed(story: Story, row_id: UUID, wording: Wording) -> dict[str, bytes]:
    """The columns of a row that holds words of a story."""
    key = story_key(story)
    return {
        "text_sealed": sealing.seal(key, wording.text.strip().encode(), aad=row_id.bytes),
        "why_sealed": sealing.seal(key, wording.why.strip().encode(), aad=row_id.bytes + WHY),
    }
