from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact, Standing
from tuvurane.groups.codes import (
    MINUTES,
    SESSIONS,
    Mark,
    MissedReason,
    NoticedBy,
    Phase,
    PlaceKind,
    Shift,
    Voice,
)
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Report, standing_is_known


class Session(Report):
    """
    One session as its facilitators reported it. The phase is their judgement.

    ``present`` and ``marked`` count the report's own marks. Reports are never edited, so the counts
    cannot drift; the board reads hundreds of sessions at once by them. ``voice_by_two``: whether two members
    counted the stones; None where the report does not say.
    """

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    place_kind = models.CharField(max_length=16)
    phase = models.CharField(max_length=16)
    challenges = models.JSONField(default=list)
    present = models.PositiveSmallIntegerField()
    marked = models.PositiveSmallIntegerField()
    voice_by_two = models.BooleanField(null=True)
    note_sealed = models.BinaryField(null=True)

    PRIVACY: ClassVar = Report.PRIVACY | {
        "group": Privacy.INTERNAL,
        "number": Privacy.INTERNAL,
        "held_on": Privacy.CONFIDENTIAL,
        "minutes": Privacy.INTERNAL,
        "place_kind": Privacy.CONFIDENTIAL,
        "phase": Privacy.INTERNAL,
        "challenges": Privacy.CONFIDENTIAL,
        "present": Privacy.INTERNAL,
        "marked": Privacy.INTERNAL,
        "voice_by_two": Privacy.INTERNAL,
        "note_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "note_sealed": UnderRing(KeyPurpose.DATA, "group__organisation_id"),
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="session_number_counted_once",
                fields=["group", "number"],
                condition=models.Q(standing=Standing.COUNTED),
            ),
            models.CheckConstraint(
                name="session_number_is_one_of_fifteen", condition=models.Q(number__range=(1, SESSIONS))
            ),
            models.CheckConstraint(
                name="session_minutes_are_plausible",
                condition=models.Q(minutes__range=(MINUTES.start, MINUTES.stop - 1)),
            ),
            models.CheckConstraint(
                name="session_phase_is_known", condition=models.Q(phase__in=[phase.value for phase in Phase])
            ),
            models.CheckConstraint(
                name="session_place_kind_is_known",
                condition=models.Q(place_kind__in=[kind.value for kind in PlaceKind]),
            ),
            models.CheckConstraint(
                name="session_present_are_marked", condition=models.Q(present__lte=models.F("marked"))
            ),
            *standing_is_known("session"),
        ]
        indexes: ClassVar = [
            models.Index(name="session_by_group", fields=["group", "standing", "number"]),
            # Which groups began or ended in some weeks: asked of the whole programme by the schedule of waves.
            models.Index(name="session_by_day", fields=["number", "held_on"]),
        ]


class SessionFacilitator(Fact):
    """A facilitator who was there."""

    session = models.ForeignKey(
        "groups.Session", on_delete=models.PROTECT, related_name="facilitators", db_index=False
    )  # the unique constraint begins with it
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")

    PRIVACY: ClassVar = {"id": Privacy.INTERNAL, "session": Privacy.INTERNAL, "account": Privacy.INTERNAL}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="session_facilitator_once", fields=["session", "account"])
        ]


class Attendance(Fact):
    """Whether one participant came to one session."""

    session = models.ForeignKey(
        "groups.Session", on_delete=models.PROTECT, related_name="attendance", db_index=False
    )  # the unique constraint begins with it
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(max_length=8)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "session": Privacy.CONFIDENTIAL,
        "participant": Privacy.CONFIDENTIAL,
        "mark": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="attendance_one_mark_each", fields=["session", "participant"]),
            models.CheckConstraint(
                name="attendance_mark_is_known", condition=models.Q(mark__in=[mark.value for mark in Mark])
            ),
        ]


class VoiceTally(Fact):
    """The three totals of one question of the vote. Never a ballot, never an order."""

    session = models.ForeignKey(
        "groups.Session", on_delete=models.PROTECT, related_name="voice", db_index=False
    )  # the unique constraint begins with it
    question = models.CharField(max_length=10)
    good = models.PositiveSmallIntegerField()
    middle = models.PositiveSmallIntegerField()
    not_good = models.PositiveSmallIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "session": Privacy.INTERNAL,
        "question": Privacy.INTERNAL,
        "good": Privacy.CONFIDENTIAL,
        "middle": Privacy.CONFIDENTIAL,
        "not_good": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="voice_one_tally_a_question", fields=["session", "question"]),
            models.CheckConstraint(
                name="voice_question_is_known",
                condition=models.Q(question__in=[question.value for question in Voice]),
            ),
            models.CheckConstraint(
                name="voice_totals_are_a_circle_at_most",
                condition=models.Q(good__lte=40, middle__lte=40, not_good__lte=40),
            ),
        ]


class SmallShift(Fact):
    """A small shift told in a session: its domain, who noticed it, one line without names, sealed."""

    session = models.ForeignKey("groups.Session", on_delete=models.PROTECT, related_name="shifts")
    domain = models.CharField(max_length=20)
    noticed_by = models.CharField(max_length=20, default=NoticedBy.FACILITATOR)
    line_sealed = models.BinaryField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "session": Privacy.CONFIDENTIAL,
        "domain": Privacy.CONFIDENTIAL,
        "noticed_by": Privacy.CONFIDENTIAL,
        "line_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "line_sealed": UnderRing(KeyPurpose.DATA, "session__group__organisation_id", ("session_id",)),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="small_shift_domain_is_known", condition=models.Q(domain__in=[shift.value for shift in Shift])
            ),
            models.CheckConstraint(
                name="small_shift_noticed_by_is_known",
                condition=models.Q(noticed_by__in=[who.value for who in NoticedBy]),
            ),
        ]


class MissedSession(Report):
    """A session that did not take place, and why. Its own record: no session is made of it."""

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="missed")
    on = models.DateField()
    reason = models.CharField(max_length=20)

    PRIVACY: ClassVar = Report.PRIVACY | {
        "group": Privacy.INTERNAL,
        "on": Privacy.CONFIDENTIAL,
        "reason": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="missed_session_counted_once_a_day",
                fields=["group", "on"],
                condition=models.Q(standing=Standing.COUNTED),
            ),
            models.CheckConstraint(
                name="missed_session_reason_is_known",
                condition=models.Q(reason__in=[reason.value for reason in MissedReason]),
            ),
            *standing_is_known("missed_session"),
        ]
