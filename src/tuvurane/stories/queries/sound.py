"""Recordings: whether one may be kept, what one holds, and which are over time."""

from datetime import date

from django.db.models import QuerySet

from tuvurane.foundation import sealing
from tuvurane.stories.codes import Rung, Word
from tuvurane.stories.models import Audio, RungWord, Story
from tuvurane.stories.queries.texts import story_key

VOICE = (Rung.LEARN_INSIDE, Rung.PUBLISH_VOICE)


def may_keep_voice(story: Story) -> bool:
    """
    Whether the teller lets their voice be kept: with a yes to publishing it, or to learning inside with it.

    The latest word about each counts. It need not be confirmed yet: until then the recording serves to write down what
    was said.
    """
    last: dict[str, RungWord] = {}
    for row in RungWord.objects.filter(story=story, rung__in=VOICE).exclude(word=Word.CONFIRMED).order_by("seq", "pk"):
        last[row.rung] = row
    return any(row.word == Word.GIVEN and (rung != Rung.LEARN_INSIDE or row.with_voice) for rung, row in last.items())


def audio_of(story: Story) -> Audio | None:
    """What is known of the recording of a story, unopened; None where none is kept."""
    return Audio.objects.defer("sound_sealed").filter(story=story).first()


def sound_of(story: Story) -> tuple[Audio, bytes] | None:
    """The recording of a story, opened; None where none is kept. Whoever calls has asked whether the reader may."""
    audio = Audio.objects.filter(story=story).first()
    if audio is None:
        return None
    return audio, sealing.unseal(story_key(story), audio.sound_sealed, aad=audio.pk.bytes)


def stale_audio(on: date) -> QuerySet[Audio]:
    """The recordings whose time is over on a day."""
    return Audio.objects.filter(until__lte=on).order_by("until", "pk")
