from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.people.codes import KeyPurpose
from tuvurane.stories.codes import Domain, TellerRole

LANGUAGES = ("rn", "fr", "sw", "en")


class Story(models.Model):
    """
    What somebody told about a change, and belongs to them.

    ``place`` says who in the office reaches it; ``area``, a commune or larger, is all that is ever shown of where it
    was told. ``teller``: None where no participant tells, or where we do not know which. Its texts are sealed under a
    key of this story alone (``key_wrapped``, sealed by the organisation's key for stories): without it nothing of the
    story can be read. Once erased, a story is a row that says that there was one.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    teller = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, null=True, related_name="stories")
    teller_role = models.CharField(max_length=14, blank=True)
    domain = models.CharField(max_length=20, blank=True)
    domains_version = models.CharField(max_length=10)
    prompt = models.CharField(max_length=20, blank=True)
    prompts_version = models.CharField(max_length=10)
    negative_asked = models.BooleanField()
    language = models.CharField(max_length=2, blank=True)
    collected_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    collected_on = models.DateField()
    key_wrapped = models.BinaryField()
    recorded_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.CONFIDENTIAL,
        "area": Privacy.CONFIDENTIAL,
        "group": Privacy.STRICTLY_CONFIDENTIAL,
        "teller": Privacy.STRICTLY_CONFIDENTIAL,
        "teller_role": Privacy.CONFIDENTIAL,
        "domain": Privacy.CONFIDENTIAL,
        "domains_version": Privacy.INTERNAL,
        "prompt": Privacy.INTERNAL,
        "prompts_version": Privacy.INTERNAL,
        "negative_asked": Privacy.INTERNAL,
        "language": Privacy.CONFIDENTIAL,
        "collected_by": Privacy.CONFIDENTIAL,
        "collected_on": Privacy.CONFIDENTIAL,
        "key_wrapped": Privacy.SEALED,
        "recorded_at": Privacy.INTERNAL,
        "erased_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"key_wrapped": UnderRing(KeyPurpose.STORIES)}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="story_domain_is_known",
                condition=models.Q(domain__in=[domain.value for domain in Domain])
                | models.Q(domain="", erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="story_teller_role_is_known",
                condition=models.Q(teller_role__in=[role.value for role in TellerRole])
                | models.Q(teller_role="", erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="story_language_is_known",
                condition=models.Q(language__in=LANGUAGES) | models.Q(language="", erased_at__isnull=False),
            ),
            models.CheckConstraint(
                name="story_is_whole_or_erased",
                condition=models.Q(erased_at__isnull=True, place__isnull=False, area__isnull=False)
                | models.Q(
                    erased_at__isnull=False,
                    place__isnull=True,
                    area__isnull=True,
                    group__isnull=True,
                    teller__isnull=True,
                    collected_by__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="story_asked_for_a_change_for_the_worse", condition=models.Q(negative_asked=True)
            ),
            models.CheckConstraint(
                name="story_teller_is_a_participant",
                condition=models.Q(teller__isnull=True) | models.Q(teller_role=TellerRole.PARTICIPANT),
            ),
        ]
        indexes: ClassVar = [models.Index(name="story_by_place", fields=["organisation", "erased_at", "seq"])]
