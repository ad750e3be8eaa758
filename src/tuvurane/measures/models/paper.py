from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact
from tuvurane.measures.codes import Arm, Wave
from tuvurane.people.codes import KeyPurpose


class PaperSheet(models.Model):
    """
    A questionnaire that was answered on paper and is keyed twice, by two people.

    ``items`` and ``differing`` are filled when the second entry comes; ``response`` when both agree, or when the
    differences are settled with the paper in hand.
    """

    id = models.UUIDField(primary_key=True)
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="paper_sheets")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="paper_sheets")
    arm = models.CharField(max_length=8, default=Arm.GROUP)
    wave = models.CharField(max_length=10)
    instrument = models.CharField(max_length=30)
    version = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    administered_on = models.DateField()
    asked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    items = models.PositiveSmallIntegerField(null=True)
    differing = models.PositiveSmallIntegerField(null=True)
    response = models.OneToOneField("measures.Response", on_delete=models.PROTECT, null=True, related_name="paper")
    made_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "participant": Privacy.CONFIDENTIAL,
        "group": Privacy.CONFIDENTIAL,
        "arm": Privacy.INTERNAL,
        "wave": Privacy.INTERNAL,
        "instrument": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "language": Privacy.CONFIDENTIAL,
        "administered_on": Privacy.CONFIDENTIAL,
        "asked_by": Privacy.INTERNAL,
        "items": Privacy.INTERNAL,
        "differing": Privacy.INTERNAL,
        "response": Privacy.CONFIDENTIAL,
        "made_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="paper_sheet_one_open",
                fields=["participant", "arm", "wave", "instrument"],
                condition=models.Q(response__isnull=True),
            ),
            models.CheckConstraint(
                name="paper_sheet_wave_is_known", condition=models.Q(wave__in=[wave.value for wave in Wave])
            ),
            models.CheckConstraint(
                name="paper_sheet_arm_is_known", condition=models.Q(arm__in=[arm.value for arm in Arm])
            ),
            models.CheckConstraint(
                name="paper_sheet_compared_as_a_whole",
                condition=models.Q(items__isnull=True, differing__isnull=True)
                | models.Q(items__isnull=False, differing__isnull=False, differing__lte=models.F("items")),
            ),
        ]


class PaperEntry(Fact):
    """One keying of a sheet: the first or the second. The answers are sealed under the organisation's key."""

    id = models.UUIDField(primary_key=True)
    sheet = models.ForeignKey("measures.PaperSheet", on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    entered_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    answers_sealed = models.BinaryField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "sheet": Privacy.INTERNAL,
        "number": Privacy.INTERNAL,
        "entered_by": Privacy.INTERNAL,
        "entered_at": Privacy.INTERNAL,
        "answers_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "answers_sealed": UnderRing(KeyPurpose.DATA, "sheet__group__organisation_id"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="paper_entry_once_each", fields=["sheet", "number"]),
            models.CheckConstraint(name="paper_entry_is_first_or_second", condition=models.Q(number__in=[1, 2])),
        ]
