"""Shapes for the pages: what the rooms answer, laid out as a table or a form reads it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS
from tuvurane.groups.queries import AttendanceGrid, Member, Shifted
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from uuid import UUID

    from tuvurane.groups.models import Session
    from tuvurane.groups.queries.pairs import PairProposal, Why


class GridRow(NamedTuple):
    """One person and their marks, one a session (empty: unknown); ``came`` of ``marked``."""

    member: Member
    marks: list[str]
    came: int
    marked: int


class Grid(NamedTuple):
    """Attendance laid out: the session numbers, the rows, and how many were present at each."""

    numbers: list[int]
    rows: list[GridRow]
    present: list[int]


def following(held: Iterable[int]) -> int | None:
    """The number of the session that comes next; None when all are held."""
    numbers = set(held)
    return next((number for number in range(1, SESSIONS + 1) if number not in numbers), None)


def grid_of(members: Sequence[Member], grid: AttendanceGrid) -> Grid:
    """One row a person, on the last of their seats."""
    rows = []
    for member in {member.participant_id: member for member in members}.values():
        given = grid.marks.get(member.participant_id, {})
        marks = [given.get(number, "") for number in grid.numbers]
        rows.append(GridRow(member, marks, marks.count("present"), len(marks) - marks.count("")))
    people = list(grid.marks.values())
    present = [sum(marks.get(number) == "present" for marks in people) for number in grid.numbers]
    return Grid(grid.numbers, rows, present)


class Reading(NamedTuple):
    """
    How one report is read now.

    ``standing`` is the key of a sentence below ``reading``; ``other`` the report that it speaks of: what
    superseded this one, or what is counted instead; ``open`` says that something waits to be settled.
    """

    standing: str
    other: "Session | None"
    open: bool


def reading_of(report: "Session", reports: Sequence["Session"]) -> Reading:
    """How a report is read, among all ``reports`` of its session."""
    here = [other for other in reports if other.number == report.number]
    beside = any(other.standing == "beside" for other in here)
    if report.standing == "superseded":
        later = next(other for other in reports if other.pk == report.superseded_by_id)
        settled = sum(other.superseded_by_id == later.pk for other in reports) > 1
        return Reading("settled" if settled else "corrected", later, open=False)
    counted = next((other for other in here if other.standing == "counted"), None)
    if report.standing != "counted":
        return Reading(str(report.standing), counted, open=beside)
    if beside:
        return Reading("counted_beside", None, open=True)
    merged = any(other.standing == "merged" for other in here)
    return Reading("counted_merged" if merged else "counted", None, open=False)


def noted_beside(report: "Session", reports: Sequence["Session"]) -> list[tuple[str, str, list[Shifted]]]:
    """What reports that say the same as a counted one noted besides: by whom, the note, the small shifts."""
    merged = [other for other in reports if report.standing == "counted" and other.standing == "merged"]
    noted = [
        (
            other.recorded_by.name if other.recorded_by else "",
            group_queries.note_of(other),
            group_queries.shifts_in(other),
        )
        for other in merged
        if other.number == report.number
    ]
    return [(by, note, shifts) for by, note, shifts in noted if note or shifts]


def leading_at(report: "Session") -> list[str]:
    """The names of the facilitators who were there."""
    return [row.account.name for row in report.facilitators.select_related("account").order_by("account__name")]


def marks_at(report: "Session", *, identified: bool) -> list[tuple[Member, str]]:
    """Each marked person with the mark, by seat."""
    marks = dict(report.attendance.values_list("participant_id", "mark"))
    members = group_queries.members_of(report.group, identified=identified)
    last_stay = {member.participant_id: member for member in members if member.participant_id in marks}
    return [(member, marks[member.participant_id]) for member in last_stay.values()]


def as_reported(report: "Session") -> dict[str, Any]:
    """A report as the first values of the form that corrects it; the vote is counted again from the paper."""
    present = set(report.facilitators.values_list("account_id", flat=True))
    leading = group_queries.facilitators_of(report.group, ended=True)
    initial: dict[str, Any] = {
        "number": report.number,
        "held_on": report.held_on,
        "minutes": report.minutes,
        "place_kind": report.place_kind,
        "phase": report.phase,
        "facilitators": [leader.n for leader in leading if leader.account_id in present],
        "challenges": report.challenges,
        "note": group_queries.note_of(report),
    }
    initial |= {f"mark_{member.seat}": mark for member, mark in marks_at(report, identified=False)}
    for at, (domain, line, noticed_by) in enumerate(group_queries.shifts_in(report), start=1):
        initial |= {f"shift_{at}": domain, f"line_{at}": line, f"noticed_{at}": noticed_by}
    return initial


class Proposed(NamedTuple):
    """Two people who could lead a group, with what speaks for and against; ``fill``: what the form is filled with."""

    name: str
    good: list[str]
    against: list[str]
    fill: str


def proposed(pairs: Iterable["PairProposal"], *, leading: Collection["UUID"]) -> list[Proposed]:
    """The pairs in words. Who leads already is not put into the form again."""
    return [_proposed(pair, leading) for pair in pairs]


def _proposed(pair: "PairProposal", leading: Collection["UUID"]) -> Proposed:
    people = (pair.first, pair.second)
    coming = [str(one.pk) for one in people if one.pk not in leading]
    fill = urlencode(list(zip(("account", "second"), coming, strict=False)))
    name = say("office.lead.pair_of", first=pair.first.account.name, second=pair.second.account.name)
    return Proposed(name, said(pair.good), said(pair.against), fill)


def said(whys: Iterable["Why"]) -> list[str]:
    """Reasons in words."""
    return [say(f"pair_why.{why.code}", **{key: _told(value) for key, value in why.details.items()}) for why in whys]


def _told(value: object) -> object:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
