"""The days from which others count: when a group began, when it ended, since when its people wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Min, Q

from tuvurane.foundation.records import Standing
from tuvurane.groups.codes import SESSIONS, Status
from tuvurane.groups.models import Group, GroupMove, Session

WEEK = timedelta(weeks=1)
WHOLE = WEEK * (SESSIONS - 1)


@dataclass(frozen=True, slots=True)
class Days:
    """
    When a group began and ended; None where it is not known yet.

    ``ended`` is the day of the fifteenth session, else of graduation, else the week after the fourteenth: a window
    that is open does not move when the office says, weeks later, that the group has graduated. Of one that
    stopped early it is the day on which fifteen weekly sessions would have ended: its people are asked when the others
    are. ``expected_end`` counts on from the start for a group that has not come so far. ``met``: the day of the
    first session that was held. ``forming``: people join and nobody has met yet.
    """

    began: date | None
    ended: date | None
    expected_end: date | None
    waits_since: date | None
    met: date | None = None
    forming: bool = False


def days_of(groups: Sequence[Group]) -> dict[UUID, Days]:
    """The days of several groups; two queries whatever their number."""
    ids = [group.pk for group in groups]
    held = Session.objects.filter(group__in=ids, standing=Standing.COUNTED).order_by().values("group_id")
    last, before = Q(number=SESSIONS), Q(number=SESSIONS - 1)
    seen = held.annotate(
        first=Min("held_on"), last=Max("held_on", filter=last), before=Max("held_on", filter=before)
    ).values_list("group_id", "first", "last", "before")
    sessions = {group_id: days for group_id, *days in seen}
    moves = GroupMove.objects.filter(group__in=ids, went_to=Status.GRADUATED).order_by()
    graduated = dict(moves.values_list("group_id", "on"))
    return {group.pk: _days(group, sessions.get(group.pk), graduated.get(group.pk)) for group in groups}


def _days(group: Group, sessions: list[date | None] | None, graduated: date | None) -> Days:
    first, last, before = sessions or (None, None, None)
    began = first or group.starts_on
    expected = None if began is None else began + WHOLE
    if group.status == Status.STOPPED:
        return Days(began, expected, expected, group.waits_since, first)
    ended = last or graduated or (None if before is None else before + WEEK)
    forming = group.status in {Status.PLANNED, Status.RECRUITING}
    return Days(began, ended, expected, group.waits_since, first, forming)
