from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRowKey
from tuvurane.foundation.records import Fact
from tuvurane.stories.codes import ASKED_FREELY, Asked, Confirmed, Level, Method, Spread, ToldHow


class Panel(models.Model):
    """
    People who come together to choose, among stories, those that say most, and to say why.

    ``group``: of a panel of one circle. Open until the choice is made; afterwards only telling back is written.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=10)
    method = models.CharField(max_length=10)
    met_on = models.DateField()
    opened_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "group": Privacy.INTERNAL,
        "level": Privacy.INTERNAL,
        "method": Privacy.INTERNAL,
        "met_on": Privacy.INTERNAL,
        "opened_by": Privacy.CONFIDENTIAL,
        "opened_at": Privacy.INTERNAL,
        "closed_by": Privacy.CONFIDENTIAL,
        "closed_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="panel_level_is_known", condition=models.Q(level__in=[level.value for level in Level])
            ),
            models.CheckConstraint(
                name="panel_method_is_known", condition=models.Q(method__in=[method.value for method in Method])
            ),
            models.CheckConstraint(
                name="panel_of_a_circle_names_it",
                condition=models.Q(level=Level.GROUP, group__isnull=False)
                | (~models.Q(level=Level.GROUP) & models.Q(group__isnull=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(name="panel_by_house", fields=["organisation", "met_on"])]


class PanelMember(models.Model):
    """
    Somebody who sat in a panel: a participant, known by code, or an account.

    Of a participant who was erased the seat remains, and nothing of them.
    """

    panel = models.ForeignKey("stories.Panel", on_delete=models.PROTECT, related_name="members")
    is_participant = models.BooleanField()
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "panel": Privacy.INTERNAL,
        "is_participant": Privacy.INTERNAL,
        "participant": Privacy.CONFIDENTIAL,
        "account": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="panel_member_participant_once", fields=["panel", "participant"]),
            models.UniqueConstraint(name="panel_member_account_once", fields=["panel", "account"]),
            models.CheckConstraint(
                name="panel_member_is_one_person",
                condition=models.Q(is_participant=True, account__isnull=True)
                | models.Q(is_participant=False, account__isnull=False, participant__isnull=True),
            ),
        ]


class PanelStory(models.Model):
    """
    A story before a panel, in the version that was read there: chosen or not, with the reason, and what was said against.

    ``told_*``: on which day and how the teller heard what became of it. The words are sealed under the story's key.
    """

    id = models.UUIDField(primary_key=True)
    panel = models.ForeignKey("stories.Panel", on_delete=models.PROTECT, related_name="stories")
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="before_panels")
    version = models.PositiveSmallIntegerField()
    chosen = models.BooleanField(null=True)
    points = models.PositiveSmallIntegerField(null=True)
    reason_sealed = models.BinaryField(null=True)
    against_sealed = models.BinaryField(null=True)
    told_on = models.DateField(null=True)
    told_how = models.CharField(max_length=14, blank=True)
    told_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "panel": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "chosen": Privacy.CONFIDENTIAL,
        "points": Privacy.CONFIDENTIAL,
        "reason_sealed": Privacy.SEALED,
        "against_sealed": Privacy.SEALED,
        "told_on": Privacy.CONFIDENTIAL,
        "told_how": Privacy.CONFIDENTIAL,
        "told_by": Privacy.CONFIDENTIAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "reason_sealed": UnderRowKey("story__key_wrapped"),
        "against_sealed": UnderRowKey("story__key_wrapped"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="panel_story_once_before_a_panel", fields=["panel", "story"]),
            models.CheckConstraint(
                name="panel_story_choice_has_a_reason",
                condition=models.Q(chosen__isnull=True, reason_sealed__isnull=True)
                | models.Q(chosen__isnull=False, reason_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="panel_story_is_told_back_somehow",
                condition=models.Q(told_on__isnull=True, told_how="")
                | models.Q(told_on__isnull=False, told_how__in=[how.value for how in ToldHow], chosen__isnull=False),
            ),
        ]


class Verification(Fact):
    """
    What was found when somebody made sure of a story: whether it is so, and whether it stands for others.

    Whoever is asked learns of the story: all but the tellers and our records only with the teller's yes.
    """

    id = models.UUIDField(primary_key=True)
    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="verifications")
    asked = models.CharField(max_length=10)
    teller_agreed = models.BooleanField()
    confirmed = models.CharField(max_length=10)
    spread = models.CharField(max_length=10)
    on = models.DateField()
    words_sealed = models.BinaryField(null=True)
    verified_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "story": Privacy.INTERNAL,
        "asked": Privacy.CONFIDENTIAL,
        "teller_agreed": Privacy.CONFIDENTIAL,
        "confirmed": Privacy.CONFIDENTIAL,
        "spread": Privacy.CONFIDENTIAL,
        "on": Privacy.CONFIDENTIAL,
        "words_sealed": Privacy.SEALED,
        "verified_by": Privacy.CONFIDENTIAL,
        "recorded_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"words_sealed": UnderRowKey("story__key_wrapped")}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="verification_codes_are_known",
                condition=models.Q(
                    asked__in=[asked.value for asked in Asked],
                    confirmed__in=[found.value for found in Confirmed],
                    spread__in=[spread.value for spread in Spread],
                ),
            ),
            models.CheckConstraint(
                name="verification_asks_others_with_the_tellers_yes",
                condition=models.Q(teller_agreed=True)
                | models.Q(asked__in=sorted(asked.value for asked in ASKED_FREELY)),
            ),
        ]
