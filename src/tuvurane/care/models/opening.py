from typing import ClassVar

from django.db import models

from tuvurane.care.codes import ExportDeed, ExportKind
from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact
from tuvurane.people.codes import KeyPurpose


class BreakGlass(models.Model):
    """
    Somebody outside the safeguarding role opened one concern until a moment, because nobody could be reached.

    ``concern`` is None where none waits under the code that was typed: the try stands all the same. It waits until a
    safeguarding person acknowledges it.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    concern = models.ForeignKey("care.Concern", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    reason_sealed = models.BinaryField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "concern": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "until": Privacy.STRICTLY_CONFIDENTIAL,
        "reason_sealed": Privacy.SEALED,
        "acknowledged_at": Privacy.STRICTLY_CONFIDENTIAL,
        "acknowledged_by": Privacy.STRICTLY_CONFIDENTIAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"reason_sealed": UnderRing(KeyPurpose.CARE)}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="break_glass_closes_after_it_opens", condition=models.Q(until__gt=models.F("at"))
            ),
            models.CheckConstraint(
                name="break_glass_is_acknowledged_by_another",
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False)
                & ~models.Q(acknowledged_by=models.F("by")),
            ),
        ]


class CareExport(models.Model):
    """
    Something that is to leave the room of care: asked by one safeguarding person, approved by another.

    ``concern`` for a case; ``place`` and the days for an audit of the log. Nothing of its content is kept here: the file
    is made, under a passphrase, when it is taken.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    concern = models.ForeignKey("care.Concern", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    urgent = models.BooleanField()
    reason_sealed = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "kind": Privacy.STRICTLY_CONFIDENTIAL,
        "concern": Privacy.STRICTLY_CONFIDENTIAL,
        "place": Privacy.STRICTLY_CONFIDENTIAL,
        "since": Privacy.STRICTLY_CONFIDENTIAL,
        "until": Privacy.STRICTLY_CONFIDENTIAL,
        "urgent": Privacy.STRICTLY_CONFIDENTIAL,
        "reason_sealed": Privacy.SEALED,
        "asked_at": Privacy.STRICTLY_CONFIDENTIAL,
        "asked_by": Privacy.STRICTLY_CONFIDENTIAL,
        "approved_at": Privacy.STRICTLY_CONFIDENTIAL,
        "approved_by": Privacy.STRICTLY_CONFIDENTIAL,
        "refused_at": Privacy.STRICTLY_CONFIDENTIAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"reason_sealed": UnderRing(KeyPurpose.CARE)}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="care_export_is_of_one_kind",
                condition=models.Q(kind=ExportKind.CASE.value, since__isnull=True, until__isnull=True)
                | models.Q(
                    kind=ExportKind.AUDIT.value,
                    concern__isnull=True,
                    since__isnull=False,
                    until__gte=models.F("since"),
                ),
            ),
            models.CheckConstraint(
                name="care_export_is_approved_by_another",
                condition=models.Q(approved_at__isnull=True, approved_by__isnull=True)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False, refused_at__isnull=True)
                & ~models.Q(approved_by=models.F("asked_by")),
            ),
        ]


class ExportEntry(Fact):
    """One line of an export's own log: asked, approved or refused, and each time that it was taken."""

    export = models.ForeignKey("care.CareExport", on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "export": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
        "what": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="export_entry_is_known", condition=models.Q(what__in=[deed.value for deed in ExportDeed])
            ),
        ]
