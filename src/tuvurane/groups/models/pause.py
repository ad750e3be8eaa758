from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy


class Pause(models.Model):
    """
    From when until when a group does not meet; without ``group``: no new group of the organisation starts.

    Only that. Why is known where it was decided, and nowhere here.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="pauses")
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "group": Privacy.INTERNAL,
        "since": Privacy.INTERNAL,
        "lifted_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="pause_is_lifted_after_it_began",
                condition=models.Q(lifted_at__isnull=True) | models.Q(lifted_at__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="pause_of_a_group_once_at_a_time", fields=["group"], condition=models.Q(lifted_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="pause_of_starting_once_at_a_time",
                fields=["organisation"],
                condition=models.Q(lifted_at__isnull=True, group__isnull=True),
            ),
        ]
