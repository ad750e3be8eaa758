from typing import ClassVar

from django.db import models

from tuvurane.feedback.codes import KEPT, Channel, Satisfied
from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact
from tuvurane.people.codes import KeyPurpose


class Item(models.Model):
    """
    Something that we were told: a question, a request, a suggestion, a complaint about the service.

    Whoever told it may stay unknown: no name has a field, and ``reach_sealed`` (how they hear an answer) is empty then.
    ``keyed_by`` took it down and need not be them. Nothing about harm is kept here.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=12)
    category = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    told_on = models.DateField()
    words_sealed = models.BinaryField()
    reach_sealed = models.BinaryField(null=True)
    keyed_at = models.DateTimeField()
    keyed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    answer_sealed = models.BinaryField(null=True)
    change_sealed = models.BinaryField(null=True)
    satisfied = models.CharField(max_length=10, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.CONFIDENTIAL,
        "group": Privacy.CONFIDENTIAL,
        "channel": Privacy.CONFIDENTIAL,
        "category": Privacy.CONFIDENTIAL,
        "language": Privacy.INTERNAL,
        "told_on": Privacy.CONFIDENTIAL,
        "words_sealed": Privacy.SEALED,
        "reach_sealed": Privacy.SEALED,
        "keyed_at": Privacy.INTERNAL,
        "keyed_by": Privacy.CONFIDENTIAL,
        "acknowledged_at": Privacy.INTERNAL,
        "acknowledged_by": Privacy.INTERNAL,
        "answered_at": Privacy.INTERNAL,
        "answered_by": Privacy.INTERNAL,
        "answer_sealed": Privacy.SEALED,
        "change_sealed": Privacy.SEALED,
        "satisfied": Privacy.CONFIDENTIAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        column: UnderRing(KeyPurpose.DATA)
        for column in ("words_sealed", "reach_sealed", "answer_sealed", "change_sealed")
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="item_channel_is_known", condition=models.Q(channel__in=[one.value for one in Channel])
            ),
            models.CheckConstraint(
                name="item_category_is_kept_here", condition=models.Q(category__in=[one.value for one in KEPT])
            ),
            models.CheckConstraint(
                name="item_is_acknowledged_by_someone",
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
            ),
            models.CheckConstraint(
                name="item_is_answered_by_someone_in_words",
                condition=models.Q(
                    answered_at__isnull=True, answered_by__isnull=True, answer_sealed__isnull=True, satisfied=""
                )
                | models.Q(answered_at__isnull=False, answered_by__isnull=False, answer_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="item_satisfied_is_known",
                condition=models.Q(satisfied="") | models.Q(satisfied__in=[one.value for one in Satisfied]),
            ),
        ]
        indexes: ClassVar = [models.Index(name="item_by_day", fields=["organisation", "answered_at", "told_on"])]


class ItemAbout(Fact):
    """Somebody with an account whom an item is about: they never see it."""

    item = models.ForeignKey("feedback.Item", on_delete=models.PROTECT, related_name="about")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "item": Privacy.CONFIDENTIAL,
        "account": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="item_is_about_one_once", fields=["item", "account"])]
