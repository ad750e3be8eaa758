from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact
from tuvurane.groups.codes import Status


class Group(models.Model):
    """
    Neighbours who meet.

    ``status`` is the outcome of its moves; ``seq`` is the journal's number of its last change, by
    which phones know what to pull. ``seed`` draws its path of stones. ``waits_since``: the day from which
    its people, chosen to begin later, are measured as those who wait.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    site = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2)
    status = models.CharField(max_length=12)
    starts_on = models.DateField(null=True)
    waits_since = models.DateField(null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    seed = models.PositiveIntegerField()
    seq = models.BigIntegerField()
    made_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "name": Privacy.INTERNAL,
        "site": Privacy.CONFIDENTIAL,
        "language": Privacy.INTERNAL,
        "status": Privacy.INTERNAL,
        "starts_on": Privacy.INTERNAL,
        "waits_since": Privacy.INTERNAL,
        "weekday": Privacy.CONFIDENTIAL,
        "seed": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
        "made_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="group_status_is_known", condition=models.Q(status__in=[status.value for status in Status])
            ),
            models.CheckConstraint(
                name="group_weekday_is_a_day",
                condition=models.Q(weekday__isnull=True) | models.Q(weekday__range=(1, 7)),
            ),
            models.CheckConstraint(
                name="group_that_runs_has_a_start",
                condition=~models.Q(status__in=["running", "graduated"]) | models.Q(starts_on__isnull=False),
            ),
            models.UniqueConstraint(name="group_name_once_in_an_organisation", fields=["organisation", "name"]),
        ]
        indexes: ClassVar = [
            models.Index(name="group_by_status", fields=["organisation", "status"]),
            models.Index(name="group_by_seq", fields=["seq"]),
        ]


class GroupMove(Fact):
    """One move in the life cycle of a group."""

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="moves")
    came_from = models.CharField(max_length=12)
    went_to = models.CharField(max_length=12)
    on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "group": Privacy.INTERNAL,
        "came_from": Privacy.INTERNAL,
        "went_to": Privacy.INTERNAL,
        "on": Privacy.INTERNAL,
        "reason": Privacy.CONFIDENTIAL,
        "recorded_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="group_move_goes_somewhere", condition=~models.Q(came_from=models.F("went_to"))
            ),
        ]
        indexes: ClassVar = [models.Index(name="group_move_by_day", fields=["went_to", "on"])]


class FacilitatorAssignment(models.Model):
    """Who leads a group, from a day until a day."""

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="assignments")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="assignments")
    since = models.DateField()
    until = models.DateField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "group": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "since": Privacy.INTERNAL,
        "until": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="assignment_ends_after_it_starts",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="assignment_once_at_a_time",
                fields=["group", "account"],
                condition=models.Q(until__isnull=True),
            ),
        ]
