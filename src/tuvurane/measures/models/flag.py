from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.measures.codes import FlagAnswer


class Flag(models.Model):
    """
    A flagged item was answered with more than no: someone talks with this person, whatever the total.

    Read by the safeguarding role alone. The last columns are filled when that is done.
    """

    id = models.UUIDField(primary_key=True)
    response = models.ForeignKey("measures.Response", on_delete=models.PROTECT, related_name="flags")
    item = models.CharField(max_length=30)
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=12, blank=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "response": Privacy.STRICTLY_CONFIDENTIAL,
        "item": Privacy.STRICTLY_CONFIDENTIAL,
        "raised_at": Privacy.STRICTLY_CONFIDENTIAL,
        "answered_at": Privacy.STRICTLY_CONFIDENTIAL,
        "answered_by": Privacy.STRICTLY_CONFIDENTIAL,
        "answer": Privacy.STRICTLY_CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="flag_item_raised_once", fields=["response", "item"]),
            models.CheckConstraint(
                name="flag_answered_by_someone_at_a_time",
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | models.Q(
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    answer__in=[answer.value for answer in FlagAnswer],
                ),
            ),
        ]
