"""Reading reports of sessions: attendance, notes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from tuvurane.foundation import sealing
from tuvurane.foundation.records import Standing
from tuvurane.groups.models import Attendance, Group, MissedSession, Session
from tuvurane.groups.thresholds import threshold
from tuvurane.people import queries as people

DAY = timedelta(days=1)
Reported = TypeVar("Reported", Session, MissedSession)


class AttendanceGrid(NamedTuple):
    """Marks by participant and session number; a missing mark is unknown, not absent."""

    numbers: list[int]
    marks: dict[UUID, dict[int, str]]


def counted(model: type[Reported]) -> QuerySet[Reported]:
    """The reports that are the reading in use."""
    return model.objects.filter(standing=Standing.COUNTED)


def sessions_of(group: Group) -> QuerySet[Session]:
    """A group's counted sessions, by number."""
    return counted(Session).filter(group=group).order_by("number", "pk")


def sessions_of_groups(group_ids: Iterable[UUID]) -> QuerySet[Session]:
    """The counted sessions of several groups."""
    return counted(Session).filter(group__in=list(group_ids)).order_by("number", "pk")


def missed_of(group: Group) -> QuerySet[MissedSession]:
    """The days on which a group did not meet, latest first."""
    return counted(MissedSession).filter(group=group).order_by("-on", "pk")


def missed_of_groups(group_ids: Iterable[UUID]) -> QuerySet[MissedSession]:
    """The days on which several groups did not meet."""
    return counted(MissedSession).filter(group__in=list(group_ids)).order_by("on", "pk")


def reports_with(session: Session) -> list[Session]:
    """
    All reports of the session that this one reports, however they stand, in the order in which they came.

    With them what it superseded and what superseded it, should that have another number. One query.
    """
    chain = Q(superseded_by=session.pk) | Q(pk=session.superseded_by_id)
    found = Session.objects.filter(Q(number=session.number) | chain, group=session.group_id)
    return list(found.select_related("group", "recorded_by").order_by("seq", "pk"))


def clock_days(report: Session | MissedSession) -> int:
    """
    How many days the phone's clock was behind ours when it sent this; negative when it was ahead.

    0 where no phone sent it, and within the threshold.
    """
    days = (report.clock_gap or 0) / DAY.total_seconds()
    return round(days) if abs(days) > threshold("phone_clock_days").value else 0


def attendance_grid(group: Group) -> AttendanceGrid:
    """Who came when, in two queries."""
    numbers = list(sessions_of(group).values_list("number", flat=True))
    marks: dict[UUID, dict[int, str]] = {}
    rows = Attendance.objects.filter(session__group=group, session__standing=Standing.COUNTED)
    for participant, number, mark in rows.values_list("participant_id", "session__number", "mark"):
        marks.setdefault(participant, {})[number] = mark
    return AttendanceGrid(numbers, marks)


def note_of(session: Session) -> str:
    """A report's own note, opened; empty when there is none."""
    if session.note_sealed is None:
        return ""
    key = people.organisation_key(session.group.organisation_id)
    return sealing.unseal(key, session.note_sealed, aad=session.pk.bytes).decode()
