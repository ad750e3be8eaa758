"""Erasing a story: its key and its words are destroyed. What stays is a row that says that there was one."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.stories.models import (
    Answer,
    Audio,
    Mark,
    PanelMember,
    PanelStory,
    Reading,
    Resolution,
    RungWord,
    Story,
    Telling,
    Translation,
    Verification,
    Version,
    VersionWords,
)


@transaction.atomic
def erase_story(*, story_id: UUID, now: datetime) -> dict[str, int]:
    """
    Destroy a story: its key, words, recording, versions, and every word about its rungs.

    Callable by ``rights`` only, which asks who may and journals it. Answers what was destroyed and how many. That it was
    printed stays, without anything of it; so do its organisation and the day on which it was taken down.
    """
    story = Story.objects.select_for_update(of=("self",), no_key=True).filter(pk=story_id).first()
    if story is None or story.erased_at is not None:
        return {}
    gone = {
        "story_recordings": Audio.objects.filter(story=story).delete()[0],
        "story_answers": Answer.objects.filter(version__story=story).delete()[0],
        "story_versions": VersionWords.objects.filter(version__story=story).delete()[0],
        "story_translations": Translation.objects.filter(story=story).delete()[0],
        "story_rung_words": RungWord.objects.filter(story=story).delete()[0],
        "story_marks": Mark.objects.filter(story=story).delete()[0],
        **_forget_readings(story),
    }
    Version.objects.filter(story=story).delete()
    Telling.objects.filter(story=story).delete()
    story.key_wrapped, story.erased_at = b"", now
    story.place = story.area = story.group = story.teller = story.collected_by = None
    story.teller_role = story.domain = story.prompt = story.language = ""
    story.save()
    return {"stories": 1, **{what: count for what, count in gone.items() if count}}


def _forget_readings(story: Story) -> dict[str, int]:
    """What coders, panels and others said of a story goes; that one was there stays, as a number."""
    said = PanelStory.objects.filter(story=story, chosen__isnull=False)
    return {
        "story_readings": Reading.objects.filter(assignment__story=story).delete()[0]
        + Resolution.objects.filter(story=story).delete()[0],
        "story_verifications": Verification.objects.filter(story=story).delete()[0],
        "panel_choices": said.update(
            chosen=None, points=None, reason_sealed=None, against_sealed=None, told_on=None, told_how="", told_by=None
        ),
    }


@transaction.atomic
def erase_participant(*, participant_id: UUID, now: datetime) -> dict[str, int]:
    """
    Destroy every story that this participant told, and empty their seat in panels.

    Callable by ``rights`` only; answers what, and how many.
    """
    gone: Counter[str] = Counter(
        panel_seats=PanelMember.objects.filter(participant=participant_id).update(participant=None)
    )
    for story_id in Story.objects.filter(teller=participant_id).order_by("pk").values_list("pk", flat=True):
        gone.update(erase_story(story_id=story_id, now=now))
    return {what: count for what, count in gone.items() if count}
