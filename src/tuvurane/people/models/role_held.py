from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy
from tuvurane.people.roles import Role


class RoleHeld(models.Model):
    """One role of one account at one place, from a day until a day."""

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=20)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    PRIVACY: ClassVar = {
        "id": Privacy.INTERNAL,
        "account": Privacy.INTERNAL,
        "role": Privacy.INTERNAL,
        "place": Privacy.INTERNAL,
        "since": Privacy.INTERNAL,
        "until": Privacy.INTERNAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="role_held_is_a_known_role", condition=models.Q(role__in=[role.value for role in Role])
            ),
            models.CheckConstraint(
                name="role_held_ends_after_it_starts",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="role_held_once_at_a_time",
                fields=["account", "role", "place"],
                condition=models.Q(until__isnull=True),
            ),
        ]
