from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact, Standing
from tuvurane.measures.codes import Arm, Entered, Form, Wave
from tuvurane.people.codes import KeyPurpose


class Response(Fact):
    """
    One person's answers to one instrument in one wave.

    The answers are sealed under the organisation's key, bound to this row's id; only the total,
    the subscales and how many items are missing stand in the open. No fingerprint is kept: twenty
    answers of yes and no could be guessed back from it.

    ``by_leader``: whether whoever asked leads the group; None where it is not known who asked.
    ``seconds``: how long the asking took, pauses left out; None where nobody measured it.
    """

    id = models.UUIDField(primary_key=True)
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="responses")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="responses")
    arm = models.CharField(max_length=8, default=Arm.GROUP)
    wave = models.CharField(max_length=10)
    instrument = models.CharField(max_length=30)
    version = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    administered_on = models.DateField()
    asked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    device = models.ForeignKey("people.Device", on_delete=models.PROTECT, null=True, related_name="+")
    by_leader = models.BooleanField(null=True)
    entered = models.CharField(max_length=8, default=Entered.PHONE)
    seconds = models.PositiveIntegerField(null=True)
    answers_sealed = models.BinaryField()
    form = models.CharField(max_length=20, default=Form.WHOLE)
    total = models.FloatField(null=True)
    subscales = models.JSONField(default=dict)
    missing = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=10, default=Standing.COUNTED)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    claimed_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    seq = models.BigIntegerField()

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
        "device": Privacy.INTERNAL,
        "by_leader": Privacy.INTERNAL,
        "entered": Privacy.INTERNAL,
        "seconds": Privacy.INTERNAL,
        "answers_sealed": Privacy.SEALED,
        "form": Privacy.INTERNAL,
        "total": Privacy.STRICTLY_CONFIDENTIAL,
        "subscales": Privacy.STRICTLY_CONFIDENTIAL,
        "missing": Privacy.CONFIDENTIAL,
        "standing": Privacy.INTERNAL,
        "supersedes": Privacy.INTERNAL,
        "claimed_at": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "answers_sealed": UnderRing(KeyPurpose.DATA, "group__organisation_id"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="response_counted_once",
                fields=["participant", "arm", "wave", "instrument"],
                condition=models.Q(standing=Standing.COUNTED),
            ),
            models.UniqueConstraint(name="response_superseded_once", fields=["supersedes"]),
            models.CheckConstraint(
                name="response_supersedes_another",
                condition=models.Q(supersedes__isnull=True) | ~models.Q(supersedes=models.F("id")),
            ),
            models.CheckConstraint(
                name="response_wave_is_known", condition=models.Q(wave__in=[wave.value for wave in Wave])
            ),
            models.CheckConstraint(
                name="response_standing_is_known",
                condition=models.Q(standing__in=["counted", "superseded", "beside"]),
            ),
            models.CheckConstraint(
                name="response_language_is_known", condition=models.Q(language__in=["rn", "fr", "sw", "en"])
            ),
            models.CheckConstraint(
                name="response_arm_is_known", condition=models.Q(arm__in=[arm.value for arm in Arm])
            ),
            models.CheckConstraint(
                name="response_form_is_known", condition=models.Q(form__in=[form.value for form in Form])
            ),
            models.CheckConstraint(
                name="response_entered_is_known", condition=models.Q(entered__in=[how.value for how in Entered])
            ),
            models.CheckConstraint(
                name="response_total_is_in_range",
                condition=models.Q(total__isnull=True) | models.Q(total__range=(0, 1000)),
            ),
            models.CheckConstraint(name="response_missing_is_in_range", condition=models.Q(missing__range=(0, 200))),
        ]
        indexes: ClassVar = [models.Index(name="response_by_instrument", fields=["instrument", "standing"])]
