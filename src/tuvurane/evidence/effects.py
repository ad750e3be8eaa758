"""How much did people change, and how sure can we be? Pure statistics: no database, no clock."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module, resources
from itertools import pairwise
from math import ceil, sqrt
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuvurane.measures.scoring import Instrument, Reliability, Spread

Floats = npt.NDArray[np.float64]


class Pair(NamedTuple):
    """One person measured twice: the group they belong to, both totals, and their sex."""

    group: str
    first: float
    second: float
    sex: str


class Warned(StrEnum):
    """What a reader must know before believing an interval."""

    FEW_CLUSTERS = "few_clusters"
    NO_SPREAD = "no_spread"


class Direction(StrEnum):
    """Which way is better on this instrument."""

    LOWER = "lower"
    HIGHER = "higher"


class Strictness(StrEnum):
    """Whether a change must exceed the points of a rule, or reach them."""

    MORE = "more"
    AS_MUCH = "as_much"


class Verdict(StrEnum):
    """What happened to one person, beyond what the error of measurement explains."""

    BETTER = "better"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    UNCLASSIFIED = "unclassified"


class TooFewClustersError(ValueError):
    """An interval over groups needs two groups at least."""


@dataclass(frozen=True, slots=True)
class ClusteredFit:
    """Coefficients of a linear model, their standard errors and intervals, robust to clusters."""

    coefficients: tuple[float, ...]
    standard_errors: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]
    clusters: int


@dataclass(frozen=True, slots=True)
class Mean:
    """
    A mean over people in groups, with its uncertainty.

    ``estimate``, ``standard_error``, ``low`` and ``high`` are in the units of the score; ``level``
    is the confidence level of the interval; ``people`` and ``clusters`` say what it rests on.
    """

    estimate: float
    standard_error: float
    low: float
    high: float
    level: float
    people: int
    clusters: int
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """
    How large a change must be before it is called one, for one sex or for everyone (None).

    ``points`` is in units of the score; ``strictness`` says whether as much is enough.
    ``kind`` names the sentence that explains the rule, filled from ``details``; ``population`` says
    by language for whom it was published, ``spread_in`` among whom the spread behind it was.
    """

    kind: str
    sex: str | None
    points: float
    strictness: Strictness
    population: Mapping[str, str]
    sources: tuple[str, ...]
    details: Mapping[str, float]
    spread_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """
    How an instrument is read: its range, which way is better, and its rules of change (may be none).

    ``step`` is the least by which two totals can differ; ``title`` by language.
    """

    instrument: str
    title: Mapping[str, str]
    lowest: float
    highest: float
    step: float
    bin_width: float
    direction: Direction
    rules: tuple[ChangeRule, ...]

    def rule_for(self, sex: str) -> ChangeRule | None:
        """The rule for a person of this sex, or the rule for everyone, or None."""
        fitting = {rule.sex: rule for rule in self.rules}
        return fitting.get(sex, fitting.get(None))


def clustered_ols(outcome: Floats, design: Floats, clusters: Sequence[str], *, level: float) -> ClusteredFit:
    """
    Ordinary least squares whose standard errors allow people of one group to resemble each other.

    The sandwich estimator with the small-sample factor G/(G-1) * (N-1)/(N-K), and intervals from
    the t distribution with G-1 degrees of freedom (G clusters, N people, K columns of ``design``),
    as in Stata's ``vce(cluster)``. Reference: Cameron and Miller (2015), A practitioner's guide to
    cluster-robust inference, Journal of Human Resources 50(2), section II and VI.

    Raises TooFewClustersError below two clusters.
    """
    numbered = {cluster: place for place, cluster in enumerate(dict.fromkeys(clusters))}
    codes, count = np.fromiter((numbered[cluster] for cluster in clusters), np.int64, len(clusters)), len(numbered)
    if count < 2:
        raise TooFewClustersError(count)
    model = _least_squares()(outcome, design)
    fit = model.fit(cov_type="cluster", cov_kwds={"groups": codes, "use_correction": True}, use_t=True)
    low_high = fit.conf_int(alpha=1 - level)
    return ClusteredFit(
        tuple(float(value) for value in fit.params),
        tuple(float(value) for value in fit.bse),
        tuple((float(low), float(high)) for low, high in low_high),
        count,
    )


def warm_up() -> None:
    """Load the statistics now: it takes seconds, which a server can spend before its first reader."""
    _least_squares()


@cache
def _least_squares() -> Any:
    # statsmodels takes seconds to import: whoever never opens this page should not wait for it.
    return import_module("statsmodels.regression.linear_model").OLS


@dataclass(frozen=True, slots=True)
class ClusteredMean:
    """The mean of a score over people who sit in groups, with a cluster-robust interval."""

    level: float = 0.95

    def fit(self, values: Sequence[float], clusters: Sequence[str]) -> Mean:
        """
        Estimate the mean of ``values`` (units of the score); ``clusters`` names each value's group.

        A linear model with an intercept only, see ``clustered_ols``. Raises TooFewClustersError
        below two groups.
        """
        outcome = np.asarray(values, dtype=np.float64)
        found = clustered_ols(outcome, np.ones((len(outcome), 1)), clusters, level=self.level)
        warned = []
        if found.clusters < few_clusters():
            warned.append(Warned.FEW_CLUSTERS)
        if found.standard_errors[0] == 0:
            warned.append(Warned.NO_SPREAD)
        (low, high), error = found.intervals[0], found.standard_errors[0]
        return Mean(found.coefficients[0], error, low, high, self.level, len(outcome), found.clusters, tuple(warned))


@dataclass(frozen=True, slots=True)
class MeanChange:
    """The mean change of the people who were measured at both waves (second minus first)."""

    level: float = 0.95

    def fit(self, pairs: Sequence[Pair]) -> Mean:
        """Estimate the mean change. Raises TooFewClustersError below two groups."""
        changes = [pair.second - pair.first for pair in pairs]
        return ClusteredMean(self.level).fit(changes, [pair.group for pair in pairs])


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """Who changed by more than the error of measurement explains (Jacobson and Truax 1991)."""

    yardstick: Yardstick

    def verdict(self, *, sex: str, change: float) -> Verdict:
        """The verdict on one person's change in points; UNCLASSIFIED where no rule is published for them."""
        rule = self.yardstick.rule_for(sex)
        if rule is None:
            return Verdict.UNCLASSIFIED
        size = abs(change)
        if size < rule.points or (rule.strictness is Strictness.MORE and size == rule.points):
            return Verdict.UNCHANGED
        rose = change > 0
        return Verdict.BETTER if rose == (self.yardstick.direction is Direction.HIGHER) else Verdict.WORSE

    def fit(self, pairs: Sequence[Pair]) -> dict[Verdict, int]:
        """How many people got each verdict; every verdict stands in the answer, also with 0."""
        # People of one sex with one change have one verdict: thousands of people are few questions.
        alike = Counter((pair.sex, pair.second - pair.first) for pair in pairs)
        counted: Counter[Verdict] = Counter()
        for (sex, change), people in alike.items():
            counted[self.verdict(sex=sex, change=change)] += people
        return {verdict: counted[verdict] for verdict in Verdict}


def reliable_points(*, sd: float, reliability: float, z: float) -> float:
    """
    The change that exceeds the error of measurement: z * sqrt(2) * SD * sqrt(1 - r).

    ``sd`` is the standard deviation at the first wave, ``reliability`` r lies in 0..1. Jacobson and
    Truax (1991), Journal of Consulting and Clinical Psychology 59(1), 12-19.
    """
    return z * sqrt(2) * sd * sqrt(1 - reliability)


@dataclass(frozen=True, slots=True)
class Bin:
    """People whose change lies between two edges: ``low`` included, ``high`` not, except in the last bin."""

    low: float
    high: float
    people: int


def distribution(pairs: Sequence[Pair], yardstick: Yardstick) -> tuple[Bin, ...]:
    """
    How the changes spread: bins of the instrument's ``bin_width``, the middle one around no change.

    The bins cover every possible change, so their edges tell nothing about anybody.
    """
    width = yardstick.bin_width
    half = np.ceil((yardstick.highest - yardstick.lowest) / width)
    edges = np.arange(-half - 0.5, half + 1) * width
    counts, _ = np.histogram([pair.second - pair.first for pair in pairs], bins=edges)
    return tuple(
        Bin(float(low), float(high), int(count)) for (low, high), count in zip(pairwise(edges), counts, strict=True)
    )


@cache
def _data() -> dict[str, Any]:
    file = resources.files("tuvurane.evidence").joinpath("reliability.json")
    return dict(json.loads(file.read_text(encoding="utf-8")))


def few_clusters() -> int:
    """Below this many groups an interval carries a warning; the source stands in the data file."""
    return int(_data()["few_clusters"]["value"])


def yardstick(definition: Instrument, *, not_asked: Collection[str] = ()) -> Yardstick:
    """
    How an instrument is read, from its definition.

    The range falls into about nine bins, each an odd number of steps wide: then the middle one lies
    around no change, and no change lies on an edge. Asked without some items (``not_asked``) it has no
    rule of change: what was published rests on all of them. Raises ValueError for an instrument without a total.
    """
    ends = definition.range_without(not_asked)
    if ends is None:
        raise ValueError(definition.name)
    low, high = ends
    step = definition.total_of(1, len(definition.items) - len(not_asked))
    return Yardstick(
        definition.name,
        definition.title,
        low,
        high,
        step,
        _odd_at_least((high - low) / 9 / step) * step,
        Direction(definition.scoring.better),
        () if not_asked else _rules(definition),
    )


def _odd_at_least(number: float) -> int:
    whole = max(1, ceil(round(number, 6)))
    return whole + (whole + 1) % 2


def _rules(definition: Instrument) -> tuple[ChangeRule, ...]:
    """Reliable change where a reliability and a spread are published; else a published important change."""
    reliable: dict[str | None, ChangeRule] = {}
    for row in definition.reliability:
        spread = _spread_beside(row, definition.spread)
        if spread is not None:
            reliable.setdefault(row.sex, _reliable(row, spread))
    if reliable:
        return tuple(reliable.values())
    important = definition.important_change
    if important is None:
        return ()
    points = float(important.value)
    return (
        ChangeRule("published_points", None, points, Strictness.AS_MUCH, {}, (important.source,), {"points": points}),
    )


def _spread_beside(row: Reliability, spreads: Sequence[Spread]) -> Spread | None:
    """The spread that belongs to a reliability: found in the same language, among the same sex or all."""
    fitting = [spread for spread in spreads if spread.language == row.language and spread.sex in {row.sex, None}]
    return max(fitting, key=lambda spread: spread.sex is not None, default=None)


def _reliable(row: Reliability, spread: Spread) -> ChangeRule:
    z = _data()["z"]
    points = reliable_points(sd=spread.value, reliability=row.value, z=float(z["value"]))
    return ChangeRule(
        "reliable_change",
        row.sex,
        points,
        Strictness.MORE,
        row.population,
        (row.source, spread.source, z["source"]),
        {"sd": spread.value, "reliability": row.value, "points": points},
        spread.population,
    )
