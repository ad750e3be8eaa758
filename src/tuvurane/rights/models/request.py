from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing, UnderRowKey
from tuvurane.people.codes import KeyPurpose
from tuvurane.rights.codes import Channel, Outcome, RequestKind


class Request(models.Model):
    """
    What somebody asked of us about what we keep of them, and what became of it.

    ``participant``: None for somebody whom we do not know yet; who they say they are stands in the sealed words.
    ``place``: whose coordinator answers. The words are sealed under a key of this request alone (``key_wrapped``,
    wrapped by the organisation's key): destroying it leaves the proof without the words. ``care_told_on``: the
    safeguarding person has spoken with whoever asked for access about their own room; the same mark whether or not it
    holds something.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        "groups.Participant", on_delete=models.PROTECT, null=True, related_name="rights_requests"
    )
    kind = models.CharField(max_length=12)
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    received_on = models.DateField()
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    key_wrapped = models.BinaryField()
    asked_sealed = models.BinaryField()
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=8, blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    answer_sealed = models.BinaryField(default=b"")
    told_on = models.DateField(null=True)
    told_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    care_told_on = models.DateField(null=True)
    care_told_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    words_gone_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.CONFIDENTIAL,
        "participant": Privacy.CONFIDENTIAL,
        "kind": Privacy.CONFIDENTIAL,
        "channel": Privacy.CONFIDENTIAL,
        "language": Privacy.INTERNAL,
        "received_on": Privacy.CONFIDENTIAL,
        "recorded_by": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
        "key_wrapped": Privacy.SEALED,
        "asked_sealed": Privacy.SEALED,
        "acknowledged_on": Privacy.CONFIDENTIAL,
        "acknowledged_by": Privacy.INTERNAL,
        "outcome": Privacy.CONFIDENTIAL,
        "answered_on": Privacy.CONFIDENTIAL,
        "answered_by": Privacy.INTERNAL,
        "answer_sealed": Privacy.SEALED,
        "told_on": Privacy.CONFIDENTIAL,
        "told_by": Privacy.INTERNAL,
        "care_told_on": Privacy.CONFIDENTIAL,
        "care_told_by": Privacy.INTERNAL,
        "words_gone_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "key_wrapped": UnderRing(KeyPurpose.DATA),
        "asked_sealed": UnderRowKey("key_wrapped"),
        "answer_sealed": UnderRowKey("key_wrapped"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="request_kind_is_known", condition=models.Q(kind__in=[kind.value for kind in RequestKind])
            ),
            models.CheckConstraint(
                name="request_channel_is_known",
                condition=models.Q(channel__in=[channel.value for channel in Channel]),
            ),
            models.CheckConstraint(
                name="request_language_is_known", condition=models.Q(language__in=["rn", "fr", "sw", "en"])
            ),
            models.CheckConstraint(
                name="request_is_answered_with_an_outcome",
                condition=models.Q(answered_on__isnull=True, outcome="")
                | models.Q(answered_on__isnull=False, outcome__in=[outcome.value for outcome in Outcome]),
            ),
            models.CheckConstraint(
                name="request_is_told_after_it_is_answered",
                condition=models.Q(told_on__isnull=True) | models.Q(told_on__gte=models.F("answered_on")),
            ),
            models.CheckConstraint(
                name="request_steps_follow_its_day",
                condition=(
                    models.Q(acknowledged_on__isnull=True) | models.Q(acknowledged_on__gte=models.F("received_on"))
                )
                & (models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=models.F("received_on"))),
            ),
        ]
        indexes: ClassVar = [models.Index(name="request_open", fields=["organisation", "told_on", "received_on"])]
