"""The vote with stones: what may be shown, a share with its interval, sessions pooled. Pure; limits are thresholds."""

from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from tuvurane.groups.thresholds import threshold

LEVEL = 0.95


class Share(NamedTuple):
    """Stones in the good container out of all that lie there, of one question."""

    good: int
    stones: int

    @property
    def value(self) -> float:
        """The share itself, in 0..1. Raises ZeroDivisionError where no stone lies."""
        return self.good / self.stones

    @property
    def interval(self) -> tuple[float, float]:
        """Its Wilson interval at ``LEVEL``."""
        return wilson(self.good, self.stones)


class Pool(NamedTuple):
    """Sessions that follow one another, read together: the first and last number, how many, their share."""

    first: int
    last: int
    sessions: int
    share: Share


def guard(good: int, middle: int, not_good: int, *, present: int, by_two: bool | None = None) -> str:
    """
    Why the totals of one question must not be shown; empty when they may.

    ``few``: so few stones that they could be traced to a person. ``all_not_good``: whoever was there
    is known to have laid theirs in the third container. ``mismatch``: stones and people present
    differ. ``one_counter``: one person counted them alone (``by_two`` False; None: not said). Whatever
    it is, a reader is told no more than that the group needs a visit.
    """
    stones = good + middle + not_good
    if stones < threshold("voice_fewest").value:
        return "few"
    if stones == not_good:
        return "all_not_good"
    if stones != present:
        return "mismatch"
    return "one_counter" if by_two is False else ""


def is_reliable(good: int, middle: int, not_good: int, *, present: int, by_two: bool | None) -> bool:
    """
    Whether the totals can be believed, so that they count in a figure over many groups.

    There no person can be told, so few stones or nothing but third containers are no reason to leave a
    group out: it would hide the groups that are worst off.
    """
    stones = good + middle + not_good
    return stones > 0 and stones == present and by_two is not False


def wilson(good: float, stones: float, *, level: float = LEVEL) -> tuple[float, float]:
    """
    The score interval of a share, which stays inside 0..1 and says something of nought and of all too.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, J Am Stat Assoc
    22:209-212; method 3 in Newcombe (1998), Stat Med 17:857-872. ``stones`` need not be whole: an
    effective number of stones is taken as well. Raises ZeroDivisionError where no stone lies.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    return score_interval(good / stones, stones, z)


def score_interval(share: float, stones: float, z: float) -> tuple[float, float]:
    """The interval of ``wilson`` for a share, with any quantile ``z``."""
    middle, wide = share + z * z / (2 * stones), z * sqrt(share * (1 - share) / stones + z * z / (4 * stones**2))
    low, high = (middle - wide) / (1 + z * z / stones), (middle + wide) / (1 + z * z / stones)
    return max(0.0, low), min(1.0, high)


def pooled(votes: Iterable[tuple[int, Share]]) -> list[Pool]:
    """
    The votes of one question, by session number, in pools large enough for readers outside the circle.

    Each pool has as many sessions and stones as the thresholds ask; none overlap, and what is left over
    waits for the next sessions: of two readings a week apart, nobody can take one session out.
    """
    least_sessions, least_stones = threshold("voice_pool_sessions").value, threshold("voice_pool_stones").value
    pools: list[Pool] = []
    waiting: list[tuple[int, Share]] = []
    for vote in votes:
        waiting.append(vote)
        stones = sum(share.stones for _, share in waiting)
        if len(waiting) >= least_sessions and stones >= least_stones:
            good = sum(share.good for _, share in waiting)
            pools.append(Pool(waiting[0][0], waiting[-1][0], len(waiting), Share(good, stones)))
            waiting = []
    return pools
