from typing import ClassVar

from django.db import models

from tuvurane.care.codes import Deed, LookReason
from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact


class CareEntry(Fact):
    """
    One line of this room's own log: who did what about which concern, person on call or service, and when.

    The common journal would give people away: its line about answers names the participant. ``about``: the interview in
    which somebody said yes while a concern of before waited; by it that yes is known again. A look says ``why``, and whether
    the person was ``off_duty``: not on call for the place of the concern.
    """

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=8)
    did = models.CharField(max_length=20, blank=True)
    concern = models.ForeignKey("care.Concern", on_delete=models.PROTECT, null=True, related_name="entries")
    on_call = models.ForeignKey("care.OnCall", on_delete=models.PROTECT, null=True, related_name="entries")
    service = models.ForeignKey("care.Service", on_delete=models.PROTECT, null=True, related_name="entries")
    about = models.UUIDField(null=True)
    why = models.CharField(max_length=12, blank=True)
    off_duty = models.BooleanField(default=False)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "at": Privacy.STRICTLY_CONFIDENTIAL,
        "by": Privacy.STRICTLY_CONFIDENTIAL,
        "what": Privacy.STRICTLY_CONFIDENTIAL,
        "did": Privacy.STRICTLY_CONFIDENTIAL,
        "concern": Privacy.STRICTLY_CONFIDENTIAL,
        "on_call": Privacy.INTERNAL,
        "service": Privacy.INTERNAL,
        "about": Privacy.STRICTLY_CONFIDENTIAL,
        "why": Privacy.STRICTLY_CONFIDENTIAL,
        "off_duty": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="care_entry_deed_is_known", condition=models.Q(what__in=[deed.value for deed in Deed])
            ),
            models.CheckConstraint(
                name="care_entry_look_reason_is_known",
                condition=models.Q(why__in=["", *(why.value for why in LookReason)]),
            ),
            models.CheckConstraint(
                name="care_entry_is_about_one_thing",
                condition=models.Q(concern__isnull=False, on_call__isnull=True, service__isnull=True)
                | models.Q(concern__isnull=True, on_call__isnull=False, service__isnull=True)
                | models.Q(concern__isnull=True, on_call__isnull=True, service__isnull=False),
            ),
        ]


class Arrival(Fact):
    """
    A sealed record of this room that came from a phone, whatever it held: a yes and a no leave the same trace.

    By its id it is known again.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "by": Privacy.INTERNAL,
        "at": Privacy.INTERNAL,
    }
