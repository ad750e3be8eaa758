from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact, Standing
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Report, standing_is_known
from tuvurane.supervision.codes import VisitFormat


class Visit(Report):
    """A visit or a call of a supervisor. ``session_number`` where they sat in a session of ``group``."""

    supervisor = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="visits")
    session_number = models.PositiveSmallIntegerField(null=True)
    format = models.CharField(max_length=12)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    topics = models.JSONField(default=list)
    note_sealed = models.BinaryField(null=True)

    PRIVACY: ClassVar = Report.PRIVACY | {
        "supervisor": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "group": Privacy.INTERNAL,
        "session_number": Privacy.INTERNAL,
        "format": Privacy.INTERNAL,
        "on": Privacy.CONFIDENTIAL,
        "minutes": Privacy.INTERNAL,
        "topics": Privacy.CONFIDENTIAL,
        "note_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"note_sealed": UnderRing(KeyPurpose.DATA)}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="visit_format_is_known", condition=models.Q(format__in=[one.value for one in VisitFormat])
            ),
            models.CheckConstraint(name="visit_minutes_are_plausible", condition=models.Q(minutes__range=(1, 600))),
            models.CheckConstraint(
                name="visit_to_a_session_names_group_and_session",
                condition=models.Q(format=VisitFormat.SESSION, group__isnull=False, session_number__range=(1, 15))
                | (~models.Q(format=VisitFormat.SESSION) & models.Q(session_number__isnull=True)),
            ),
            *standing_is_known("visit"),
        ]
        indexes: ClassVar = [
            models.Index(name="visit_by_group", fields=["group", "on"]),
            models.Index(name="visit_by_supervisor", fields=["supervisor", "on"]),
        ]


class VisitSeen(Fact):
    """A facilitator whom a visit or call was for."""

    visit = models.ForeignKey("supervision.Visit", on_delete=models.PROTECT, related_name="seen", db_index=False)
    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="visits")

    PRIVACY: ClassVar = {"id": Privacy.INTERNAL, "visit": Privacy.INTERNAL, "facilitator": Privacy.INTERNAL}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="visit_seen_once", fields=["visit", "facilitator"])]


class Checklist(Report):
    """
    What of a session was done, as an observer saw it or as a facilitator says it.

    ``elements``: how far each was done, by its code. ``adapted``: why, by the code of each element that
    was done in another way; ``adapted_sealed`` says how, in words, by the same codes.
    """

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="checklists")
    session_number = models.PositiveSmallIntegerField()
    on = models.DateField()
    observer = models.BooleanField()
    version = models.CharField(max_length=12)
    elements = models.JSONField()
    adapted = models.JSONField(default=dict)
    adapted_sealed = models.BinaryField(null=True)

    PRIVACY: ClassVar = Report.PRIVACY | {
        "group": Privacy.INTERNAL,
        "session_number": Privacy.INTERNAL,
        "on": Privacy.CONFIDENTIAL,
        "observer": Privacy.INTERNAL,
        "version": Privacy.INTERNAL,
        "elements": Privacy.CONFIDENTIAL,
        "adapted": Privacy.CONFIDENTIAL,
        "adapted_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "adapted_sealed": UnderRing(KeyPurpose.DATA, "group__organisation_id"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="checklist_session_is_one_of_fifteen", condition=models.Q(session_number__range=(1, 15))
            ),
            models.UniqueConstraint(
                name="checklist_counted_once_a_person",
                fields=["group", "session_number", "recorded_by"],
                condition=models.Q(standing=Standing.COUNTED),
            ),
            *standing_is_known("checklist"),
        ]


class Observation(Fact):
    """In which group a rating in a real session was made."""

    rating = models.OneToOneField("training.Rating", on_delete=models.PROTECT, related_name="observation")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="observations")

    PRIVACY: ClassVar = {"id": Privacy.INTERNAL, "rating": Privacy.CONFIDENTIAL, "group": Privacy.INTERNAL}


class FollowUp(models.Model):
    """
    Something agreed to be done by a day. With ``competence`` it is practice for that competence.

    Done fills the last two columns once; ``done_at`` empty: still due.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey("supervision.Visit", on_delete=models.PROTECT, null=True, related_name="follow_ups")
    facilitator = models.ForeignKey(
        "training.Facilitator", on_delete=models.PROTECT, null=True, related_name="follow_ups"
    )
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, null=True, related_name="+")
    competence = models.CharField(max_length=40, blank=True)
    what_sealed = models.BinaryField()
    owner = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    made_at = models.DateTimeField()
    done_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "visit": Privacy.INTERNAL,
        "facilitator": Privacy.CONFIDENTIAL,
        "group": Privacy.INTERNAL,
        "competence": Privacy.CONFIDENTIAL,
        "what_sealed": Privacy.SEALED,
        "owner": Privacy.INTERNAL,
        "due_on": Privacy.INTERNAL,
        "made_at": Privacy.INTERNAL,
        "done_on": Privacy.INTERNAL,
        "done_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {"what_sealed": UnderRing(KeyPurpose.DATA)}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="follow_up_done_on_a_day",
                condition=models.Q(done_on__isnull=True, done_at__isnull=True)
                | models.Q(done_on__isnull=False, done_at__isnull=False),
            ),
            models.CheckConstraint(
                name="follow_up_is_about_somebody",
                condition=models.Q(facilitator__isnull=False) | models.Q(group__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(name="follow_up_by_owner", fields=["owner", "due_on"])]
