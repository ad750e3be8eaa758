"""The rows of a list of trainings, typed. Only whole rows come out; what is wrong with the others is among the faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from tuvurane.exchange.sheets.faults import Faults
from tuvurane.exchange.sheets.labels import code_of
from tuvurane.exchange.sheets.lines import Line, day_of, shown
from tuvurane.exchange.sheets.plain import same_name
from tuvurane.exchange.sheets.workbook import Table
from tuvurane.exchange.trainings.columns import DAY_COLUMNS, TRAININGS
from tuvurane.training.codes import CourseLevel, CyclePoint, DayMark, Enrolment, Route, Sex

Typed = TypeVar("Typed")


@dataclass(frozen=True, slots=True)
class CourseRow:
    """``days``: those that are named one by one; none: every day but Sundays."""

    line: Line
    name: str
    level: CourseLevel
    place: str
    site: str
    starts_on: date
    ends_on: date
    days: tuple[date, ...]
    capacity: int | None
    point: CyclePoint
    trainers: tuple[str, ...]
    generation: int | None

    @property
    def key(self) -> str:
        return same_name(self.name)


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """``marks`` by the number of the day in the course, from 1."""

    line: Line
    course: str
    name: str
    username: str
    place: str
    sex: Sex | None
    languages: tuple[str, ...]
    route: Route | None
    outcome: Enrolment
    days_present: int | None
    marks: Mapping[int, DayMark]

    @property
    def key(self) -> str:
        return same_name(self.course)


class Listed(NamedTuple):
    """All rows of a file that can be read for themselves; ``broken`` are the courses of those that cannot."""

    courses: list[CourseRow]
    trainees: list[TraineeRow]
    broken: set[str]


def rows_of(tables: Mapping[str, Table], faults: Faults, today: date) -> Listed:
    """Type every row of both sheets."""
    broken: set[str] = set()

    def typed(sheet: str, make: Callable[[Line], Typed | None]) -> list[Typed]:
        typed_rows = []
        for row in tables[sheet].rows:
            made = make(Line(tables[sheet], row, faults, today))
            if made is not None:
                typed_rows.append(made)
            elif sheet == "courses" and "course" in row.cells:
                broken.add(same_name(shown(row.cells["course"].value)))
        return typed_rows

    return Listed(typed("courses", _course), typed("trainees", _trainee), broken)


def _course(line: Line) -> CourseRow | None:
    name, place, site = line.text("course"), line.text("place"), line.text("site")
    level, point = line.code("level"), line.code("point")
    starts_on, ends_on = line.day("starts_on", may_come=True), line.day("ends_on", may_come=True)
    capacity, generation = line.whole_number("capacity"), line.whole_number("generation")
    trainers, days = _parts(line.text("trainers")), _days(line)
    if not line.whole or level is None or point is None or starts_on is None or ends_on is None:
        return None
    return CourseRow(
        line=line,
        name=name,
        level=CourseLevel(level),
        place=place,
        site=site,
        starts_on=starts_on,
        ends_on=ends_on,
        days=days,
        capacity=capacity,
        point=CyclePoint(point),
        trainers=trainers,
        generation=generation,
    )


def _days(line: Line) -> tuple[date, ...]:
    """The days of a cell that names several, parted by semicolons, or one."""
    days = []
    for part in _parts(line.text("days")):
        day = day_of(part)
        if day is None:
            line.fault("days", "bad_days", part=part)
            return ()
        days.append(day)
    return tuple(sorted(set(days)))


def _trainee(line: Line) -> TraineeRow | None:
    course, name, place = line.text("course"), line.text("name"), line.text("place")
    username, languages = line.text("user_name"), _languages(line)
    sex, route, outcome = line.code("sex"), line.code("came_from"), line.code("outcome")
    present = line.whole_number("days_present")
    marks = {int(column.name): line.code(column.name) for column in DAY_COLUMNS}
    if not line.whole or outcome is None:
        return None
    return TraineeRow(
        line=line,
        course=course,
        name=name,
        username=username,
        place=place,
        sex=Sex(sex.lower()) if sex else None,
        languages=languages,
        route=Route(route) if route else None,
        outcome=Enrolment(outcome),
        days_present=present,
        marks={number: DayMark(code) for number, code in marks.items() if code},
    )


def _languages(line: Line) -> tuple[str, ...]:
    """The languages of a cell that names several, each by its code or its label."""
    found = []
    for part in _parts(line.text("languages")):
        code = code_of(TRAININGS, "language", part)
        if code is None:
            line.fault("languages", "bad_language", part=part)
            return ()
        found.append(code)
    return tuple(dict.fromkeys(found))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
