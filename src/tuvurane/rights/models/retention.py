from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact
from tuvurane.rights.codes import Kept


class Retained(Fact):
    """The proof that a rule of retention ran: what was older than ``before`` went, and how many that were."""

    at = models.DateTimeField()
    rule = models.CharField(max_length=20)
    before = models.DateField()
    many = models.PositiveIntegerField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "at": Privacy.INTERNAL,
        "rule": Privacy.INTERNAL,
        "before": Privacy.INTERNAL,
        "many": Privacy.INTERNAL,
        "by": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="retained_rule_is_known", condition=models.Q(rule__in=[rule.value for rule in Kept])
            ),
        ]
        indexes: ClassVar = [models.Index(name="retained_latest", fields=["rule", "at"])]


class RetentionDay(models.Model):
    """One day's run. Whoever writes the row runs it; of several workers that try, one does."""

    day = models.DateField(primary_key=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {"day": Privacy.INTERNAL, "began_at": Privacy.INTERNAL, "ended_at": Privacy.INTERNAL}


class BackupMade(models.Model):
    """A backup that we wrote: known by a digest of its file's name, until it is removed."""

    made_at = models.DateTimeField()
    name_digest = models.CharField(max_length=64)
    removed_at = models.DateTimeField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "made_at": Privacy.INTERNAL,
        "name_digest": Privacy.INTERNAL,
        "removed_at": Privacy.INTERNAL,
    }

    class Meta:
        indexes: ClassVar = [models.Index(name="backup_by_name", fields=["name_digest"])]
