from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Hashed, Privacy, SealedUnder


class Device(models.Model):
    """
    A phone: a principal of its own, enrolled by a one-time code, revocable.

    ``hands_in_until``: a revoked phone has begun to hand in its unsent work, and may go on until then.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="devices")
    label = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    hands_in_until = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "label": Privacy.CONFIDENTIAL,
        "token_hash": Privacy.SEALED,
        "enrolled_at": Privacy.INTERNAL,
        "revoked_at": Privacy.INTERNAL,
        "revoked_by": Privacy.INTERNAL,
        "hands_in_until": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"token_hash": Hashed()}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="device_revoked_by_someone_is_revoked",  # by nobody: by the command line
                condition=models.Q(revoked_by__isnull=True) | models.Q(revoked_at__isnull=False),
            ),
        ]


class DeviceSeen(models.Model):
    """
    When a device was last heard. Apart from the device: it changes at every contact.

    ``clock_gap``: seconds that our clock was ahead of the phone's (negative: the phone's is ahead). ``read_to``: how far
    it says that it has read our news, at its furthest: what was changed before is no longer on it as it was.
    """

    device = models.OneToOneField("people.Device", on_delete=models.CASCADE, primary_key=True, related_name="seen")
    at = models.DateTimeField()
    clock_gap = models.BigIntegerField(null=True)
    read_to = models.BigIntegerField(null=True)

    PRIVACY: ClassVar = {
        "device": Privacy.INTERNAL,
        "at": Privacy.CONFIDENTIAL,
        "clock_gap": Privacy.INTERNAL,
        "read_to": Privacy.INTERNAL,
    }


class EnrolmentCode(models.Model):
    """A code that enrols one phone, once, until it expires. Only its keyed hash is kept."""

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    device = models.OneToOneField("people.Device", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "code_hash": Privacy.SEALED,
        "issued_at": Privacy.INTERNAL,
        "expires_at": Privacy.INTERNAL,
        "used_at": Privacy.INTERNAL,
        "device": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"code_hash": Hashed()}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="enrolment_code_used_for_a_device",
                condition=models.Q(used_at__isnull=True, device__isnull=True)
                | models.Q(used_at__isnull=False, device__isnull=False),
            ),
        ]
