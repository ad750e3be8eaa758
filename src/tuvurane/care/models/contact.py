from typing import ClassVar

from django.db import models

from tuvurane.care.codes import Closing, How, Level, Rung, Step
from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRowKey
from tuvurane.foundation.records import Fact


class Contact(Fact):
    """
    One step of a concern's way: when, how, by whom, what was done, which level was set, when the next contact is.

    ``at``: when it was; ``noted_at``: when somebody wrote it down. ``words_sealed``: notes of the talk and what was
    agreed, under the concern's key. One that was wrong is put right by another.
    """

    id = models.UUIDField(primary_key=True)
    concern = models.ForeignKey("care.Concern", on_delete=models.PROTECT, related_name="contacts")
    what = models.CharField(max_length=12)
    at = models.DateTimeField()
    how = models.CharField(max_length=16, blank=True)
    level = models.CharField(max_length=16, blank=True)
    next_by = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=14, blank=True)
    words_sealed = models.BinaryField(null=True)
    noted_at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "concern": Privacy.STRICTLY_CONFIDENTIAL,
        "what": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "how": Privacy.STRICTLY_CONFIDENTIAL,
        "level": Privacy.STRICTLY_CONFIDENTIAL,
        "next_by": Privacy.STRICTLY_CONFIDENTIAL,
        "closed_as": Privacy.STRICTLY_CONFIDENTIAL,
        "words_sealed": Privacy.SEALED,
        "noted_at": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"words_sealed": UnderRowKey("concern__key_wrapped")}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="contact_step_is_known", condition=models.Q(what__in=[step.value for step in Step])
            ),
            models.CheckConstraint(
                name="contact_how_is_known", condition=models.Q(how__in=["", *(how.value for how in How)])
            ),
            models.CheckConstraint(
                name="contact_level_is_known", condition=models.Q(level__in=["", *(level.value for level in Level)])
            ),
            models.CheckConstraint(
                name="contact_says_why_it_closes",
                condition=models.Q(what=Step.CLOSED.value, closed_as__in=[closing.value for closing in Closing])
                | (~models.Q(what=Step.CLOSED.value) & models.Q(closed_as="")),
            ),
            models.CheckConstraint(
                name="contact_is_noted_after_it_was", condition=models.Q(noted_at__gte=models.F("at"))
            ),
        ]


class Escalation(Fact):
    """
    More people were called about a concern, because what it waited for until ``over`` was not done.

    ``at``: when the call reached this rung; ``noted_at``: when that was written down. Each once.
    """

    concern = models.ForeignKey("care.Concern", on_delete=models.PROTECT, related_name="escalations")
    over = models.DateTimeField()
    rung = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    noted_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "concern": Privacy.STRICTLY_CONFIDENTIAL,
        "over": Privacy.STRICTLY_CONFIDENTIAL,
        "rung": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "noted_at": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="escalation_once", fields=["concern", "over", "rung"]),
            models.CheckConstraint(
                name="escalation_rung_is_known",
                condition=models.Q(rung__in=[rung.value for rung in Rung if rung is not Rung.ON_CALL]),
            ),
        ]
