from typing import ClassVar

from django.db import models

from tuvurane.care.codes import CHOSEN, AdverseDeed, AdverseKind, Relatedness, StruckWhy
from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing, UnderRowKey
from tuvurane.foundation.records import Fact
from tuvurane.people.codes import KeyPurpose

SEATS = (1, 2, 3)
"""Of judgements: the first, the second, and the one from outside, which decides."""


class AdverseEvent(Fact):
    """
    Something bad that happened to somebody while the programme ran, whether because of it or not.

    ``area``: a commune or larger, never a hill; ``group`` where it is of one. ``sentence_sealed``: what happened, in one
    short line, under the event's own key, ``key_wrapped``. It leads to no participant. How serious, and of what sort,
    says whoever records it; whether it came from the group, the judgements. It is never changed: what was written in
    error is struck, and stays.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=32)
    serious = models.BooleanField()
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    key_wrapped = models.BinaryField()
    sentence_sealed = models.BinaryField()

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "organisation": Privacy.STRICTLY_CONFIDENTIAL,
        "area": Privacy.STRICTLY_CONFIDENTIAL,
        "group": Privacy.STRICTLY_CONFIDENTIAL,
        "kind": Privacy.STRICTLY_CONFIDENTIAL,
        "serious": Privacy.STRICTLY_CONFIDENTIAL,
        "happened_on": Privacy.STRICTLY_CONFIDENTIAL,
        "recorded_at": Privacy.STRICTLY_CONFIDENTIAL,
        "recorded_by": Privacy.STRICTLY_CONFIDENTIAL,
        "key_wrapped": Privacy.SEALED,
        "sentence_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "key_wrapped": UnderRing(KeyPurpose.CARE),
        "sentence_sealed": UnderRowKey("key_wrapped"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="adverse_kind_is_known", condition=models.Q(kind__in=[kind.value for kind in AdverseKind])
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="adverse_by_house", fields=["organisation", "happened_on"]),
            models.Index(name="adverse_by_group", fields=["group", "happened_on"]),
        ]


class Judgement(Fact):
    """Whether an event came from the group, as one person judges it. ``seat``: one of ``SEATS``."""

    event = models.ForeignKey("care.AdverseEvent", on_delete=models.PROTECT, related_name="judgements")
    seat = models.PositiveSmallIntegerField()
    relatedness = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "event": Privacy.STRICTLY_CONFIDENTIAL,
        "seat": Privacy.STRICTLY_CONFIDENTIAL,
        "relatedness": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="judgement_is_known",
                condition=models.Q(relatedness__in=[one.value for one in Relatedness], seat__in=SEATS),
            ),
            models.UniqueConstraint(name="judgement_once_a_person", fields=["event", "by"]),
            models.UniqueConstraint(name="judgement_once_a_seat", fields=["event", "seat"]),
        ]


class Striking(Fact):
    """That an event was recorded in error: it counts nowhere, and stays."""

    event = models.OneToOneField("care.AdverseEvent", on_delete=models.PROTECT, related_name="striking")
    why = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "event": Privacy.STRICTLY_CONFIDENTIAL,
        "why": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="striking_is_known", condition=models.Q(why__in=[one.value for one in StruckWhy])
            ),
        ]


class Stop(models.Model):
    """
    A rule that tripped: a group is paused, or without ``group`` the start of new ones, until the reviewer lifts it.

    ``rule`` is its name in ``stop_rules.json``. ``word_sealed``: what the reviewer wrote when it was lifted.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=40)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    word_sealed = models.BinaryField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "organisation": Privacy.STRICTLY_CONFIDENTIAL,
        "group": Privacy.STRICTLY_CONFIDENTIAL,
        "rule": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "lifted_at": Privacy.STRICTLY_CONFIDENTIAL,
        "lifted_by": Privacy.STRICTLY_CONFIDENTIAL,
        "word_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"word_sealed": UnderRing(KeyPurpose.CARE)}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="stop_is_lifted_by_someone_with_a_word",
                condition=models.Q(lifted_at__isnull=True, lifted_by__isnull=True, word_sealed__isnull=True)
                | models.Q(lifted_at__gte=models.F("at"), lifted_by__isnull=False, word_sealed__isnull=False),
            ),
            models.UniqueConstraint(
                name="stop_of_a_group_once_a_rule",
                fields=["group", "rule"],
                condition=models.Q(lifted_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="stop_of_starting_once_a_rule",
                fields=["organisation", "rule"],
                condition=models.Q(lifted_at__isnull=True, group__isnull=True),
            ),
        ]


class StopEvent(Fact):
    """An event from which a stop came, or that joined it while it was open: a lifted one does not trip from it again."""

    stop = models.ForeignKey("care.Stop", on_delete=models.PROTECT, related_name="events")
    event = models.ForeignKey("care.AdverseEvent", on_delete=models.PROTECT, related_name="stops")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "stop": Privacy.STRICTLY_CONFIDENTIAL,
        "event": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="stop_counts_once", fields=["stop", "event"])]


class AdverseEntry(Fact):
    """One line of the log of an event, or of a stop: a look is one too, with its reason."""

    event = models.ForeignKey("care.AdverseEvent", on_delete=models.PROTECT, null=True, related_name="entries")
    stop = models.ForeignKey("care.Stop", on_delete=models.PROTECT, null=True, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=8)
    why = models.CharField(max_length=12, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "event": Privacy.STRICTLY_CONFIDENTIAL,
        "stop": Privacy.STRICTLY_CONFIDENTIAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
        "what": Privacy.STRICTLY_CONFIDENTIAL,
        "why": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="adverse_entry_is_known", condition=models.Q(what__in=[deed.value for deed in AdverseDeed])
            ),
            models.CheckConstraint(
                name="adverse_entry_says_why_somebody_looks",
                condition=models.Q(what=AdverseDeed.LOOK.value, why__in=[why.value for why in CHOSEN])
                | ~models.Q(what=AdverseDeed.LOOK.value) & models.Q(why=""),
            ),
            models.CheckConstraint(
                name="adverse_entry_is_about_one",
                condition=models.Q(event__isnull=True, stop__isnull=False)
                | models.Q(event__isnull=False, stop__isnull=True),
            ),
        ]
