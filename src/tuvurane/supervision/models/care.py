from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.foundation.records import Fact
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Report, standing_is_known
from tuvurane.supervision.codes import HelpTopic, Wellbeing


class Charge(models.Model):
    """Whom a supervisor looks after, from a day until a day. One supervisor at a time."""

    supervisor = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="charges")
    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="supervised_by")
    since = models.DateField()
    until = models.DateField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "supervisor": Privacy.INTERNAL,
        "facilitator": Privacy.INTERNAL,
        "since": Privacy.INTERNAL,
        "until": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="charge_ends_after_it_starts",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(name="charge_is_another", condition=~models.Q(supervisor=models.F("facilitator"))),
            models.UniqueConstraint(
                name="charge_of_one_at_a_time", fields=["facilitator"], condition=models.Q(until__isnull=True)
            ),
        ]


class WellbeingNote(Fact):
    """
    How a facilitator is this month, as they told their supervisor: for that supervisor alone.

    ``month`` is its first day. The latest of a month stands.
    """

    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    how = models.CharField(max_length=12)
    note_sealed = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "facilitator": Privacy.STRICTLY_CONFIDENTIAL,
        "supervisor": Privacy.INTERNAL,
        "month": Privacy.INTERNAL,
        "how": Privacy.STRICTLY_CONFIDENTIAL,
        "note_sealed": Privacy.SEALED,
        "recorded_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "note_sealed": UnderRing(
            KeyPurpose.DATA, "facilitator__organisation_id", ("facilitator_id", "supervisor_id", "month")
        ),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="wellbeing_is_known", condition=models.Q(how__in=[how.value for how in Wellbeing])
            ),
        ]
        indexes: ClassVar = [models.Index(name="wellbeing_by_supervisor", fields=["supervisor", "month"])]


class Help(Report):
    """A facilitator asks for help. ``line_sealed``: in their own words, under the organisation's key."""

    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="helps")
    topic = models.CharField(max_length=12)
    on = models.DateField()
    line_sealed = models.BinaryField(null=True)

    PRIVACY: ClassVar = Report.PRIVACY | {
        "facilitator": Privacy.CONFIDENTIAL,
        "topic": Privacy.CONFIDENTIAL,
        "on": Privacy.CONFIDENTIAL,
        "line_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "line_sealed": UnderRing(KeyPurpose.DATA, "facilitator__organisation_id"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="help_topic_is_known", condition=models.Q(topic__in=[topic.value for topic in HelpTopic])
            ),
            *standing_is_known("help"),
        ]


class HelpAnswer(Fact):
    """Who answered a call for help, and when."""

    help = models.OneToOneField("supervision.Help", on_delete=models.PROTECT, related_name="answer")
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    note_sealed = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "help": Privacy.CONFIDENTIAL,
        "by": Privacy.INTERNAL,
        "on": Privacy.CONFIDENTIAL,
        "note_sealed": Privacy.SEALED,
        "recorded_at": Privacy.INTERNAL,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "note_sealed": UnderRing(KeyPurpose.DATA, "help__facilitator__organisation_id", ("help_id",)),
    }
