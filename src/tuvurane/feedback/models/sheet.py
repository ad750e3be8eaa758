from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy


class HandedOver(models.Model):
    """
    How many of a month went to care and are not kept here. Nothing else is known of them in this room.

    The number itself is shown to nobody while it is small: that there is one would tell whoever it is about.
    """

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    number = models.PositiveIntegerField(default=0)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "month": Privacy.STRICTLY_CONFIDENTIAL,
        "number": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="handed_over_by_month", fields=["organisation", "month"])]


class SheetLine(models.Model):
    """
    One line of a month's sheet: what was said, and what we did, in words written anew for everybody to read.

    ``month`` is its first day. One that is taken off stays, with the moment.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    said = models.CharField(max_length=160)
    did = models.CharField(max_length=160)
    written_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "month": Privacy.PUBLIC,
        "said": Privacy.PUBLIC,
        "did": Privacy.PUBLIC,
        "written_by": Privacy.INTERNAL,
        "written_at": Privacy.INTERNAL,
        "taken_off_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="sheet_line_says_both", condition=~models.Q(said="") & ~models.Q(did="")),
            models.CheckConstraint(name="sheet_line_of_a_month", condition=models.Q(month__day=1)),
        ]
        indexes: ClassVar = [models.Index(name="sheet_line_by_month", fields=["organisation", "month"])]
