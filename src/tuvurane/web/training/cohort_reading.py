"""What the page of a cohort says: who came on which day, and how the same behaviours changed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.web.templatetags.training import figure, signed
from tuvurane.web.training.readings import in_language
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.training.codes import DayMark
    from tuvurane.training.models import CourseDay
    from tuvurane.training.queries import TraineeRow
    from tuvurane.training.queries.growth import Agreement, CohortGrowth
    from tuvurane.training.rules.change import CohortChange


class Day(NamedTuple):
    """One column of the grid: a day of the course, whether it may be marked yet, and whether it was."""

    on: date
    may_mark: bool
    marked: bool


class Grid(NamedTuple):
    """Who was there on which day; None: nobody said."""

    days: list[Day]
    rows: "list[tuple[TraineeRow, list[DayMark | None]]]"


def grid_of(rows: "Sequence[TraineeRow]", days: Sequence[date], said: "Sequence[CourseDay]", *, today: date) -> Grid:
    """The attendance of a course as a table, every day of it a column."""
    marked = {day.on for day in said}
    columns = [Day(on, on <= today, on in marked) for on in days]
    return Grid(columns, [(row, [row.marks.get(on) for on in days]) for row in rows])


class CohortLine(NamedTuple):
    """The mean level of one competence before and after, over the ``n`` who were seen both times."""

    title: str
    before: float
    after: float
    n: int
    kappa: float | None

    @property
    def difference(self) -> float:
        return self.after - self.before


class CohortTold(NamedTuple):
    """The change of a cohort in words: a sentence with its interval, its base, and how far raters agree."""

    lines: list[CohortLine]
    said: str
    trainees: int
    raters: int
    notes: list[str]


def cohort_told(growth: "CohortGrowth") -> CohortTold:
    """What a cohort's ratings come to; no lines where nobody was seen both at the start and at the end."""
    kappas = growth.agreement.kappas if growth.agreement else {}
    lines = [
        CohortLine(
            in_language(growth.rubric.competence(row.competence).title),
            row.before,
            row.after,
            row.people,
            kappas.get(row.competence),
        )
        for row in growth.rows
        if growth.rubric is not None
    ]
    notes = [_agreed(growth.agreement), *_of_uncertified(growth), say("training.cohort.no_cause")]
    return CohortTold(lines, _said(growth.change), growth.trainees, growth.raters, notes)


def _said(change: "CohortChange | None") -> str:
    if change is None:
        return say("training.cohort.too_few")
    means = {"change": signed(change.estimate), "before": figure(change.before), "after": figure(change.after)}
    if change.low is None or change.high is None:
        return say("training.cohort.said_no_interval", **means)
    return say("training.cohort.said", **means, low=signed(change.low), high=signed(change.high))


def _agreed(agreement: "Agreement | None") -> str:
    if agreement is None or agreement.icc is None:
        return say("training.cohort.not_agreed")
    icc = {name: figure(getattr(agreement.icc, name)) for name in ("low", "high")}
    return say(
        "training.cohort.agreed",
        first=agreement.first,
        second=agreement.second,
        n=agreement.observations,
        icc=figure(agreement.icc.value),
        **icc,
    )


def _of_uncertified(growth: "CohortGrowth") -> list[str]:
    if not growth.uncertified:
        return []
    return [say("training.cohort.uncertified", n=growth.uncertified, of=growth.ratings)]
