"""
Whether people answer differently to different interviewers: the part of all differences that lies between them.

Pure: no database, no clock.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from tuvurane.measures.rules.quality import level
from tuvurane.measures.thresholds import threshold

CONFIDENCE = 0.95
Values = Sequence[float]


class Correlation(NamedTuple):
    """The intraclass correlation of a one-way analysis of variance within areas, with its 95% interval."""

    value: float
    low: float
    high: float
    classes: int
    people: int


class Effect(NamedTuple):
    """
    What lies between interviewers of one commune.

    ``apart``: how many of them asked in two groups or more. ``chance``: how often as much would be seen if groups
    alone differed; None where too few asked in several groups to tell an interviewer from a group.
    """

    correlation: Correlation
    apart: int
    chance: float | None

    @property
    def stands_out(self) -> bool:
        """Whether interviewers differ by more than their groups explain."""
        return self.chance is not None and self.chance < level()


def interviewer_effect(totals: Mapping[str, Mapping[str, Mapping[str, Values]]]) -> Effect | None:
    """
    The effect of interviewers on totals, given by area, interviewer and group; None where there are too few.

    Groups differ too, so an interviewer who asked only one cannot be told from it. Whether interviewers differ by
    more than groups do is tested with the means of groups as the unit (nested analysis of variance; Snedecor and
    Cochran 1989, Statistical Methods, ch. 13).
    """
    beside = {area: {name: groups for name, groups in own.items() if groups} for area, own in totals.items()}
    beside = {area: own for area, own in beside.items() if len(own) > 1}
    if sum(map(len, beside.values())) < threshold("effect_interviewers").value:
        return None
    correlation = intraclass([[_flat(groups) for groups in own.values()] for own in beside.values()])
    if correlation is None:
        return None
    means = [
        [[sum(group) / len(group) for group in groups.values()] for groups in own.values()] for own in beside.values()
    ]
    apart = sum(len(one) > 1 for own in means for one in own)
    enough = apart >= threshold("effect_interviewers").value
    return Effect(correlation, apart, _chance(means) if enough else None)


def intraclass(areas: Sequence[Sequence[Values]]) -> Correlation | None:
    """
    ICC(1) of classes of unequal size, within areas: (MSB - MSW) / (MSB + (n0 - 1) MSW).

    n0 is the size of a class that counts (Donner and Koval 1980, Biometrics 36:19-25); the interval is the one of
    Shrout and Fleiss (1979), Psychological Bulletin 86:420-428, for ICC(1,1), with n0 for the number of raters.
    None where no class stands beside another, or nothing differs.
    """
    found = _squares(areas)
    if found.free_between < 1 or found.free_within < 1:
        return None
    between, within = found.between / found.free_between, found.within / found.free_within
    size = _size_that_counts(areas, found.free_between)
    if between + (size - 1) * within <= 0 or within <= 0:
        return None
    upper = 1 - (1 - CONFIDENCE) / 2
    ratio = between / within
    down = ratio / float(_special().fdtri(found.free_between, found.free_within, upper))
    up = ratio * float(_special().fdtri(found.free_within, found.free_between, upper))
    classes, people = sum(map(len, areas)), sum(len(one) for area in areas for one in area)
    value, low, high = ((one - 1) / (one + size - 1) for one in (ratio, down, up))
    return Correlation(value, low, high, classes, people)


class _Squares(NamedTuple):
    between: float
    within: float
    free_between: int
    free_within: int


def _squares(areas: Sequence[Sequence[Values]]) -> _Squares:
    """Sums of squares of classes around their area, and inside the classes, with their degrees of freedom."""
    between = within = 0.0
    free_between = free_within = 0
    for area in areas:
        everybody = [value for one in area for value in one]
        centre = sum(everybody) / len(everybody)
        for one in area:
            mean = sum(one) / len(one)
            between += len(one) * (mean - centre) ** 2
            within += sum((value - mean) ** 2 for value in one)
        free_between += len(area) - 1
        free_within += len(everybody) - len(area)
    return _Squares(between, within, free_between, free_within)


def _size_that_counts(areas: Sequence[Sequence[Values]], free_between: int) -> float:
    people = sum(len(one) for area in areas for one in area)
    weighed = sum(sum(len(one) ** 2 for one in area) / sum(map(len, area)) for area in areas)
    return (people - weighed) / free_between


def _chance(means: Sequence[Sequence[Values]]) -> float | None:
    """How often groups alone would make interviewers differ as much; None where groups leave nothing to compare with."""
    found = _squares(means)
    if found.free_between < 1 or found.free_within < 1 or found.within <= 0:
        return None
    ratio = (found.between / found.free_between) / (found.within / found.free_within)
    return float(_special().fdtrc(found.free_between, found.free_within, ratio))


def nested(rows: Sequence[tuple[str, str, str, float]]) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Totals with their area, interviewer and group, laid out for ``interviewer_effect``."""
    found: dict[str, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for area, asker, group, total in rows:
        found[area][asker][group].append(total)
    return found


def _flat(groups: Mapping[str, Values]) -> list[float]:
    return [total for group in groups.values() for total in group]


@cache
def _special() -> Any:
    # scipy takes a while to import: whoever never looks at quality should not wait for it.
    return import_module("scipy.special")
