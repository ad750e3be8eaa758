from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact


class InstrumentPack(Fact):
    """An instrument that a partner brought, with its licence. Answers lean on it for ever: it is never replaced."""

    name = models.CharField(max_length=30)
    version = models.CharField(max_length=10)
    licence = models.CharField(max_length=300)
    permission_ref = models.CharField(max_length=300, blank=True)
    definition = models.JSONField()
    loaded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "name": Privacy.PUBLIC,
        "version": Privacy.PUBLIC,
        "licence": Privacy.PUBLIC,
        "permission_ref": Privacy.INTERNAL,
        "definition": Privacy.INTERNAL,
        "loaded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="instrument_pack_once", fields=["name", "version"])]
