"""Hiding small counts so that nobody can work them out. Pure; the thresholds are data with a source."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog


@dataclass(frozen=True, slots=True)
class Rules:
    """
    The thresholds, from ``disclosure.json`` where each has its source.

    Nothing is shown below ``groups`` and ``people``; counts of 1 to ``small_cell`` are hidden, so
    well that ``leeway`` different values stay possible;
    counts of a part of the programme are rounded to a multiple of ``rounding``.
    """

    groups: int
    people: int
    small_cell: int
    leeway: int
    rounding: int


class Sum(NamedTuple):
    """A count that is the sum of others. ``telling``: its parts say something about a person."""

    total: str
    parts: tuple[str, ...]
    telling: bool = False


class Bar(NamedTuple):
    """How many people lie between two edges."""

    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class Count:
    """A released count: exact when ``low == high``, else somewhere between the two."""

    low: int
    high: int
    rounded: bool = False

    @property
    def exact(self) -> bool:
        """Whether this is the count itself."""
        return self.low == self.high

    @property
    def middle(self) -> float:
        """The middle of what is known: the count itself when exact."""
        return (self.low + self.high) / 2


@cache
def rules() -> Rules:
    """The thresholds in force."""
    file = resources.files("tuvurane.evidence").joinpath("disclosure.json")
    entries = json.loads(file.read_text(encoding="utf-8"))
    return Rules(**{name: int(entry["value"]) for name, entry in entries.items()})


def protect(counts: Mapping[str, int], sums: Sequence[Sum]) -> dict[str, Count]:
    """
    Hide counts of 1 to ``small_cell``, and as many others as it takes so that none can be derived.

    After release each hidden small count may still have ``leeway`` different values at least,
    whatever is added and subtracted along ``sums``. A hidden count is given as the range that anyone could
    work out. Where exact counts leave no such choice, all are rounded; where rounding does not
    protect either, none is released (an empty answer).
    """
    hidden = small = _small(counts)
    while True:
        ranges = _ranges({name: _limits(counts[name]) for name in hidden}, counts, sums)
        exposed = _exposed(small, ranges)
        if not exposed:
            return {name: ranges.get(name, Count(count, count)) for name, count in counts.items()}
        companion = _companion(counts, sums, exposed, hidden)
        if companion is None:
            return blur(counts, sums)
        hidden = hidden | {companion}


def blur(counts: Mapping[str, int], sums: Sequence[Sum]) -> dict[str, Count]:
    """
    Round every count; an empty answer where a small one could be worked out all the same.

    Also what keeps the difference of two scopes, or of two days, from telling of one person.
    """
    blurred = {name: _blurred(count) for name, count in counts.items()}
    small = _small(counts)
    if small:
        limits = {name: (count.low, count.high) for name, count in blurred.items()}
        if _exposed(small, _ranges(limits, counts, sums, wanted=small)):
            return {}
    return blurred


def nearest(count: int) -> int:
    """The nearest multiple of the rounding."""
    return rules().rounding * round(count / rules().rounding)


def _blurred(count: int) -> Count:
    if count == 0:
        return Count(0, 0)
    if count <= rules().small_cell:
        return Count(1, rules().small_cell)
    half = (rules().rounding - 1) // 2
    return Count(nearest(count) - half, nearest(count) + half, rounded=True)


def _small(counts: Mapping[str, int]) -> frozenset[str]:
    return frozenset(name for name, count in counts.items() if 0 < count <= rules().small_cell)


def _exposed(small: Iterable[str], ranges: Mapping[str, Count]) -> set[str]:
    return {name for name in small if ranges[name].high - ranges[name].low + 1 < rules().leeway}


def _limits(count: int) -> tuple[int, int | None]:
    """What a reader knows of a hidden count: it is small, or else it was hidden beside a small one."""
    return (1, rules().small_cell) if count <= rules().small_cell else (rules().small_cell + 1, None)


def _companion(counts: Mapping[str, int], sums: Sequence[Sum], exposed: set[str], hidden: frozenset[str]) -> str | None:
    """The largest shown part beside an exposed count (else a total): hiding it costs least."""
    touched = [tie for tie in sums if exposed & {tie.total, *tie.parts}]
    touched = touched or [tie for tie in sums if hidden & {tie.total, *tie.parts}]
    parts = {name for tie in touched for name in tie.parts}
    totals = {tie.total for tie in touched} - parts
    for layer in (parts, totals):
        open_cells = [name for name in layer - hidden if counts[name] > 0]
        if open_cells:
            return max(open_cells, key=lambda name: (counts[name], name))
    return None


def _ranges(
    limits: Mapping[str, tuple[int, int | None]],
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    *,
    wanted: Iterable[str] | None = None,
) -> dict[str, Count]:
    """What anyone can work out about hidden counts: the smallest and largest value of each wanted one."""
    names = sorted(limits)
    rows, known = [], []
    for tie in sums:
        signs = {tie.total: -1, **dict.fromkeys(tie.parts, 1)}
        if limits.keys() & signs.keys():
            rows.append([signs.get(name, 0) for name in names])
            known.append(-sum(sign * counts[name] for name, sign in signs.items() if name not in limits))
    if not rows:
        return {name: Count(low, counts[name] if high is None else high) for name, (low, high) in limits.items()}
    ceiling = sum(counts.values())
    bounds = [(low, ceiling if high is None else high) for low, high in (limits[name] for name in names)]
    return {name: _range(names.index(name), rows, known, bounds) for name in (names if wanted is None else wanted)}


def _range(place: int, rows: list[list[int]], known: list[int], bounds: list[tuple[int, int]]) -> Count:
    ends = []
    for sign in (1, -1):
        goal = np.zeros(len(bounds))
        goal[place] = sign
        found = linprog(goal, A_eq=rows, b_eq=known, bounds=bounds, method="highs")
        ends.append(sign * found.fun)
    return Count(ceil(ends[0] - 1e-6), floor(ends[1] + 1e-6))


def merged(bars: Sequence[Bar]) -> list[Bar]:
    """Bars without empty ends, each small bar joined with its neighbour; empty if only one remains."""
    filled = [place for place, bar in enumerate(bars) if bar.people]
    if not filled:
        return []
    ready: list[Bar] = []
    small = rules().small_cell
    for bar in bars[filled[0] : filled[-1] + 1]:
        if ready and (ready[-1].people <= small or bar.people <= small):
            last = ready.pop()
            ready.append(Bar(last.low, bar.high, last.people + bar.people))
        else:
            ready.append(bar)
    return ready if len(ready) > 1 else []
