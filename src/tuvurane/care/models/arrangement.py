from typing import ClassVar

from django.db import models

from tuvurane.care.codes import ServiceKind
from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact


class OnCall(models.Model):
    """
    Who answers for an area, from a day until a day.

    ``capacity``: how many people a week they can receive. ``reach``: how they are called.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    capacity = models.PositiveSmallIntegerField()
    reach = models.CharField(max_length=120, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "since": Privacy.INTERNAL,
        "until": Privacy.INTERNAL,
        "capacity": Privacy.INTERNAL,
        "reach": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="on_call_ends_after_it_starts",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(name="on_call_receives_someone", condition=models.Q(capacity__gte=1)),
            models.UniqueConstraint(
                name="on_call_once_at_a_time", fields=["account", "place"], condition=models.Q(until__isnull=True)
            ),
        ]


class Service(models.Model):
    """
    Where somebody can be sent, as one organisation knows it. ``place``: the area that it serves.

    It counts for a while after ``verified_on``, the day on which somebody last made sure that it is there. ``opening``:
    hours by day of the week (``rules/opening.py``); ``hours`` what else there is to say of them. ``helps``: codes of
    ``Help``; ``receives``: codes of ``Receives``, none for everybody. ``capacity``: people a week whom it can receive
    from us, None where nobody asked yet.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    reach = models.CharField(max_length=200)
    languages = models.JSONField(default=list)
    cost = models.CharField(max_length=120, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    opening = models.JSONField(default=dict)
    helps = models.JSONField(default=list)
    receives = models.JSONField(default=list)
    capacity = models.PositiveSmallIntegerField(null=True)
    verified_on = models.DateField()
    verified_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "name": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "reach": Privacy.INTERNAL,
        "languages": Privacy.INTERNAL,
        "cost": Privacy.INTERNAL,
        "hours": Privacy.INTERNAL,
        "opening": Privacy.INTERNAL,
        "helps": Privacy.INTERNAL,
        "receives": Privacy.INTERNAL,
        "capacity": Privacy.INTERNAL,
        "verified_on": Privacy.INTERNAL,
        "verified_by": Privacy.INTERNAL,
        "ended_on": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="service_kind_is_known", condition=models.Q(kind__in=[kind.value for kind in ServiceKind])
            ),
            models.CheckConstraint(
                name="service_has_a_name_and_a_way", condition=~models.Q(name="") & ~models.Q(reach="")
            ),
        ]
        indexes: ClassVar = [models.Index(name="service_by_house", fields=["organisation", "ended_on"])]


class ServiceChange(Fact):
    """One thing that somebody changed about a service: what it said before, and what it says since."""

    service = models.ForeignKey("care.Service", on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    column = models.CharField(max_length=12)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "service": Privacy.INTERNAL,
        "at": Privacy.INTERNAL,
        "by": Privacy.INTERNAL,
        "column": Privacy.INTERNAL,
        "before": Privacy.INTERNAL,
        "after": Privacy.INTERNAL,
    }
