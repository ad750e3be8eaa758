"""How far coders agree: Cohen's kappa and Krippendorff's alpha with bootstrap intervals. Pure: no database, no clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import krippendorff
import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95

Unit = Mapping[str, str]
"""The values that coders gave to one thing, by coder; who did not read it is not in it."""


class Agreement(NamedTuple):
    """A coefficient (at most 1; 0 is what chance brings), its 95% interval, and how many stories it rests on."""

    value: float
    low: float
    high: float
    stories: int


class Verdict(StrEnum):
    """What an agreement allows: firm conclusions, tentative ones, or a better codebook and another reading."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    RECODE = "recode"


def verdict(value: float, *, reliable: float, tentative: float) -> Verdict:
    """What a coefficient allows, by two limits of which the lower one still allows tentative conclusions."""
    if value >= reliable:
        return Verdict.RELIABLE
    return Verdict.TENTATIVE if value >= tentative else Verdict.RECODE


def alpha(stories: Sequence[Sequence[Unit]], *, seed: int, resamples: int = 2000) -> Agreement | None:
    """
    Krippendorff's alpha for nominal values, any number of coders, values missing where somebody did not read.

    ``stories``: of each story the decisions that were taken about it (one, or one a code); what fewer than two
    coders decided counts nowhere. Krippendorff (2011), Computing Krippendorff's alpha-reliability. The interval
    draws whole stories again (percentiles of the bootstrap), because the decisions about one story go together;
    ``seed`` makes it come out the same. Draws in which all said the same have no alpha and are left out.

    None where it is not defined: nothing was read twice, fewer than two stories, or all gave one same value.
    """
    paired = [[unit for unit in story if len(unit) > 1] for story in stories]
    paired = [story for story in paired if story]
    values = sorted({value for story in paired for unit in story for value in unit.values()})
    if len(paired) < 2 or len(values) < 2:
        return None
    counted = [[_counted(unit.values(), values) for unit in story] for story in paired]
    every = np.array([row for story in counted for row in story])
    value = float(krippendorff.alpha(value_counts=every, level_of_measurement="nominal"))
    return _with_interval(value, np.array([_disagreement(story) for story in counted]), _alpha_of, seed, resamples)


def kappa(stories: Sequence[Sequence[tuple[str, str]]], *, seed: int, resamples: int = 2000) -> Agreement | None:
    """
    Cohen's kappa of two coders for nominal values.

    ``stories``: of each story the pairs of values that the first and the second coder gave (one, or one a code).
    Cohen (1960), Educational and Psychological Measurement 20(1):37-46. Interval and ``seed`` as for ``alpha``.

    None where it is not defined: fewer than two stories, or both gave one same value throughout.
    """
    read = [story for story in stories if story]
    values = sorted({value for story in read for pair in story for value in pair})
    if len(read) < 2 or len(values) < 2:
        return None
    tables = np.array([_table(story, values) for story in read])
    found = float(_raters().cohens_kappa(tables.sum(axis=0), return_results=False))
    size = len(values)
    return _with_interval(
        found, tables.reshape(len(read), size * size), lambda sums: _kappa_of(sums, size), seed, resamples
    )


def double_coded(stories: int, *, share: float, least: int) -> int:
    """How many of ``stories`` are read by two coders: this share, and never fewer than ``least`` while there are any."""
    return min(stories, max(least, -int(-stories * share // 1)))


def _counted(given: Any, values: Sequence[str]) -> list[int]:
    counts = Counter(given)
    return [counts[value] for value in values]


def _disagreement(units: Sequence[Sequence[int]]) -> list[float]:
    """What one story adds to alpha: how often each value was given, and how far its decisions differ."""
    rows = np.array(units, dtype=float)
    read_by = rows.sum(axis=1)
    differing = (read_by**2 - (rows**2).sum(axis=1)) / (read_by - 1)
    return [*rows.sum(axis=0), differing.sum()]


def _alpha_of(sums: NDArray[Any]) -> NDArray[Any]:
    """1 - observed over expected disagreement, of sums over stories (last axis: the values, then the differing)."""
    values, differing = sums[..., :-1], sums[..., -1]
    total = values.sum(axis=-1)
    return _ratio(total**2 - (values**2).sum(axis=-1) - (total - 1) * differing, total**2 - (values**2).sum(axis=-1))


def _table(pairs: Sequence[tuple[str, str]], values: Sequence[str]) -> NDArray[Any]:
    counts = Counter(pairs)
    return np.array([[counts[first, second] for second in values] for first in values], dtype=float)


def _kappa_of(sums: NDArray[Any], size: int) -> NDArray[Any]:
    """Agreement beyond chance over what chance leaves open, of sums over stories (last axis: a table, row by row)."""
    table = sums.reshape(*sums.shape[:-1], size, size)
    total = table.sum(axis=(-2, -1))
    agreed = np.trace(table, axis1=-2, axis2=-1) * total
    by_chance = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
    return _ratio(agreed - by_chance, total**2 - by_chance)


def _ratio(over: NDArray[Any], under: NDArray[Any]) -> NDArray[Any]:
    """A quotient; where nothing is left to divide by, not a number."""
    quotient: NDArray[Any] = np.divide(over, under, out=np.full(np.shape(over), np.nan), where=np.abs(under) > 1e-12)
    return quotient


def _with_interval(value: float, by_story: NDArray[Any], of: Any, seed: int, resamples: int) -> Agreement:
    """The value with its percentile interval over ``resamples`` draws of whole stories."""
    count = len(by_story)
    weights = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    drawn = of(weights @ by_story)
    edges = (1 - CONFIDENCE) / 2
    low, high = np.nanquantile(drawn, [edges, 1 - edges])
    return Agreement(value, float(low), float(high), count)


@cache
def _raters() -> Any:
    # statsmodels takes a second to import: whoever never asks for agreement should not wait for it.
    return import_module("statsmodels.stats.inter_rater")
