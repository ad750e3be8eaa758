"""What this room holds of one person, for the person: stays, meetings, roles, and whether they also lead."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tuvurane.foundation.records import Standing
from tuvurane.groups.models import Attendance, Membership, Participant, RoleTaken, SamePerson


class Met(NamedTuple):
    """One meeting of a group and whether the person came."""

    on: date
    group: str
    mark: str


class Role(NamedTuple):
    """A role that the person took up, and since when."""

    role: str
    since: date


@dataclass(frozen=True, slots=True)
class HeldOfPerson:
    """The facts of one person in this room, each list by day. ``leads_as``: who they are as somebody who leads."""

    stays: list[Membership]
    meetings: list[Met]
    roles: list[Role]
    leads_as: str


def held_of(participant: Participant) -> HeldOfPerson:
    """All facts of one person, whatever the group; four queries. The caller has checked that they may be opened."""
    stays = (
        Membership.objects.filter(participant=participant).select_related("group__place").order_by("joined_on", "pk")
    )
    joined = SamePerson.objects.filter(participant=participant).select_related("facilitator__account").first()
    return HeldOfPerson(
        stays=list(stays),
        meetings=_meetings(participant.pk),
        roles=[
            Role(row.role, row.since)
            for row in RoleTaken.objects.filter(participant=participant, standing=Standing.COUNTED).order_by("since")
        ],
        leads_as=joined.facilitator.account.name if joined else "",
    )


def _meetings(participant_id: UUID) -> list[Met]:
    rows = Attendance.objects.filter(participant=participant_id, session__standing=Standing.COUNTED)
    columns = ("session__held_on", "session__group__name", "mark")
    return [Met(*row) for row in rows.order_by("session__held_on", "pk").values_list(*columns)]
