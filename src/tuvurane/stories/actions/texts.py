"""The story in another language, made unrecognisable, and asked about by a second person."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import ids, sealing
from tuvurane.people.scope import Actor
from tuvurane.stories import policies, problems
from tuvurane.stories.actions.writing import TEXT_SIGNS, check_words, locked, sealed, write
from tuvurane.stories.models import Answer, Story, Translation, Version, VersionWords
from tuvurane.stories.queries import Wording, last_version
from tuvurane.stories.queries.texts import story_key


@transaction.atomic
def translate(*, actor: Actor, story: Story, translation_id: UUID, wording: Wording, now: datetime) -> Translation:
    """
    Put the story into another language, beside the teller's own words. A later one in the same language is read instead.

    Taken again with the same id it answers the first one. Raises SameLanguage, TellingMissing, StoryTooLong, StoryUnknown.
    """
    story = locked(story)
    policies.check_edits(actor, story)
    check_words(wording)
    if wording.language == story.language:
        raise problems.SameLanguage
    known = Translation.objects.filter(pk=translation_id, story=story).first()
    if known is not None:
        return known
    return Translation.objects.create(
        id=translation_id,
        story=story,
        language=wording.language,
        made_by_id=actor.account_id,
        made_at=now,
        seq=write(actor, "stories.translate", story, now, {"language": wording.language}),
        **sealed(story, translation_id, wording),
    )


@transaction.atomic
def make_version(
    *, actor: Actor, story: Story, version_id: UUID, wordings: Sequence[Wording], now: datetime
) -> Version:
    """
    Keep a version in which nobody is to be recognised, in the story's language and any others beside it.

    It counts at once in the place of the one before: rungs beyond learning are shut until a second person has answered
    about it and it was read back. Taken again with the same id it answers the first one. Raises TellingMissing, StoryTooLong,
    StoryUnknown.
    """
    story = locked(story)
    policies.check_edits(actor, story)
    known = Version.objects.filter(pk=version_id, story=story).first()
    if known is not None:
        return known
    if not any(wording.language == story.language for wording in wordings):
        raise problems.TellingMissing
    for wording in wordings:
        check_words(wording)
    before = last_version(story)
    version = Version.objects.create(
        id=version_id,
        story=story,
        number=before.number + 1 if before else 1,
        made_by_id=actor.account_id,
        made_at=now,
        seq=write(actor, "stories.make_version", story, now),
    )
    for wording in wordings:
        row_id = ids.new_id(now)
        VersionWords.objects.create(
            id=row_id, version=version, language=wording.language, **sealed(story, row_id, wording)
        )
    return version


@transaction.atomic
def answer(*, actor: Actor, story: Story, number: int, known: bool, why: str, now: datetime) -> Answer:
    """
    Answer, as a second person, whether the neighbours would know who the last version is about.

    ``number``: the version that was read. A yes needs its reason, so that the next version can be better. Raises
    NoVersion, TextHasChanged, Answered, AnotherPersonAnswers for whoever made it, ReasonMissing, StoryTooLong, StoryUnknown.
    """
    story = locked(story)
    policies.check_edits(actor, story)
    version = last_version(story)
    if version is None:
        raise problems.NoVersion
    if version.number != number:
        raise problems.TextHasChanged
    policies.check_answers(actor, version)
    why = why.strip()
    if known and not why:
        raise problems.ReasonMissing
    if len(why) > TEXT_SIGNS:
        raise problems.StoryTooLong(limit=TEXT_SIGNS)
    answer_id = ids.new_id(now)
    write(actor, "stories.answer", story, now, {"known": known})
    return Answer.objects.create(
        id=answer_id,
        version=version,
        known=known,
        why_sealed=sealing.seal(story_key(story), why.encode(), aad=answer_id.bytes),
        answered_by_id=actor.account_id,
        answered_at=now,
    )
