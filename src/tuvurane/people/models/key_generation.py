from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderMaster
from tuvurane.people.codes import KeyPurpose


class KeyGeneration(models.Model):
    """
    One generation of an organisation's key for one purpose, wrapped by the master key.

    The one with the highest ``number`` seals; older ones open what is not sealed anew yet. A retired
    one is destroyed: the wrapped bytes are gone, the row stays and says when.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="generations")
    purpose = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    key_wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "purpose": Privacy.INTERNAL,
        "number": Privacy.INTERNAL,
        "key_wrapped": Privacy.SEALED,
        "made_at": Privacy.INTERNAL,
        "retired_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"key_wrapped": UnderMaster()}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="key_generation_once_a_number", fields=["organisation", "purpose", "number"]),
            models.CheckConstraint(
                name="key_generation_purpose_is_known",
                condition=models.Q(purpose__in=[purpose.value for purpose in KeyPurpose]),
            ),
            models.CheckConstraint(name="key_generation_starts_at_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(
                name="key_generation_is_gone_exactly_when_retired",
                condition=models.Q(key_wrapped__isnull=True, retired_at__isnull=False)
                | models.Q(key_wrapped__isnull=False, retired_at__isnull=True),
            ),
        ]
