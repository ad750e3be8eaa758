from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderMaster


class Organisation(models.Model):
    """
    A partner that runs groups. Two organisations see nothing of each other.

    Its keys are in ``KeyGeneration``. ``box_public`` is what its phones seal answers to; only the server
    opens them. ``time_zone`` (a name of the IANA
    table) says when its days end. ``mixed_pairs``: it wants a woman and a man to lead a group together.
    """

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120, unique=True)
    short = models.CharField(max_length=20, unique=True)
    box_public = models.BinaryField()
    box_private_wrapped = models.BinaryField()
    synthetic = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=40, default="Africa/Bujumbura")
    mixed_pairs = models.BooleanField(default=False)
    founded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "name": Privacy.PUBLIC,
        "short": Privacy.PUBLIC,
        "box_public": Privacy.PUBLIC,
        "box_private_wrapped": Privacy.SEALED,
        "synthetic": Privacy.PUBLIC,
        "time_zone": Privacy.PUBLIC,
        "mixed_pairs": Privacy.PUBLIC,
        "founded_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"box_private_wrapped": UnderMaster()}
