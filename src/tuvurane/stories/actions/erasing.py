"""Erasing a story: its key and its words are destroyed. What stays is a row that says that there was one."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from tuvurane.foundation import sealing
from tuvurane.foundation.records import destroy, strike_out
from tuvurane.groups import queries as groups
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
from tuvurane.stories.queries.texts import WHY, story_key


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
        "story_recordings": destroy(Audio.objects.filter(story=story)),
        "story_answers": destroy(Answer.objects.filter(version__story=story)),
        "story_versions": destroy(VersionWords.objects.filter(version__story=story)),
        "story_translations": destroy(Translation.objects.filter(story=story)),
        "story_rung_words": destroy(RungWord.objects.filter(story=story)),
        "story_marks": destroy(Mark.objects.filter(story=story)),
        **_forget_readings(story),
    }
    destroy(Version.objects.filter(story=story))
    destroy(Telling.objects.filter(story=story))
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
    Destroy every story that this participant told, and strike their names out of what others told.

    Their seat in panels stays, without them.

    Callable by ``rights`` only, before the names themselves are destroyed; answers what, and how many.
    """
    gone: Counter[str] = Counter(
        panel_seats=PanelMember.objects.filter(participant=participant_id).update(participant=None)
    )
    for story_id in Story.objects.filter(teller=participant_id).order_by("pk").values_list("pk", flat=True):
        gone.update(erase_story(story_id=story_id, now=now))
    names = groups.names_of(participant_id)
    others = Story.objects.filter(group__in=names.groups, erased_at__isnull=True).order_by("pk")
    gone["names_in_stories"] = sum(_strike(story, names.strike) for story in others)
    return {kind: many for kind, many in gone.items() if many}


def _strike(story: Story, strike: Callable[[str], str]) -> int:
    """Strike names out of every text of a story; answers in how many they stood."""
    key = story_key(story)
    texts: list[QuerySet[Any]] = [
        Telling.objects.filter(story=story),
        Translation.objects.filter(story=story),
        VersionWords.objects.filter(version__story=story),
        Answer.objects.filter(version__story=story),
    ]
    return sum(_struck(rows, row, key, strike) for rows in texts for row in rows)


def _struck(rows: QuerySet[Any], row: Any, key: bytes, strike: Callable[[str], str]) -> bool:
    sealed = {"text_sealed": row.pk.bytes, "why_sealed": row.pk.bytes + WHY}
    if isinstance(row, Answer):
        sealed = {"why_sealed": row.pk.bytes}
    fresh = {}
    for column, aad in sealed.items():
        text = sealing.unseal(key, getattr(row, column), aad=aad).decode()
        if strike(text) != text:
            fresh[column] = sealing.seal(key, strike(text).encode(), aad=aad)
    if fresh:
        strike_out(rows.filter(pk=row.pk), **fresh)
    return bool(fresh)
