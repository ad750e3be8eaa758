from typing import ClassVar

from django.db import models

from tuvurane.care.codes import SETTLED, Did, Source
from tuvurane.foundation.privacy import Privacy


class Concern(models.Model):
    """
    Somebody needs a talk, whatever their total.

    ``about``: the id of the interview in which they said so; None where we were not told. ``said_on``: the day on which
    they said so by the clock of who heard it, which may be wrong, and long before it reached us. ``place``: the group's when
    it was raised. ``must_act``: who was on call there then; None: whoever holds the role there. ``did`` is the last
    thing done; not reached leaves the concern open. Nothing about it stands outside this room.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10)
    item = models.CharField(max_length=30)
    about = models.UUIDField(null=True)
    said_on = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    must_act = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    act_by = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    did = models.CharField(max_length=12, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.STRICTLY_CONFIDENTIAL,
        "organisation": Privacy.STRICTLY_CONFIDENTIAL,
        "place": Privacy.STRICTLY_CONFIDENTIAL,
        "participant": Privacy.STRICTLY_CONFIDENTIAL,
        "group": Privacy.STRICTLY_CONFIDENTIAL,
        "source": Privacy.STRICTLY_CONFIDENTIAL,
        "item": Privacy.STRICTLY_CONFIDENTIAL,
        "about": Privacy.STRICTLY_CONFIDENTIAL,
        "said_on": Privacy.STRICTLY_CONFIDENTIAL,
        "raised_at": Privacy.STRICTLY_CONFIDENTIAL,
        "raised_by": Privacy.STRICTLY_CONFIDENTIAL,
        "must_act": Privacy.STRICTLY_CONFIDENTIAL,
        "act_by": Privacy.STRICTLY_CONFIDENTIAL,
        "done_at": Privacy.STRICTLY_CONFIDENTIAL,
        "done_by": Privacy.STRICTLY_CONFIDENTIAL,
        "did": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="concern_one_open", fields=["participant", "item"], condition=models.Q(done_at__isnull=True)
            ),
            models.UniqueConstraint(name="concern_once_an_interview", fields=["participant", "item", "about"]),
            models.CheckConstraint(
                name="concern_source_is_known",
                condition=models.Q(source__in=[source.value for source in Source]),
            ),
            models.CheckConstraint(
                name="concern_is_open_or_done_by_someone",
                condition=models.Q(done_at__isnull=True, done_by__isnull=True, did__in=["", Did.NOT_REACHED.value])
                | models.Q(
                    done_at__isnull=False,
                    done_by__isnull=False,
                    did__in=sorted(did.value for did in SETTLED),
                ),
            ),
            models.CheckConstraint(
                name="concern_acts_after_it_is_raised", condition=models.Q(act_by__gte=models.F("raised_at"))
            ),
        ]
        indexes: ClassVar = [models.Index(name="concern_by_deadline", fields=["organisation", "done_at", "act_by"])]
