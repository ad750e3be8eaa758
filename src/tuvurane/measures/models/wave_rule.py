from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.foundation.records import Fact
from tuvurane.measures.codes import Anchor, Wave


class WaveRule(Fact):
    """
    How an organisation asks one wave: the days of its window, and which questionnaires. The latest stands.

    Without a rule of its own an organisation asks as ``waves.json`` proposes. No ``instruments``: it is not asked.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10)
    anchor = models.CharField(max_length=6)
    opens = models.SmallIntegerField()
    due = models.SmallIntegerField()
    closes = models.SmallIntegerField()
    instruments = models.JSONField(default=list)
    why = models.CharField(max_length=200)
    recorded_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    seq = models.BigIntegerField()

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "organisation": Privacy.INTERNAL,
        "wave": Privacy.INTERNAL,
        "anchor": Privacy.INTERNAL,
        "opens": Privacy.INTERNAL,
        "due": Privacy.INTERNAL,
        "closes": Privacy.INTERNAL,
        "instruments": Privacy.INTERNAL,
        "why": Privacy.INTERNAL,
        "recorded_by": Privacy.INTERNAL,
        "recorded_at": Privacy.INTERNAL,
        "seq": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="wave_rule_wave_is_known", condition=models.Q(wave__in=[wave.value for wave in Wave])
            ),
            models.CheckConstraint(
                name="wave_rule_anchor_is_known", condition=models.Q(anchor__in=[anchor.value for anchor in Anchor])
            ),
            models.CheckConstraint(
                name="wave_rule_days_are_in_order",
                condition=models.Q(opens__lte=models.F("due"), due__lte=models.F("closes")),
            ),
        ]
        indexes: ClassVar = [models.Index(name="wave_rule_latest", fields=["organisation", "wave", "seq"])]
