from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy


class Wording(models.Model):
    """The owner's wording of one item in one language, loaded by a deployment that is licensed to use it."""

    instrument = models.CharField(max_length=30)
    version = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    item = models.CharField(max_length=30)
    text = models.CharField(max_length=600)
    licence = models.CharField(max_length=300)
    loaded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "instrument": Privacy.PUBLIC,
        "version": Privacy.PUBLIC,
        "language": Privacy.PUBLIC,
        "item": Privacy.PUBLIC,
        "text": Privacy.INTERNAL,
        "licence": Privacy.INTERNAL,
        "loaded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="wording_once_an_item", fields=["instrument", "version", "language", "item"]),
            models.CheckConstraint(
                name="wording_language_is_known", condition=models.Q(language__in=["rn", "fr", "sw", "en"])
            ),
            models.CheckConstraint(name="wording_is_not_empty", condition=~models.Q(text="") & ~models.Q(licence="")),
        ]
