from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact, Standing
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Report, standing_is_known
from tuvurane.training.codes import Occasion


class Rating(Report):
    """
    What one rater saw one facilitator do on one occasion, by the behaviours of a rubric.

    ``ticks``: codes of the behaviours seen, by competence. ``levels``: what they come to (1-4), by
    competence; a competence that was not seen is in neither. ``counts``: the rater was certified on
    that day, so it moves the gate. ``harm``: some competence is at level 1.
    """

    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="ratings")
    rater = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    occasion = models.CharField(max_length=16)
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, null=True, related_name="ratings")
    session_number = models.PositiveSmallIntegerField(null=True)
    rubric = models.CharField(max_length=40)
    rubric_version = models.CharField(max_length=20)
    ticks = models.JSONField()
    levels = models.JSONField()
    harm = models.BooleanField()
    counts = models.BooleanField()
    note_sealed = models.BinaryField(null=True)

    PRIVACY: ClassVar = Report.PRIVACY | {
        "facilitator": Privacy.CONFIDENTIAL,
        "rater": Privacy.CONFIDENTIAL,
        "on": Privacy.CONFIDENTIAL,
        "occasion": Privacy.INTERNAL,
        "course": Privacy.INTERNAL,
        "session_number": Privacy.INTERNAL,
        "rubric": Privacy.INTERNAL,
        "rubric_version": Privacy.INTERNAL,
        "ticks": Privacy.STRICTLY_CONFIDENTIAL,
        "levels": Privacy.STRICTLY_CONFIDENTIAL,
        "harm": Privacy.STRICTLY_CONFIDENTIAL,
        "counts": Privacy.INTERNAL,
        "note_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "note_sealed": UnderRing(KeyPurpose.DATA, "facilitator__organisation_id"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="rating_occasion_is_known",
                condition=models.Q(occasion__in=[occasion.value for occasion in Occasion]),
            ),
            models.CheckConstraint(
                name="rating_in_a_group_names_its_session",
                condition=models.Q(occasion=Occasion.IN_GROUP, session_number__range=(1, 15))
                | (~models.Q(occasion=Occasion.IN_GROUP) & models.Q(session_number__isnull=True)),
            ),
            models.CheckConstraint(
                name="rating_of_a_course_names_it",
                condition=models.Q(occasion__in=[Occasion.COURSE_START, Occasion.COURSE_END], course__isnull=False)
                | (
                    ~models.Q(occasion__in=[Occasion.COURSE_START, Occasion.COURSE_END]) & models.Q(course__isnull=True)
                ),
            ),
            models.CheckConstraint(name="rating_is_by_another", condition=~models.Q(rater=models.F("facilitator"))),
            models.UniqueConstraint(
                name="rating_of_a_course_counted_once_a_rater",
                fields=["facilitator", "rater", "course", "occasion"],
                condition=models.Q(standing=Standing.COUNTED, course__isnull=False),
            ),
            *standing_is_known("rating"),
        ]
        indexes: ClassVar = [models.Index(name="rating_by_facilitator", fields=["facilitator", "standing", "on"])]


class GateOverride(models.Model):
    """
    A supervisor's word that somebody may lead although the gate is closed, until the end of a day.

    It stays on the board while it is in force. ``ended_at``: taken back early.
    """

    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="overrides")
    supervisor = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    given_at = models.DateTimeField()
    last_day = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "facilitator": Privacy.CONFIDENTIAL,
        "supervisor": Privacy.CONFIDENTIAL,
        "reason": Privacy.STRICTLY_CONFIDENTIAL,
        "given_at": Privacy.INTERNAL,
        "last_day": Privacy.INTERNAL,
        "ended_at": Privacy.INTERNAL,
        "ended_by": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="gate_override_has_a_reason", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="gate_override_is_for_another", condition=~models.Q(supervisor=models.F("facilitator"))
            ),
        ]
        indexes: ClassVar = [models.Index(name="gate_override_by_day", fields=["last_day"])]


class RolePlay(models.Model):
    """A reference role-play: a recording or script, and the behaviours that experts agreed are in it."""

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    where = models.CharField(max_length=200, blank=True)
    rubric = models.CharField(max_length=40)
    rubric_version = models.CharField(max_length=20)
    ticks = models.JSONField()
    levels = models.JSONField()
    retired_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "title": Privacy.INTERNAL,
        "where": Privacy.INTERNAL,
        "rubric": Privacy.INTERNAL,
        "rubric_version": Privacy.INTERNAL,
        "ticks": Privacy.INTERNAL,
        "levels": Privacy.INTERNAL,
        "retired_on": Privacy.INTERNAL,
        "made_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="role_play_title_once_in_an_organisation", fields=["organisation", "title"])
        ]


class RolePlayScore(Fact):
    """How a rater scored a reference role-play. The latest of each counts for a certificate."""

    id = models.UUIDField(primary_key=True)
    role_play = models.ForeignKey("training.RolePlay", on_delete=models.PROTECT, related_name="scores")
    rater = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    ticks = models.JSONField()
    levels = models.JSONField()
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "role_play": Privacy.INTERNAL,
        "rater": Privacy.CONFIDENTIAL,
        "on": Privacy.INTERNAL,
        "ticks": Privacy.CONFIDENTIAL,
        "levels": Privacy.CONFIDENTIAL,
        "recorded_at": Privacy.INTERNAL,
    }


class Calibration(Fact):
    """
    What a rater's scores came to against the references, and whether it certifies them from day to day.

    ``icc`` with its 95% interval is of totals; ``kappas`` are quadratic-weighted, by competence (null
    where the scores do not vary). ``until`` is the first day no more.
    """

    rater = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="calibrations")
    rubric = models.CharField(max_length=40)
    rubric_version = models.CharField(max_length=20)
    role_plays = models.PositiveSmallIntegerField()
    icc = models.FloatField(null=True)
    icc_low = models.FloatField(null=True)
    icc_high = models.FloatField(null=True)
    kappas = models.JSONField(default=dict)
    certified = models.BooleanField()
    since = models.DateField()
    until = models.DateField()
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "rater": Privacy.CONFIDENTIAL,
        "rubric": Privacy.INTERNAL,
        "rubric_version": Privacy.INTERNAL,
        "role_plays": Privacy.INTERNAL,
        "icc": Privacy.CONFIDENTIAL,
        "icc_low": Privacy.CONFIDENTIAL,
        "icc_high": Privacy.CONFIDENTIAL,
        "kappas": Privacy.CONFIDENTIAL,
        "certified": Privacy.INTERNAL,
        "since": Privacy.INTERNAL,
        "until": Privacy.INTERNAL,
        "recorded_by": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="calibration_ends_after_it_starts", condition=models.Q(until__gt=models.F("since"))
            ),
        ]
        indexes: ClassVar = [models.Index(name="calibration_by_rater", fields=["rater", "since"])]


class RubricPack(Fact):
    """A rubric that a deployment loaded, with the licence and permission under which it may use it."""

    name = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    licence = models.CharField(max_length=120)
    permission_ref = models.CharField(max_length=200, blank=True)
    definition = models.JSONField()
    loaded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "name": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "licence": Privacy.INTERNAL,
        "permission_ref": Privacy.INTERNAL,
        "definition": Privacy.INTERNAL,
        "loaded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="rubric_pack_once", fields=["name", "version"])]
