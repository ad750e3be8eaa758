"""A wall of small shifts for a reflection meeting: lines only, by domain, of one group or of several."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from tuvurane.foundation import sealing
from tuvurane.foundation.records import Standing
from tuvurane.groups.codes import NoticedBy, Shift
from tuvurane.groups.models import Group, SmallShift, ToldShift
from tuvurane.groups.queries.contents import Shifted
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.groups.queries.shifts import READ
from tuvurane.groups.thresholds import threshold
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

SPARE = 4  # several may say the same: so many more are read than hang


@dataclass(frozen=True, slots=True)
class Wall:
    """
    Lines for a reflection meeting, by domain, the latest first. Nothing in it says of which group a line is.

    ``groups`` is of how many groups lines may hang here; ``left_out`` how many more are in the scope whose circle is
    too small. ``too_few``: of fewer groups than it takes, so nothing hangs.
    """

    lines: Mapping[Shift, Sequence[Shifted]]
    groups: int
    left_out: int
    too_few: bool = False


def wall_of_group(group: Group, *, since: date | None) -> Wall:
    """The wall of one group, for its own circle. The caller has checked ``sessions.see``."""
    return Wall(_latest(Group.objects.filter(pk=group.pk), since), groups=1, left_out=0)


def wall_of_place(actor: Actor, place_path: str, *, since: date | None) -> Wall:
    """
    The wall of all groups below a place whose sessions the actor may see.

    Only lines of groups whose circle is large enough hang there, and only where there are enough of such groups
    (``wall_circle_fewest``, ``wall_groups_fewest``).
    """
    within = groups_visible_to(actor, verb=Verb.SESSIONS_SEE).filter(place__path__startswith=place_path).order_by()
    sized = within.annotate(circle=Count("memberships__participant", distinct=True))
    circles = [circle for _, circle in sized.filter(_tells(since)).values_list("pk", "circle")]
    fewest = int(threshold("wall_circle_fewest").value)
    hang = sum(circle >= fewest for circle in circles)
    left_out = len(circles) - hang
    if hang < threshold("wall_groups_fewest").value:
        return Wall({}, hang, left_out, too_few=True)
    return Wall(_latest(sized.filter(circle__gte=fewest), since), hang, left_out)


def _tells(since: date | None) -> Q:
    """Whether a group has a line for the wall."""
    inside, told = _lines_since(since)
    mine = OuterRef("pk")
    return Q(Exists(inside.filter(session__group=mine))) | Q(Exists(told.filter(group=mine)))


def _lines_since(since: date | None) -> tuple[QuerySet[SmallShift], QuerySet[ToldShift]]:
    """Lines that are read, told in sessions and outside."""
    inside = SmallShift.objects.filter(session__standing__in=READ)
    told = ToldShift.objects.filter(standing=Standing.COUNTED)
    if since is None:
        return inside, told
    return inside.filter(session__held_on__gte=since), told.filter(on__gte=since)


class _Row(NamedTuple):
    """A sealed line on its way to a wall."""

    on: date
    domain: str
    noticed_by: str
    sealed: bytes
    report_id: UUID
    organisation_id: UUID


def _latest(groups: QuerySet[Group], since: date | None) -> dict[Shift, list[Shifted]]:
    """The latest lines of each domain, as many as a wall bears; of lines that say the same, one."""
    most = int(threshold("wall_lines_most").value)
    chosen = groups.order_by().values("pk")
    since_then = _lines_since(since)
    inside, told = since_then[0].filter(session__group__in=chosen), since_then[1].filter(group__in=chosen)
    rows = [
        *_newest(inside, "session__held_on", "session_id", "session__group__organisation_id", SPARE * most),
        *_newest(told, "on", "pk", "group__organisation_id", SPARE * most),
    ]
    keys = {house: people.organisation_key(house) for house in {row.organisation_id for row in rows}}
    lines: dict[Shift, list[Shifted]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.on, row.report_id), reverse=True):
        domain = Shift(row.domain)
        text = sealing.unseal(keys[row.organisation_id], row.sealed, aad=row.report_id.bytes).decode()
        shift = Shifted(domain, text, NoticedBy(row.noticed_by))
        if len(lines[domain]) < most and all(text != other.line for other in lines[domain]):
            lines[domain].append(shift)
    return {domain: lines[domain] for domain in Shift if domain in lines}


def _newest(table: QuerySet[Any], on: str, report: str, house: str, most: int) -> list[_Row]:
    number = Window(RowNumber(), partition_by=F("domain"), order_by=[F(on).desc(), F("pk").desc()])
    rows = table.annotate(place=number).filter(place__lte=most).order_by()
    return [_Row(*row) for row in rows.values_list(on, "domain", "noticed_by", "line_sealed", report, house)]
