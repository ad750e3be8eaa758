from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact, Standing


class Report(Fact):
    """
    What every report from the field carries: who sent it, when it says it was, how it is read now.

    ``clock_gap`` is how many seconds the server's clock was ahead of the phone's when it was sent
    (negative: the phone was ahead); None where no phone sent it.
    """

    id = models.UUIDField(primary_key=True)
    standing = models.CharField(max_length=10, default=Standing.COUNTED)
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="supersedes")
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    device = models.ForeignKey("people.Device", on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    clock_gap = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    seq = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "standing": Privacy.INTERNAL,
        "superseded_by": Privacy.INTERNAL,
        "recorded_by": Privacy.INTERNAL,
        "device": Privacy.INTERNAL,
        "claimed_at": Privacy.INTERNAL,
        "clock_gap": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
        "fingerprint": Privacy.INTERNAL,
    }

    class Meta:
        abstract = True


def standing_is_known(name: str) -> list[models.CheckConstraint]:
    """A report stands in one of the known ways, and is superseded exactly when something superseded it."""
    superseded = models.Q(standing=Standing.SUPERSEDED)
    return [
        models.CheckConstraint(
            name=f"{name}_standing_is_known",
            condition=models.Q(standing__in=[standing.value for standing in Standing]),
        ),
        models.CheckConstraint(
            name=f"{name}_superseded_by_another",
            condition=(superseded & models.Q(superseded_by__isnull=False) & ~models.Q(superseded_by=models.F("id")))
            | (~superseded & models.Q(superseded_by__isnull=True)),
        ),
    ]
