"""A share over stones that lie in groups, and how sure it is. Pure statistics: no database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from tuvurane.groups.rules.voice import score_interval


class TooFewGroupsError(ValueError):
    """An interval over groups needs two groups at least."""


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A share with its interval (0..1) over ``groups`` groups and ``stones`` stones; ``effective``: stones worth."""

    value: float
    low: float
    high: float
    stones: int
    groups: int
    effective: float


def share_over_groups(counted: Sequence[tuple[int, int]], *, level: float = 0.95) -> GroupShare:
    """
    The share of good stones over groups: (good, all) of each, every stone weighing the same.

    Stones of one group resemble each other. The variance is the cluster-robust one of a ratio (G/(G-1)
    times the sum of squared residuals of the groups, over the squared number of stones), which gives an
    effective number of stones, never above their number; where no spread is seen a group counts as one
    stone. The interval is Wilson's for that number with the t quantile of G-1 degrees of freedom: it
    stays in 0..1 and, unlike the plain one, covers for shares near one and few groups. After Korn and
    Graubard (1998), Survey Methodology 24(2):193-201, and Dean and Pagano (2015), J Survey Statistics and
    Methodology 3(4):484-503. Raises TooFewGroupsError.
    """
    groups, stones = len(counted), sum(total for _, total in counted)
    if groups < 2:
        raise TooFewGroupsError(groups)
    share = sum(good for good, _ in counted) / stones
    residuals = sum((good - share * total) ** 2 for good, total in counted)
    variance = groups / (groups - 1) * residuals / stones**2
    binomial = share * (1 - share)
    effective = min(float(stones), binomial / variance) if variance > 0 and binomial > 0 else float(groups)
    low, high = score_interval(share, effective, _t_quantile((1 + level) / 2, groups - 1))
    return GroupShare(share, low, high, stones, groups, effective)


@cache
def _t_quantile(probability: float, degrees: int) -> float:
    return float(_special().stdtrit(degrees, probability))


@cache
def _special() -> Any:
    # scipy takes a moment to import: whoever never opens these pages should not wait for it.
    return import_module("scipy.special")
