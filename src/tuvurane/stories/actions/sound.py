"""Keeping a teller's voice, and letting go of it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.stories import policies, problems
from tuvurane.stories.actions.writing import locked, write
from tuvurane.stories.models import Audio, Story
from tuvurane.stories.queries import may_keep_voice, stale_audio
from tuvurane.stories.queries.texts import story_key
from tuvurane.stories.rules.sound import Unreadable, only_the_sound
from tuvurane.stories.thresholds import threshold

MEGABYTE = 1024 * 1024


@transaction.atomic
def keep_audio(*, actor: Actor, story: Story, audio_id: UUID, sound: bytes, now: datetime) -> Audio:
    """
    Keep a recording: what is heard and nothing else of the file, sealed, until its time is over. It replaces one before.

    Raises NoVoice where no rung allows it, SoundTooLarge, SoundUnreadable, StoryUnknown.
    """
    story = locked(story)
    policies.check_handles(actor, story)
    policies.check_not_handed_on(story)
    if not may_keep_voice(story):
        raise problems.NoVoice
    limit = round(threshold("audio_megabytes").value)
    if len(sound) > limit * MEGABYTE:
        raise problems.SoundTooLarge(limit=limit)
    try:
        bare = only_the_sound(sound)
    except Unreadable as error:
        raise problems.SoundUnreadable from error
    Audio.objects.filter(story=story).delete()
    write(actor, "stories.keep_audio", story, now)
    return Audio.objects.create(
        id=audio_id,
        story=story,
        kind=bare.kind,
        seconds=bare.seconds,
        sound_sealed=sealing.seal(story_key(story), bare.sound, aad=audio_id.bytes),
        kept_by_id=actor.account_id,
        kept_at=now,
        until=people.today_in(story.organisation_id, now) + timedelta(days=round(threshold("audio_days").value)),
    )


@transaction.atomic
def drop_audio(*, actor: Actor, story: Story, now: datetime) -> None:
    """Destroy the recording of a story, because it was written down or is not needed. Raises StoryUnknown."""
    story = locked(story)
    policies.check_handles(actor, story)
    if Audio.objects.filter(story=story).delete()[0]:
        write(actor, "stories.drop_audio", story, now)


def drop_unwanted_audio(story: Story) -> None:
    """Destroy the recording that no word of the teller lets us keep any more."""
    if not may_keep_voice(story):
        Audio.objects.filter(story=story).delete()


@transaction.atomic
def drop_stale_audio(*, now: datetime) -> int:
    """Destroy the recordings whose time is over; answers how many."""
    return stale_audio(now.date()).delete()[0]
