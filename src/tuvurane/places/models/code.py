from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy


class PlaceCode(models.Model):
    """What a list of codes calls a place: its OCHA P-code, its ISO 3166-2 code, a provisional number."""

    place = models.ForeignKey("places.Place", models.CASCADE, related_name="codes")
    system = models.CharField(max_length=40)
    code = models.CharField(max_length=40)

    PRIVACY: ClassVar = {
        "id": Privacy.PUBLIC,
        "place": Privacy.PUBLIC,
        "system": Privacy.PUBLIC,
        "code": Privacy.PUBLIC,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="place_code_is_unique_in_its_system", fields=["system", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.system}:{self.code}"
