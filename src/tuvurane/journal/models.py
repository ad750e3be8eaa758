from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact


class Head(models.Model):
    """
    The end of the chain, one row.

    Whoever writes locks it until commit: sequence numbers are given out in the order of commits,
    without gaps, on SQLite and on PostgreSQL. ``cut_seq`` and ``cut_hash``: the last line that was cut off at the
    beginning, its time over; the chain begins with the one behind it.
    """

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    cut_seq = models.BigIntegerField(default=0)
    cut_hash = models.CharField(max_length=64, default="0" * 64)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
        "hash": Privacy.INTERNAL,
        "cut_seq": Privacy.INTERNAL,
        "cut_hash": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="journal_has_one_head", condition=models.Q(id=1))]


class Entry(Fact):
    """One line of the journal. No foreign keys: a subject may be erased, the trace stays."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=36, blank=True)
    device_id = models.CharField(max_length=36, blank=True)
    organisation_id = models.CharField(max_length=36, blank=True)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=36)
    detail = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)

    PRIVACY: ClassVar = {
        "seq": Privacy.INTERNAL,
        "at": Privacy.INTERNAL,
        "actor_kind": Privacy.INTERNAL,
        "actor_id": Privacy.CONFIDENTIAL,
        "device_id": Privacy.CONFIDENTIAL,
        "organisation_id": Privacy.INTERNAL,
        "verb": Privacy.INTERNAL,
        "subject_kind": Privacy.INTERNAL,
        "subject_id": Privacy.CONFIDENTIAL,
        "detail": Privacy.CONFIDENTIAL,
        "hash": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="journal_seq_starts_at_one", condition=models.Q(seq__gte=1)),
        ]
        indexes: ClassVar = [models.Index(name="journal_by_subject", fields=["subject_kind", "subject_id"])]
