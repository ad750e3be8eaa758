from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact
from tuvurane.training.codes import Away, Gate, Route, Rung, Sex, WhyAway


class Facilitator(models.Model):
    """
    Somebody on the ladder: a candidate, or one who leads, supervises or trains.

    The person is their account. ``rung``, ``rung_since`` and ``gate`` are the outcome of the steps and
    the ratings, kept for long lists; the gate itself is asked from the ratings. ``generation`` is that
    of the first basic course (1: taught by those who brought the method); None where nobody knows.
    """

    account = models.OneToOneField(
        "people.Account", on_delete=models.PROTECT, primary_key=True, related_name="facilitator"
    )
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=1, blank=True)
    languages = models.JSONField(default=list)
    weekdays = models.JSONField(default=list)
    most_groups = models.PositiveSmallIntegerField()
    route = models.CharField(max_length=20)
    rung = models.CharField(max_length=20)
    rung_since = models.DateField()
    generation = models.PositiveSmallIntegerField(null=True)
    gate = models.CharField(max_length=8, default=Gate.CLEAR)
    entered_on = models.DateField()
    made_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "account": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "sex": Privacy.CONFIDENTIAL,
        "languages": Privacy.INTERNAL,
        "weekdays": Privacy.INTERNAL,
        "most_groups": Privacy.INTERNAL,
        "route": Privacy.CONFIDENTIAL,
        "rung": Privacy.INTERNAL,
        "rung_since": Privacy.INTERNAL,
        "generation": Privacy.INTERNAL,
        "gate": Privacy.CONFIDENTIAL,
        "entered_on": Privacy.INTERNAL,
        "made_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="facilitator_rung_is_known", condition=models.Q(rung__in=[rung.value for rung in Rung])
            ),
            models.CheckConstraint(
                name="facilitator_route_is_known", condition=models.Q(route__in=[route.value for route in Route])
            ),
            models.CheckConstraint(
                name="facilitator_sex_is_known_or_not_said",
                condition=models.Q(sex__in=["", *(sex.value for sex in Sex)]),
            ),
            models.CheckConstraint(
                name="facilitator_gate_is_known", condition=models.Q(gate__in=[gate.value for gate in Gate])
            ),
            models.CheckConstraint(name="facilitator_leads_some_groups", condition=models.Q(most_groups__range=(0, 9))),
        ]
        indexes: ClassVar = [
            models.Index(name="facilitator_by_rung", fields=["organisation", "rung"]),
            models.Index(name="facilitator_by_gate", fields=["organisation", "gate"]),
        ]


class LadderStep(Fact):
    """One step on the ladder, up or down, from a day on. The latest day stands; of one day, the latest recorded."""

    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="steps")
    rung = models.CharField(max_length=20)
    on = models.DateField()
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "facilitator": Privacy.INTERNAL,
        "rung": Privacy.INTERNAL,
        "on": Privacy.INTERNAL,
        "course": Privacy.INTERNAL,
        "reason": Privacy.CONFIDENTIAL,
        "recorded_by": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ladder_step_rung_is_known", condition=models.Q(rung__in=[rung.value for rung in Rung])
            ),
        ]
        indexes: ClassVar = [models.Index(name="ladder_step_by_day", fields=["facilitator", "on"])]


class Absence(models.Model):
    """
    A pause, a round of rest, or leaving, from a day until a day (the first one back; None: not known yet).

    Coming back fills ``until``; one absence is open at a time.
    """

    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=8)
    why = models.CharField(max_length=16)
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "facilitator": Privacy.CONFIDENTIAL,
        "kind": Privacy.CONFIDENTIAL,
        "why": Privacy.STRICTLY_CONFIDENTIAL,
        "since": Privacy.CONFIDENTIAL,
        "until": Privacy.CONFIDENTIAL,
        "recorded_by": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="absence_kind_is_known", condition=models.Q(kind__in=[kind.value for kind in Away])
            ),
            models.CheckConstraint(
                name="absence_reason_is_known", condition=models.Q(why__in=[why.value for why in WhyAway])
            ),
            models.CheckConstraint(
                name="absence_ends_after_it_starts",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="absence_one_open_at_a_time",
                fields=["facilitator"],
                condition=models.Q(until__isnull=True),
            ),
        ]
