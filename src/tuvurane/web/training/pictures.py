"""Growth as a picture with its words: the same behaviours then and now, on one line each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuvurane.evidence import charts
from tuvurane.web.templatetags.training import figure
from tuvurane.web.training.readings import Line
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.web.training.cohort_reading import CohortLine


def growth(name: str, lines: Sequence[Line]) -> str:
    """One person's levels on two occasions; an SVG."""
    rows = tuple(
        charts.Dumbbell(
            line.title,
            float(line.first.level) if line.first else None,
            float(line.last.level) if line.last else None,
            str(line.first.level) if line.first else "",
            str(line.last.level) if line.last else "",
        )
        for line in lines
    )
    named = charts.Named(say("training.growth.first"), say("training.growth.last"), say("training.growth.last_lower"))
    both = sum(line.both for line in lines)
    said = charts.Said(
        say("training.growth.picture", name=name),
        say("training.growth.picture_told"),
        say("training.growth.picture_foot", n=both, of=len(lines)),
    )
    return charts.dumbbell(said, rows, named=named)


def cohort(name: str, lines: Sequence["CohortLine"], *, trainees: int, raters: int) -> str:
    """A cohort's mean levels before and after; an SVG."""
    rows = tuple(
        charts.Dumbbell(line.title, line.before, line.after, figure(line.before), figure(line.after)) for line in lines
    )
    said = charts.Said(
        say("training.cohort.picture", name=name),
        say("training.cohort.picture_told"),
        say("training.cohort.base", trainees=trainees, raters=raters),
    )
    named = charts.Named(
        say("training.cohort.before"), say("training.cohort.after"), say("training.cohort.after_lower")
    )
    return charts.dumbbell(said, rows, named=named)
