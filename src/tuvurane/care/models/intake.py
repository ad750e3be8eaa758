from typing import ClassVar

from django.db import models

from tuvurane.care.codes import CHOSEN, IntakeDeed, IntakeEnd, IntakeKind
from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing, UnderRowKey
from tuvurane.foundation.records import Fact
from tuvurane.people.codes import KeyPurpose


class Intake(models.Model):
    """
    Somebody told of harm: to a child, sexual, because of somebody's sex, or by staff. The minimum is kept.

    ``place``: a commune or larger, never a hill. ``sentence_sealed``: one short line; ``reach_sealed``: one safe way to
    reach whoever told it. Both under the intake's own key, ``key_wrapped``. Whoever is ``named`` never learns of it.
    It goes from received to taken by the focal point, handed to a qualified service, closed.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24)
    danger_now = models.BooleanField()
    told_on = models.DateField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    key_wrapped = models.BinaryField(null=True)
    sentence_sealed = models.BinaryField(null=True)
    reach_sealed = models.BinaryField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    handed_to = models.ForeignKey("care.Service", on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=16, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "organisation": Privacy.STRICTLY_CONFIDENTIAL,
        "place": Privacy.STRICTLY_CONFIDENTIAL,
        "kind": Privacy.STRICTLY_CONFIDENTIAL,
        "danger_now": Privacy.STRICTLY_CONFIDENTIAL,
        "told_on": Privacy.STRICTLY_CONFIDENTIAL,
        "received_at": Privacy.STRICTLY_CONFIDENTIAL,
        "received_by": Privacy.STRICTLY_CONFIDENTIAL,
        "key_wrapped": Privacy.SEALED,
        "sentence_sealed": Privacy.SEALED,
        "reach_sealed": Privacy.SEALED,
        "taken_at": Privacy.STRICTLY_CONFIDENTIAL,
        "taken_by": Privacy.STRICTLY_CONFIDENTIAL,
        "handed_at": Privacy.STRICTLY_CONFIDENTIAL,
        "handed_to": Privacy.STRICTLY_CONFIDENTIAL,
        "closed_at": Privacy.STRICTLY_CONFIDENTIAL,
        "closed_why": Privacy.STRICTLY_CONFIDENTIAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "key_wrapped": UnderRing(KeyPurpose.CARE),
        "sentence_sealed": UnderRowKey("key_wrapped"),
        "reach_sealed": UnderRowKey("key_wrapped"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="intake_kind_is_known", condition=models.Q(kind__in=[kind.value for kind in IntakeKind])
            ),
            models.CheckConstraint(
                name="intake_is_taken_by_someone",
                condition=models.Q(taken_at__isnull=True, taken_by__isnull=True)
                | models.Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_is_taken_before_it_is_handed",
                condition=models.Q(handed_at__isnull=True, handed_to__isnull=True)
                | models.Q(handed_at__isnull=False, taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_is_closed_for_a_reason",
                condition=models.Q(closed_at__isnull=True, closed_why="")
                | models.Q(
                    closed_at__isnull=False,
                    taken_at__isnull=False,
                    closed_why__in=[end.value for end in IntakeEnd],
                ),
            ),
        ]
        indexes: ClassVar = [models.Index(name="intake_by_house", fields=["organisation", "closed_at", "received_at"])]


class IntakeNamed(Fact):
    """Somebody with an account who is named in an intake: from then on it does not exist for them."""

    intake = models.ForeignKey("care.Intake", on_delete=models.PROTECT, related_name="named")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "intake": Privacy.STRICTLY_CONFIDENTIAL,
        "account": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="intake_names_once", fields=["intake", "account"])]


class IntakeEntry(Fact):
    """One line of an intake's own log: a look is one too, with its reason. Whoever is named there finds no line of it either."""

    intake = models.ForeignKey("care.Intake", on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=8)
    why = models.CharField(max_length=12, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "intake": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
        "what": Privacy.STRICTLY_CONFIDENTIAL,
        "why": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="intake_entry_is_known", condition=models.Q(what__in=[deed.value for deed in IntakeDeed])
            ),
            models.CheckConstraint(
                name="intake_entry_says_why_somebody_looks",
                condition=models.Q(what=IntakeDeed.LOOK.value, why__in=[why.value for why in CHOSEN])
                | ~models.Q(what=IntakeDeed.LOOK.value) & models.Q(why=""),
            ),
        ]
