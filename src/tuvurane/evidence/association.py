"""Do two things go together from group to group, and how sure is it? Pure statistics: no database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from math import atanh, sqrt, tanh
from statistics import NormalDist
from typing import Any

FEWEST = 4  # the interval's standard error divides by n - 3


class TooFewPairsError(ValueError):
    """The interval of a rank correlation needs four pairs at least."""


@dataclass(frozen=True, slots=True)
class Association:
    """Spearman's rank correlation over ``pairs`` pairs, with its interval; all in -1..1."""

    value: float
    low: float
    high: float
    pairs: int


def rank_correlation(first: Sequence[float], second: Sequence[float], *, level: float = 0.95) -> Association | None:
    """
    Whether what is high in one is high in the other: Spearman's rank correlation with its interval.

    By ranks, since shares of good stones crowd near one and a single wild group must not decide. Interval
    after Bonett and Wright (2000), Sample size requirements for estimating Pearson, Kendall and Spearman
    correlations, Psychometrika 65(1):23-28: Fisher's z with the standard error sqrt((1 + r^2 / 2) / (n - 3)).
    None where one of the two is the same everywhere. Raises TooFewPairsError below four pairs.
    """
    pairs = len(first)
    if pairs < FEWEST:
        raise TooFewPairsError(pairs)
    if len(set(first)) == 1 or len(set(second)) == 1:
        return None
    value = float(_stats().spearmanr(first, second).statistic)
    edge = min(abs(value), 1 - 1e-12)
    middle = atanh(edge if value >= 0 else -edge)
    wide = NormalDist().inv_cdf((1 + level) / 2) * sqrt((1 + value * value / 2) / (pairs - 3))
    return Association(value, tanh(middle - wide), tanh(middle + wide), pairs)


@cache
def _stats() -> Any:
    # scipy takes a moment to import: whoever never opens these pages should not wait for it.
    return import_module("scipy.stats")
