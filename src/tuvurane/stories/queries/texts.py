"""Opening the words of stories. Whoever calls has asked whether the reader may."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.stories.codes import Rung
from tuvurane.stories.models import Answer, Story, Telling, Translation, Version, VersionWords
from tuvurane.stories.queries.standing import stood

WHY = b"why"  # parts the two texts of one row


class Wording(NamedTuple):
    """A story in one language, and why it matters to the teller."""

    language: str
    text: str
    why: str


class Readable(NamedTuple):
    """What a page may show of a story that was made unrecognisable: no teller, no group, no smaller place than an area."""

    story_id: UUID
    wordings: list[Wording]
    domain: str
    area: str
    language: str
    version_id: UUID


class Held(NamedTuple):
    """What is held of a story that somebody told, for themselves."""

    told_on: date
    domain: str
    wording: Wording
    in_force: frozenset[Rung]


def house_key(organisation_id: UUID) -> sealing.Ring:
    """What wraps the keys of an organisation's stories."""
    return people.organisation_key(organisation_id, KeyPurpose.STORIES)


def story_key(story: Story) -> bytes:
    """The key of one story. Raises Unreadable when it was destroyed."""
    return sealing.unseal(house_key(story.organisation_id), story.key_wrapped, aad=story.pk.bytes)


def telling_of(story: Story) -> Wording:
    """The teller's own words."""
    row = Telling.objects.get(story=story)
    return _opened(story_key(story), story.pk, story.language, row)


def translations_of(story: Story) -> list[Wording]:
    """The story in other languages, the last one of each."""
    key = story_key(story)
    rows = {row.language: row for row in story.translations.order_by("seq", "pk")}
    return [_opened(key, row.pk, language, row) for language, row in sorted(rows.items())]


def last_version(story: Story) -> Version | None:
    """The last version made unrecognisable, answered or not, with who made it and who answered."""
    rows = story.versions.select_related("made_by", "answer__answered_by")
    return rows.order_by("-number").first()


def passed_version(story: Story) -> Version | None:
    """The last version, when a second person answered that the neighbours would know nobody."""
    version = last_version(story)
    answer = getattr(version, "answer", None)
    return version if answer is not None and not answer.known else None


def words_of(version: Version) -> list[Wording]:
    """The words of a version: the story's own language first."""
    story = version.story
    key = story_key(story)
    rows = sorted(version.words.all(), key=lambda row: (row.language != story.language, row.language))
    return [_opened(key, row.pk, row.language, row) for row in rows]


def why_known(answer: Answer) -> str:
    """What the second person wrote beside their answer."""
    story = answer.version.story
    return sealing.unseal(story_key(story), answer.why_sealed, aad=answer.pk.bytes).decode()


def readable(stories: Iterable[Story]) -> dict[UUID, Readable]:
    """The last versions of several stories, opened, in their order; ask ``with_rung`` which ones may be."""
    listed = {story.pk: story for story in stories}
    versions = Version.objects.filter(story__in=listed).prefetch_related("words").order_by("number")
    last = {version.story_id: version for version in versions}
    found = {}
    for pk, story in listed.items():
        if pk in last and story.area is not None:
            last[pk].story = story
            wordings = words_of(last[pk])
            found[pk] = Readable(pk, wordings, story.domain, story.area.name, story.language, last[pk].pk)
    return found


def told_by(participant_id: UUID, *, on: date) -> list[Held]:
    """
    What a participant told and is held in this room, the latest first.

    What was handed on to those who care is handed out by them.
    """
    stories = Story.objects.filter(teller=participant_id, erased_at__isnull=True).order_by("-collected_on", "-pk")
    return [
        Held(one.story.collected_on, one.story.domain, telling_of(one.story), one.in_force)
        for one in stood(stories, on=on)
        if not one.text.handed_on
    ]


def _opened(key: bytes, row_id: UUID, language: str, row: Telling | Translation | VersionWords) -> Wording:
    text = sealing.unseal(key, row.text_sealed, aad=row_id.bytes).decode()
    return Wording(language, text, sealing.unseal(key, row.why_sealed, aad=row_id.bytes + WHY).decode())
