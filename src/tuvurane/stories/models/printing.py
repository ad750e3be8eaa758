from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact
from tuvurane.stories.codes import PrintKind, Rung


class Printing(Fact):
    """One printing of stories: what was printed, for which rung, by whom. Copies on paper cannot be called back."""

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    rung = models.CharField(max_length=24)
    printed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    printed_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "rung": Privacy.INTERNAL,
        "printed_by": Privacy.CONFIDENTIAL,
        "printed_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="printing_kind_is_known", condition=models.Q(kind__in=[kind.value for kind in PrintKind])
            ),
            models.CheckConstraint(
                name="printing_rung_is_known", condition=models.Q(rung__in=[rung.value for rung in Rung])
            ),
        ]


class PrintedStory(Fact):
    """A story that was in a printing."""

    printing = models.ForeignKey("stories.Printing", on_delete=models.PROTECT, related_name="stories")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="printed")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "printing": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="printed_story_once_in_a_printing", fields=["printing", "story"]),
        ]
