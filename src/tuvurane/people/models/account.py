from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from tuvurane.foundation.privacy import Hashed, Privacy, SealedUnder, UnderMaster

LANGUAGES = [("rn", "rn"), ("fr", "fr"), ("sw", "sw"), ("en", "en")]


class Account(AbstractBaseUser):
    """Someone who works in the programme and can be given roles and devices."""

    id = models.UUIDField(primary_key=True)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="accounts")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    is_active = models.BooleanField(default=True)
    totp_sealed = models.BinaryField(null=True)
    totp_confirmed_at = models.DateTimeField(null=True)
    totp_last_step = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()

    objects = BaseUserManager()

    USERNAME_FIELD = "username"

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "username": Privacy.INTERNAL,
        "name": Privacy.CONFIDENTIAL,
        "organisation": Privacy.INTERNAL,
        "language": Privacy.INTERNAL,
        "is_active": Privacy.INTERNAL,
        "password": Privacy.SEALED,
        "last_login": Privacy.CONFIDENTIAL,
        "totp_sealed": Privacy.SEALED,
        "totp_confirmed_at": Privacy.INTERNAL,
        "totp_last_step": Privacy.INTERNAL,
        "opened_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"password": Hashed(), "totp_sealed": UnderMaster()}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="account_language_is_known", condition=models.Q(language__in=["rn", "fr", "sw", "en"])
            ),
            models.CheckConstraint(
                name="account_confirms_only_a_set_second_factor",
                condition=models.Q(totp_confirmed_at__isnull=True) | models.Q(totp_sealed__isnull=False),
            ),
        ]
