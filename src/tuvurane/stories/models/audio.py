from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRowKey


class Audio(models.Model):
    """
    What a recording holds of a voice, and nothing that came with the file, sealed under the story's key.

    It is destroyed when its time is over, when the teller takes back what let it be kept, and with the story.
    """

    id = models.UUIDField(primary_key=True)
    story = models.OneToOneField("stories.Story", on_delete=models.PROTECT, related_name="audio")
    kind = models.CharField(max_length=10)
    seconds = models.PositiveIntegerField()
    sound_sealed = models.BinaryField()
    kept_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField()
    until = models.DateField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "seconds": Privacy.INTERNAL,
        "sound_sealed": Privacy.SEALED,
        "kept_by": Privacy.CONFIDENTIAL,
        "kept_at": Privacy.INTERNAL,
        "until": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"sound_sealed": UnderRowKey("story__key_wrapped")}
