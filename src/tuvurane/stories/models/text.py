from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRowKey
from tuvurane.foundation.records import Fact
from tuvurane.stories.models.story import LANGUAGES


class Telling(Fact):
    """The teller's own words, and why it matters to them, in the story's language. The row has the story's id."""

    story = models.OneToOneField("stories.Story", on_delete=models.PROTECT, primary_key=True, related_name="telling")
    text_sealed = models.BinaryField()
    why_sealed = models.BinaryField()

    PRIVACY: ClassVar = {
        "story": Privacy.INTERNAL,
        "text_sealed": Privacy.SEALED,
        "why_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "text_sealed": UnderRowKey("story__key_wrapped"),
        "why_sealed": UnderRowKey("story__key_wrapped"),
    }


class Translation(Fact):
    """The same in another language, beside the teller's words and never in their place. The last one counts."""

    id = models.UUIDField(primary_key=True)
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=2)
    text_sealed = models.BinaryField()
    why_sealed = models.BinaryField()
    made_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "language": Privacy.INTERNAL,
        "text_sealed": Privacy.SEALED,
        "why_sealed": Privacy.SEALED,
        "made_by": Privacy.CONFIDENTIAL,
        "made_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "text_sealed": UnderRowKey("story__key_wrapped"),
        "why_sealed": UnderRowKey("story__key_wrapped"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="translation_language_is_known", condition=models.Q(language__in=LANGUAGES)),
        ]


class Version(Fact):
    """One try at making a story unrecognisable. The last one counts, as soon as a second person has answered about it."""

    id = models.UUIDField(primary_key=True)
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "number": Privacy.INTERNAL,
        "made_by": Privacy.CONFIDENTIAL,
        "made_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="version_number_once_in_a_story", fields=["story", "number"]),
            models.CheckConstraint(name="version_number_starts_at_one", condition=models.Q(number__gte=1)),
        ]


class VersionWords(Fact):
    """The words of a version in one language: the story's own first, others beside it."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey("stories.Version", on_delete=models.PROTECT, related_name="words")
    language = models.CharField(max_length=2)
    text_sealed = models.BinaryField()
    why_sealed = models.BinaryField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "language": Privacy.INTERNAL,
        "text_sealed": Privacy.SEALED,
        "why_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "text_sealed": UnderRowKey("version__story__key_wrapped"),
        "why_sealed": UnderRowKey("version__story__key_wrapped"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="version_words_once_in_a_language", fields=["version", "language"]),
            models.CheckConstraint(name="version_words_language_is_known", condition=models.Q(language__in=LANGUAGES)),
        ]


class Answer(Fact):
    """What a second person answered about a version: would the neighbours know who this is? Once."""

    id = models.UUIDField(primary_key=True)
    version = models.OneToOneField("stories.Version", on_delete=models.PROTECT, related_name="answer")
    known = models.BooleanField()
    why_sealed = models.BinaryField()
    answered_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "known": Privacy.CONFIDENTIAL,
        "why_sealed": Privacy.SEALED,
        "answered_by": Privacy.CONFIDENTIAL,
        "answered_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"why_sealed": UnderRowKey("version__story__key_wrapped")}
