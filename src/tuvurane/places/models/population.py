from enum import StrEnum
from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy


class PopulationKind(StrEnum):
    """How a figure came about: people were counted, or somebody reckoned."""

    CENSUS = "census"
    MODELLED = "modelled"
    PROJECTED = "projected"


class Population(models.Model):
    """How many people lived in a place, in which year, by whose figure."""

    place = models.ForeignKey("places.Place", models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    count = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10)
    source = models.CharField(max_length=300)

    PRIVACY: ClassVar = {
        "id": Privacy.PUBLIC,
        "place": Privacy.PUBLIC,
        "year": Privacy.PUBLIC,
        "count": Privacy.PUBLIC,
        "kind": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="population_figure_stands_once", fields=["place", "year", "kind", "source"]),
            models.CheckConstraint(name="population_has_a_source", condition=~models.Q(source="")),
            models.CheckConstraint(name="population_is_not_negative", condition=models.Q(count__gte=0)),
            models.CheckConstraint(
                name="population_kind_is_known", condition=models.Q(kind__in=[str(kind) for kind in PopulationKind])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} ({self.year}, {self.kind})"
