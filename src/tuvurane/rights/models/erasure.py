from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.rights.codes import ErasedKind, WhyErased


class Erasure(models.Model):
    """
    Somebody, or a story, is to be forgotten: proposed by one person, confirmed by another; then its certificate.

    ``subject`` is an id and no foreign key: what it leads to says nothing any more, or is gone. ``place``: whose people
    decide. ``destroyed``: how many of what. ``stays``: codes of what is left, each with its reason in the table of
    words. ``seq``: a phone that has read up to here has forgotten too. ``swept_at``: when the database's files were
    written anew, so that no old byte is left in them. ``replayed_at``: done again after a restore.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    subject = models.UUIDField()
    why = models.CharField(max_length=12)
    proposed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    stopped_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    destroyed = models.JSONField(default=dict)
    stays = models.JSONField(default=list)
    seq = models.BigIntegerField(null=True)
    swept_at = models.DateTimeField(null=True)
    replayed_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.CONFIDENTIAL,
        "kind": Privacy.CONFIDENTIAL,
        "subject": Privacy.CONFIDENTIAL,
        "why": Privacy.CONFIDENTIAL,
        "proposed_by": Privacy.INTERNAL,
        "proposed_at": Privacy.CONFIDENTIAL,
        "stopped_by": Privacy.INTERNAL,
        "stopped_at": Privacy.CONFIDENTIAL,
        "confirmed_by": Privacy.INTERNAL,
        "confirmed_at": Privacy.CONFIDENTIAL,
        "destroyed": Privacy.CONFIDENTIAL,
        "stays": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
        "swept_at": Privacy.INTERNAL,
        "replayed_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="erasure_kind_is_known", condition=models.Q(kind__in=[kind.value for kind in ErasedKind])
            ),
            models.CheckConstraint(
                name="erasure_why_is_known", condition=models.Q(why__in=[why.value for why in WhyErased])
            ),
            models.CheckConstraint(
                name="erasure_is_stopped_or_confirmed",
                condition=models.Q(stopped_at__isnull=True) | models.Q(confirmed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="erasure_takes_two_people",
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="erasure_confirmed_has_a_number",
                condition=models.Q(confirmed_at__isnull=True, seq__isnull=True)
                | models.Q(confirmed_at__isnull=False, seq__isnull=False),
            ),
            models.UniqueConstraint(
                name="erasure_one_of_a_subject", fields=["kind", "subject"], condition=models.Q(stopped_at__isnull=True)
            ),
        ]
        indexes: ClassVar = [models.Index(name="erasure_by_house", fields=["organisation", "proposed_at"])]


class ErasurePhone(models.Model):
    """A phone that may have held the name of whoever was erased, and has to read that it is gone."""

    erasure = models.ForeignKey("rights.Erasure", on_delete=models.PROTECT, related_name="phones")
    device = models.ForeignKey("people.Device", on_delete=models.PROTECT, related_name="+")

    PRIVACY: ClassVar = {"id": Privacy.INTERNAL, "erasure": Privacy.CONFIDENTIAL, "device": Privacy.INTERNAL}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="erasure_phone_once", fields=["erasure", "device"]),
        ]
