"""The rows of a register, typed. Only whole rows come out; what is wrong with the others is among the faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from tuvurane.exchange.registers.columns import SESSION_COLUMNS
from tuvurane.exchange.registers.register_line import RegisterLine
from tuvurane.exchange.sheets.faults import Faults
from tuvurane.exchange.sheets.lines import Line, shown
from tuvurane.exchange.sheets.plain import same_name
from tuvurane.exchange.sheets.workbook import Table
from tuvurane.groups.codes import AgeBand, Leaving, Mark, Phase, PlaceKind, Purpose, Sex, Status

Typed = TypeVar("Typed")
AGREED = {
    "agreed_take_part": Purpose.TAKE_PART,
    "agreed_be_measured": Purpose.BE_MEASURED,
    "agreed_be_contacted": Purpose.BE_CONTACTED,
}


@dataclass(frozen=True, slots=True)
class GroupRow:
    line: Line
    name: str
    place: str
    site: str
    language: str
    weekday: int | None
    status: Status
    starts_on: date | None
    ended_on: date | None

    @property
    def key(self) -> str:
        return same_name(self.name)


@dataclass(frozen=True, slots=True)
class LeaderRow:
    line: Line
    group: str
    facilitator: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    line: Line
    group: str
    number: int
    name: str
    nickname: str
    contact: str
    sex: Sex
    age_band: AgeBand
    joined_on: date | None
    left_on: date | None
    why_left: Leaving | None
    agreed: Mapping[Purpose, date]
    code: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    line: Line
    group: str
    number: int
    held_on: date
    minutes: int
    place_kind: PlaceKind
    phase: Phase
    led_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarksRow:
    line: Line
    group: str
    number: int
    name: str
    marks: Mapping[int, Mark]


class Register(NamedTuple):
    """
    All rows of a file that can be read for themselves.

    ``broken`` names the sheet and the group of every row that cannot, so that one slip does not make
    a hundred faults out of the rows that lean on it.
    """

    groups: list[GroupRow]
    facilitators: list[LeaderRow]
    members: list[MemberRow]
    sessions: list[SessionRow]
    attendance: list[MarksRow]
    broken: set[tuple[str, str]]


def rows_of(tables: Mapping[str, Table], faults: Faults, today: date) -> Register:
    """Type every row of every sheet."""
    broken: set[tuple[str, str]] = set()

    def typed(sheet: str, make: Callable[[Line], Typed | None]) -> list[Typed]:
        typed_rows = []
        for row in tables[sheet].rows:
            made = make(RegisterLine(tables[sheet], row, faults, today))
            if made is None:
                group = row.cells.get("group")
                broken.add((sheet, same_name(shown(group.value)) if group else ""))
            else:
                typed_rows.append(made)
        return typed_rows

    return Register(
        typed("groups", _group),
        typed("facilitators", _leader),
        typed("members", _member),
        typed("sessions", _session),
        typed("attendance", _marks),
        broken,
    )


def _group(line: Line) -> GroupRow | None:
    name, place, site = line.text("group"), line.text("place"), line.text("site")
    language, weekday, status = line.code("language"), line.code("weekday"), line.code("status")
    to_come = status in {Status.PLANNED, Status.RECRUITING}
    starts_on, ended_on = line.day("starts_on", may_come=to_come), line.day("ended_on")
    if not line.whole or language is None or status is None:
        return None
    day = int(weekday) if weekday else None
    return GroupRow(line, name, place, site, language, day, Status(status), starts_on, ended_on)


def _leader(line: Line) -> LeaderRow | None:
    group, facilitator = line.text("group"), line.text("facilitator")
    since, until = line.day("since"), line.day("until")
    return LeaderRow(line, group, facilitator, since, until) if line.whole else None


def _member(line: Line) -> MemberRow | None:
    group, number, name = line.text("group"), line.whole_number("number"), line.text("name")
    sex, age_band, why_left = line.code("sex"), line.code("age_band"), line.code("why_left")
    joined_on, left_on = line.day("joined_on"), line.day("left_on")
    agreed = {purpose: on for column, purpose in AGREED.items() if (on := line.day(column))}
    nickname, contact, code = line.text("nickname"), line.text("contact"), line.text("code").upper()
    if not line.whole or number is None or sex is None or age_band is None:
        return None
    return MemberRow(
        line=line,
        group=group,
        number=number,
        name=name,
        nickname=nickname,
        contact=contact,
        sex=Sex(sex),
        age_band=AgeBand(age_band),
        joined_on=joined_on,
        left_on=left_on,
        why_left=Leaving(why_left) if why_left else None,
        agreed=agreed,
        code=code,
    )


def _session(line: Line) -> SessionRow | None:
    group, number, held_on = line.text("group"), line.whole_number("session"), line.day("held_on")
    minutes, place_kind, phase = line.whole_number("minutes"), line.code("place_kind"), line.code("phase")
    led_by = tuple(name.strip() for name in line.text("led_by").split(";") if name.strip())
    if not line.whole or number is None or held_on is None or minutes is None or place_kind is None or phase is None:
        return None
    return SessionRow(line, group, number, held_on, minutes, PlaceKind(place_kind), Phase(phase), led_by)


def _marks(line: Line) -> MarksRow | None:
    group, number, name = line.text("group"), line.whole_number("number"), line.text("name")
    codes = {int(column.name): line.code(column.name) for column in SESSION_COLUMNS}
    if not line.whole or number is None:
        return None
    return MarksRow(line, group, number, name, {n: Mark(code) for n, code in codes.items() if code})
