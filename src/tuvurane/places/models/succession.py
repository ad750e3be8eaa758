from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tuvurane.foundation.privacy import Privacy


class Succession(models.Model):
    """
    Which unit took over the ground of a former one.

    Many to many: a commune may be split between several, and several may join in one. ``share`` is
    the part of the predecessor that went to this successor, above 0 and at most 1; the shares of
    one predecessor sum to 1.
    """

    predecessor = models.ForeignKey("places.Place", models.CASCADE, related_name="successions")
    successor = models.ForeignKey("places.Place", models.CASCADE, related_name="origins")
    share = models.DecimalField(max_digits=5, decimal_places=4)
    source = models.CharField(max_length=300)

    PRIVACY: ClassVar = {
        "id": Privacy.PUBLIC,
        "predecessor": Privacy.PUBLIC,
        "successor": Privacy.PUBLIC,
        "share": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="succession_stands_once", fields=["predecessor", "successor"]),
            models.CheckConstraint(name="succession_share_is_a_part", condition=Q(share__gt=0) & Q(share__lte=1)),
            models.CheckConstraint(name="succession_is_to_another", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"
