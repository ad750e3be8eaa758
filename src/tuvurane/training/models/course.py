from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.training.codes import CourseLevel, CyclePoint, DayMark, Enrolment


class Course(models.Model):
    """
    One course as it is held for one cohort of trainees.

    ``generation`` is one more than that of its most distant trainer (1: trainers who brought the
    method, or none of ours); None where it is not known. ``finished_at``: outcomes were recorded.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=12)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    site = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    capacity = models.PositiveSmallIntegerField()
    point = models.CharField(max_length=16)
    generation = models.PositiveSmallIntegerField(null=True)
    cancelled_on = models.DateField(null=True)
    finished_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "name": Privacy.INTERNAL,
        "level": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "site": Privacy.CONFIDENTIAL,
        "starts_on": Privacy.INTERNAL,
        "ends_on": Privacy.INTERNAL,
        "capacity": Privacy.INTERNAL,
        "point": Privacy.INTERNAL,
        "generation": Privacy.INTERNAL,
        "cancelled_on": Privacy.INTERNAL,
        "finished_at": Privacy.INTERNAL,
        "made_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="course_level_is_known", condition=models.Q(level__in=[level.value for level in CourseLevel])
            ),
            models.CheckConstraint(
                name="course_point_is_known", condition=models.Q(point__in=[point.value for point in CyclePoint])
            ),
            models.CheckConstraint(
                name="course_ends_after_it_starts", condition=models.Q(ends_on__gte=models.F("starts_on"))
            ),
            models.CheckConstraint(name="course_has_seats", condition=models.Q(capacity__range=(1, 200))),
            models.UniqueConstraint(name="course_name_once_in_an_organisation", fields=["organisation", "name"]),
        ]
        indexes: ClassVar = [models.Index(name="course_by_day", fields=["organisation", "starts_on"])]


class CourseTrainer(models.Model):
    """Who taught a course: somebody with an account, or the name of one from elsewhere."""

    course = models.ForeignKey("training.Course", on_delete=models.CASCADE, related_name="trainers")
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    outside_name = models.CharField(max_length=120, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "course": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "outside_name": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="course_trainer_is_one_of_ours_or_named",
                condition=models.Q(account__isnull=False, outside_name="")
                | (models.Q(account__isnull=True) & ~models.Q(outside_name="")),
            ),
            models.UniqueConstraint(
                name="course_trainer_once", fields=["course", "account"], condition=models.Q(account__isnull=False)
            ),
        ]


class Trainee(models.Model):
    """Somebody on the list of a course. Who waits is called in the order of ``listed_at``."""

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="trainees")
    facilitator = models.ForeignKey("training.Facilitator", on_delete=models.PROTECT, related_name="trainings")
    status = models.CharField(max_length=16)
    listed_at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "course": Privacy.INTERNAL,
        "facilitator": Privacy.INTERNAL,
        "status": Privacy.INTERNAL,
        "listed_at": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="trainee_status_is_known", condition=models.Q(status__in=[one.value for one in Enrolment])
            ),
            models.UniqueConstraint(name="trainee_once_in_a_course", fields=["course", "facilitator"]),
        ]
        indexes: ClassVar = [models.Index(name="trainee_by_status", fields=["facilitator", "status"])]


class CourseDay(models.Model):
    """One day of a course and what it practised."""

    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="days")
    on = models.DateField()
    practised = models.JSONField(default=list)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "course": Privacy.INTERNAL,
        "on": Privacy.INTERNAL,
        "practised": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="course_day_once", fields=["course", "on"])]


class TraineeDay(models.Model):
    """Whether a trainee was there on a day."""

    day = models.ForeignKey("training.CourseDay", on_delete=models.PROTECT, related_name="marks", db_index=False)
    trainee = models.ForeignKey("training.Trainee", on_delete=models.PROTECT, related_name="days")
    mark = models.CharField(max_length=8)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "day": Privacy.INTERNAL,
        "trainee": Privacy.INTERNAL,
        "mark": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="trainee_day_marked_once", fields=["day", "trainee"]),
            models.CheckConstraint(
                name="trainee_day_mark_is_known", condition=models.Q(mark__in=[mark.value for mark in DayMark])
            ),
        ]
