from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact
from tuvurane.people.codes import KeyPurpose
from tuvurane.sync.codes import What


class SetAside(Fact):
    """
    A record that no room could take as it came: kept whole, sealed, until a coordinator decides. It never expires.

    ``id`` is the record's own. ``why`` is the code of the refusal, ``details`` fill its sentence.
    ``place`` says in whose scope it lies: the group's where we know it, else the holder's.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey("people.Device", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=60)
    details = models.JSONField(default=dict)
    claimed_at = models.DateTimeField(null=True)
    clock_gap = models.BigIntegerField(null=True)
    received_at = models.DateTimeField()
    body_sealed = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "device": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "why": Privacy.INTERNAL,
        "details": Privacy.INTERNAL,
        "claimed_at": Privacy.INTERNAL,
        "clock_gap": Privacy.INTERNAL,
        "received_at": Privacy.INTERNAL,
        "body_sealed": Privacy.SEALED,
        "fingerprint": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"body_sealed": UnderRing(KeyPurpose.DATA)}

    class Meta:
        indexes: ClassVar = [models.Index(name="set_aside_by_device", fields=["device", "received_at"])]


class Decision(Fact):
    """What a coordinator decided about a record set aside, and why. The reason is sealed: it may name people."""

    set_aside = models.OneToOneField("sync.SetAside", on_delete=models.PROTECT, related_name="decision")
    what = models.CharField(max_length=10)
    reason_sealed = models.BinaryField(null=True)
    decided_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "set_aside": Privacy.INTERNAL,
        "what": Privacy.INTERNAL,
        "reason_sealed": Privacy.SEALED,
        "decided_by": Privacy.INTERNAL,
        "decided_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "reason_sealed": UnderRing(KeyPurpose.DATA, "set_aside__organisation_id", ("set_aside_id",)),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="decision_is_known", condition=models.Q(what__in=[what.value for what in What])
            ),
        ]
