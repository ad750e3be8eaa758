from typing import ClassVar

from django.db import models

from tuvurane.foundation.privacy import Privacy, SealedUnder, UnderRing
from tuvurane.groups.codes import CommunityRole, NoticedBy, Shift
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import Report, standing_is_known


class ToldShift(Report):
    """A small shift that was noticed outside a session, on a day: by a family, a local leader, neighbours."""

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="told_shifts")
    on = models.DateField()
    domain = models.CharField(max_length=20)
    noticed_by = models.CharField(max_length=20)
    line_sealed = models.BinaryField()

    PRIVACY: ClassVar = Report.PRIVACY | {
        "group": Privacy.CONFIDENTIAL,
        "on": Privacy.CONFIDENTIAL,
        "domain": Privacy.CONFIDENTIAL,
        "noticed_by": Privacy.CONFIDENTIAL,
        "line_sealed": Privacy.SEALED,
    }
    SEALED_UNDER: ClassVar[dict[str, SealedUnder]] = {
        "line_sealed": UnderRing(KeyPurpose.DATA, "group__organisation_id"),
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="told_shift_domain_is_known", condition=models.Q(domain__in=[shift.value for shift in Shift])
            ),
            models.CheckConstraint(
                name="told_shift_noticed_by_is_known",
                condition=models.Q(noticed_by__in=[who.value for who in NoticedBy]),
            ),
            *standing_is_known("told_shift"),
        ]


class RoleTaken(Report):
    """A role that somebody took up in the community after the group, as they tell it, from a day on."""

    group = models.ForeignKey("groups.Group", on_delete=models.PROTECT, related_name="roles_taken")
    participant = models.ForeignKey("groups.Participant", on_delete=models.PROTECT, related_name="roles_taken")
    role = models.CharField(max_length=12)
    since = models.DateField()

    PRIVACY: ClassVar = Report.PRIVACY | {
        "group": Privacy.CONFIDENTIAL,
        "participant": Privacy.CONFIDENTIAL,
        "role": Privacy.CONFIDENTIAL,
        "since": Privacy.CONFIDENTIAL,
    }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="role_taken_is_known", condition=models.Q(role__in=[role.value for role in CommunityRole])
            ),
            *standing_is_known("role_taken"),
        ]
