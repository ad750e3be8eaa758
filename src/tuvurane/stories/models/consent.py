from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.stories.codes import Danger, Rung, Word


class RungWord(Fact):
    """
    One word of a teller about one rung. How a rung stands is computed from these, never stored.

    ``text``: what was read back to them with a confirmation: 0 their own words, else the number of the version.
    ``by_facilitator``: it was heard by somebody who leads, or led, the teller's group. ``with_voice``: with a yes to
    learning inside, their voice may be kept too.
    """

    id = models.UUIDField(primary_key=True)
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="rung_words")
    rung = models.CharField(max_length=24)
    word = models.CharField(max_length=10)
    on = models.DateField()
    how = models.CharField(max_length=10)
    text = models.PositiveSmallIntegerField(default=0)
    by_facilitator = models.BooleanField()
    with_voice = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "rung": Privacy.CONFIDENTIAL,
        "word": Privacy.CONFIDENTIAL,
        "on": Privacy.CONFIDENTIAL,
        "how": Privacy.CONFIDENTIAL,
        "text": Privacy.INTERNAL,
        "by_facilitator": Privacy.CONFIDENTIAL,
        "with_voice": Privacy.CONFIDENTIAL,
        "recorded_by": Privacy.CONFIDENTIAL,
        "recorded_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rung_word_rung_is_known", condition=models.Q(rung__in=[rung.value for rung in Rung])
            ),
            models.CheckConstraint(
                name="rung_word_is_known", condition=models.Q(word__in=[word.value for word in Word])
            ),
            models.CheckConstraint(
                name="rung_word_how_is_known", condition=models.Q(how__in=[how.value for how in ConsentGivenBy])
            ),
            models.CheckConstraint(
                name="rung_word_voice_inside_only",
                condition=models.Q(with_voice=False) | models.Q(rung=Rung.LEARN_INSIDE),
            ),
        ]
        indexes: ClassVar = [models.Index(name="rung_words_in_order", fields=["story", "seq", "id"])]


class Mark(Fact):
    """A danger that somebody saw in a story, or the word of safeguarding that lifts all of them. The latest one stands."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="marks")
    danger = models.CharField(max_length=16, blank=True)
    lifted = models.BooleanField()
    marked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "story": Privacy.STRICTLY_CONFIDENTIAL,
        "danger": Privacy.STRICTLY_CONFIDENTIAL,
        "lifted": Privacy.STRICTLY_CONFIDENTIAL,
        "marked_by": Privacy.STRICTLY_CONFIDENTIAL,
        "marked_at": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mark_names_a_danger_or_lifts",
                condition=models.Q(lifted=False, danger__in=[danger.value for danger in Danger])
                | models.Q(lifted=True, danger=""),
            ),
        ]
