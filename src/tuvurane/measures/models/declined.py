from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact
from tuvurane.measures.codes import Arm, Wave


class Declined(Fact):
    """
    Somebody did not want to be asked one questionnaire this time; or, ``stands`` false, may be asked after all.

    The latest word stands. Answers that come win over it.
    """

    id = models.UUIDField(primary_key=True)
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="declined")
    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="declined")
    arm = models.CharField(max_length=8, default=Arm.GROUP)
    wave = models.CharField(max_length=10)
    instrument = models.CharField(max_length=30)
    stands = models.BooleanField(default=True)
    on = models.DateField()
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    device = models.ForeignKey("people.Device", on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "participant": Privacy.CONFIDENTIAL,
        "group": Privacy.CONFIDENTIAL,
        "arm": Privacy.INTERNAL,
        "wave": Privacy.INTERNAL,
        "instrument": Privacy.INTERNAL,
        "stands": Privacy.CONFIDENTIAL,
        "on": Privacy.CONFIDENTIAL,
        "recorded_by": Privacy.INTERNAL,
        "device": Privacy.INTERNAL,
        "claimed_at": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="declined_wave_is_known", condition=models.Q(wave__in=[wave.value for wave in Wave])
            ),
            models.CheckConstraint(
                name="declined_arm_is_known", condition=models.Q(arm__in=[arm.value for arm in Arm])
            ),
        ]
        indexes: ClassVar = [models.Index(name="declined_by_group", fields=["group", "wave"])]
