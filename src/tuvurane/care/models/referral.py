from typing import ClassVar

from django.db import models

from tuvurane.care.codes import Basis, Mode, Priority, Stage, Why
from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing, UnderRowKey
from tuvurane.foundation.records import Fact
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.people.codes import KeyPurpose

BY_CONSENT = models.Q(
    basis=Basis.CONSENT.value,
    consent_by__in=[by.value for by in ConsentGivenBy],
    consent_on__isnull=False,
) & ~models.Q(consent_language="")
IN_AN_EMERGENCY = models.Q(basis=Basis.EMERGENCY.value, consent_by="", consent_on__isnull=True, consent_language="")


class Referral(Fact):
    """
    Somebody is sent to a service: what of them may be told there, and by what right.

    ``scope``: the codes of ``Released`` that the person agreed to, each by itself; nothing else leaves on the form.
    ``code``: what the service knows the person by unless the name is released; it is no participant's code. Every word
    about the person is sealed under a key of this referral alone (``key_wrapped``): destroying it erases them.
    ``corrects``: the referral that was written wrongly, in whose place this one stands.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    concern = models.ForeignKey("care.Concern", on_delete=models.PROTECT, related_name="referrals")
    service = models.ForeignKey("care.Service", on_delete=models.PROTECT, related_name="referrals")
    code = models.CharField(max_length=9)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    priority = models.CharField(max_length=3)
    mode = models.CharField(max_length=12)
    basis = models.CharField(max_length=9)
    consent_by = models.CharField(max_length=10, blank=True)
    consent_on = models.DateField(null=True)
    consent_language = models.CharField(max_length=2, blank=True)
    scope = models.JSONField(default=list)
    words_sealed = models.BinaryField()
    key_wrapped = models.BinaryField()
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "organisation": Privacy.STRICTLY_CONFIDENTIAL,
        "concern": Privacy.STRICTLY_CONFIDENTIAL,
        "service": Privacy.STRICTLY_CONFIDENTIAL,
        "code": Privacy.STRICTLY_CONFIDENTIAL,
        "made_at": Privacy.STRICTLY_CONFIDENTIAL,
        "made_by": Privacy.STRICTLY_CONFIDENTIAL,
        "priority": Privacy.STRICTLY_CONFIDENTIAL,
        "mode": Privacy.STRICTLY_CONFIDENTIAL,
        "basis": Privacy.STRICTLY_CONFIDENTIAL,
        "consent_by": Privacy.STRICTLY_CONFIDENTIAL,
        "consent_on": Privacy.STRICTLY_CONFIDENTIAL,
        "consent_language": Privacy.STRICTLY_CONFIDENTIAL,
        "scope": Privacy.STRICTLY_CONFIDENTIAL,
        "words_sealed": Privacy.SEALED,
        "key_wrapped": Privacy.SEALED,
        "corrects": Privacy.STRICTLY_CONFIDENTIAL,
    }

    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "words_sealed": UnderRowKey("key_wrapped"),
        "key_wrapped": UnderRing(KeyPurpose.CARE),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="referral_code_once_in_an_organisation", fields=["organisation", "code"]),
            models.CheckConstraint(
                name="referral_priority_is_known",
                condition=models.Q(priority__in=[priority.value for priority in Priority]),
            ),
            models.CheckConstraint(
                name="referral_mode_is_known", condition=models.Q(mode__in=[mode.value for mode in Mode])
            ),
            models.CheckConstraint(
                name="referral_by_consent_or_in_an_emergency", condition=BY_CONSENT | IN_AN_EMERGENCY
            ),
        ]


class ReferralStep(Fact):
    """
    One entry on the way of a referral: what happened, on which day (``on``), and when that was written (``at``).

    ``number``: its place on the way. ``why``: the reason or the result where the step names one. Words are sealed under the referral's key. ``corrects``:
    the entry that this one takes back.
    """

    id = models.UUIDField(primary_key=True)
    referral = models.ForeignKey("care.Referral", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=12)
    at = models.DateTimeField()
    on = models.DateField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=12, blank=True)
    appointment = models.DateTimeField(null=True)
    words_sealed = models.BinaryField(null=True)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "referral": Privacy.STRICTLY_CONFIDENTIAL,
        "number": Privacy.STRICTLY_CONFIDENTIAL,
        "what": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "on": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
        "why": Privacy.STRICTLY_CONFIDENTIAL,
        "appointment": Privacy.STRICTLY_CONFIDENTIAL,
        "words_sealed": Privacy.SEALED,
        "corrects": Privacy.STRICTLY_CONFIDENTIAL,
    }

    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"words_sealed": UnderRowKey("referral__key_wrapped")}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="referral_steps_follow_one_another", fields=["referral", "number"]),
            models.CheckConstraint(
                name="referral_step_is_known",
                condition=models.Q(what__in=[step.value for step in Stage if step is not Stage.MADE]),
            ),
            models.CheckConstraint(
                name="referral_step_why_is_known", condition=models.Q(why__in=["", *(why.value for why in Why)])
            ),
            models.CheckConstraint(
                name="referral_appointment_has_a_moment",
                condition=models.Q(what=Stage.APPOINTMENT.value, appointment__isnull=False)
                | (~models.Q(what=Stage.APPOINTMENT.value) & models.Q(appointment__isnull=True)),
            ),
            models.CheckConstraint(
                name="referral_step_takes_back_another",
                condition=models.Q(what=Stage.TAKEN_BACK.value, corrects__isnull=False)
                | (~models.Q(what=Stage.TAKEN_BACK.value) & models.Q(corrects__isnull=True)),
            ),
        ]
