from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRowKey
from tuvurane.foundation.records import Fact
from tuvurane.stories.codes import Outcome


class CodebookPack(Fact):
    """A codebook that a partner brought, with its licence. Readings lean on it for ever: it is never replaced."""

    name = models.CharField(max_length=30)
    version = models.CharField(max_length=10)
    licence = models.CharField(max_length=120)
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
        constraints: ClassVar = [models.UniqueConstraint(name="codebook_pack_once", fields=["name", "version"])]


class CodingRound(models.Model):
    """
    Stories read for one version of a codebook, some of them by two people.

    ``outcome``, once closed: what the agreement allows. ``again``: the round whose agreement was too low and which this
    one reads again by a better codebook; the former stays as it was. ``seed`` drew who reads what.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    codebook = models.CharField(max_length=30)
    codebook_version = models.CharField(max_length=10)
    again = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="repeated_by")
    seed = models.BigIntegerField()
    opened_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "codebook": Privacy.INTERNAL,
        "codebook_version": Privacy.INTERNAL,
        "again": Privacy.INTERNAL,
        "seed": Privacy.INTERNAL,
        "opened_by": Privacy.CONFIDENTIAL,
        "opened_at": Privacy.INTERNAL,
        "closed_by": Privacy.CONFIDENTIAL,
        "closed_at": Privacy.INTERNAL,
        "outcome": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="coding_round_is_open_or_came_to_something",
                condition=models.Q(closed_at__isnull=True, outcome="")
                | models.Q(closed_at__isnull=False, outcome__in=[outcome.value for outcome in Outcome]),
            ),
        ]


class Assignment(models.Model):
    """A story, in the version read, that one coder reads in a round."""

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey("stories.CodingRound", on_delete=models.PROTECT, related_name="assignments")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="assignments")
    version = models.PositiveSmallIntegerField()
    coder = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    place_in_round = models.PositiveSmallIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "round": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "coder": Privacy.CONFIDENTIAL,
        "place_in_round": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="assignment_once_a_coder", fields=["round", "story", "coder"])
        ]
        indexes: ClassVar = [models.Index(name="assignment_by_coder", fields=["coder", "round"])]


class Reading(Fact):
    """The codes that one coder found in a story; an empty list says that none fits. Never changed afterwards."""

    assignment = models.OneToOneField(
        "stories.Assignment", on_delete=models.PROTECT, primary_key=True, related_name="reading"
    )
    codes = models.JSONField()
    read_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "assignment": Privacy.INTERNAL,
        "codes": Privacy.CONFIDENTIAL,
        "read_at": Privacy.INTERNAL,
    }


class Resolution(Fact):
    """What two coders who read a story differently came to by talking, and why. Both readings stay beside it."""

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey("stories.CodingRound", on_delete=models.PROTECT, related_name="resolutions")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="resolutions")
    codes = models.JSONField()
    reason_sealed = models.BinaryField()
    resolved_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "round": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "codes": Privacy.CONFIDENTIAL,
        "reason_sealed": Privacy.SEALED,
        "resolved_by": Privacy.CONFIDENTIAL,
        "resolved_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"reason_sealed": UnderRowKey("story__key_wrapped")}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="resolution_once_in_a_round", fields=["round", "story"])]
