"""Hiding small counts so that nobody can work them out. Pure; the thresholds are data with a source."""

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np

Limits = Mapping[str, tuple[int, int | None]]


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
    whatever is added and subtracted along ``sums``. A hidden count is given as the range that
    anyone could work out. Where exact counts leave no such choice, all are rounded; where rounding does not
    protect either, none is released (an empty answer).
    """
    hidden = small = _small(counts)
    while True:
        ranges = _ranges({name: _limits(counts[name]) for name in hidden}, counts, sums, small=small)
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
        limits: Limits = {name: (count.low, count.high) for name, count in blurred.items()}
        if _exposed(small, _ranges(limits, counts, sums, small=small)):
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


class _Equations(NamedTuple):
    """The sums as equations over hidden counts: ``rows`` of +1, 0, -1 that add up to ``known``."""

    names: list[str]
    rows: list[list[int]]
    known: list[int]
    bounds: list[tuple[int, int]]


def _equations(limits: Limits, counts: Mapping[str, int], sums: Sequence[Sum]) -> _Equations:
    names = sorted(limits)
    rows, known = [], []
    for tie in sums:
        signs = {tie.total: -1, **dict.fromkeys(tie.parts, 1)}
        if limits.keys() & signs.keys():
            rows.append([signs.get(name, 0) for name in names])
            known.append(-sum(sign * counts[name] for name, sign in signs.items() if name not in limits))
    ceiling = sum(counts.values())
    bounds = [(low, ceiling if high is None else high) for low, high in (limits[name] for name in names)]
    return _Equations(names, rows, known, bounds)


def _ranges(limits: Limits, counts: Mapping[str, int], sums: Sequence[Sum], *, small: Set[str]) -> dict[str, Count]:
    """
    What anyone can work out about hidden counts: the smallest and largest value of each.

    A quick look, one sum at a time, finds most exposed counts. Where it finds the small ones safe,
    their exact ranges are sought (a linear programme for each end); the others keep the quick look.
    """
    equations = _equations(limits, counts, sums)
    quick = _quick_look(equations)
    if not equations.rows or _exposed(small, quick):
        return quick
    solved = {name: _range(name, equations) for name in sorted(small)}
    return quick | solved


def _quick_look(equations: _Equations) -> dict[str, Count]:
    """Narrow each bound by what its sums leave to it, until nothing moves."""
    bounds, before = list(equations.bounds), None
    while bounds != before:
        before = list(bounds)
        for row, known in zip(equations.rows, equations.known, strict=True):
            _narrow(bounds, row, known)
    return {name: Count(low, high) for name, (low, high) in zip(equations.names, bounds, strict=True)}


def _narrow(bounds: list[tuple[int, int]], row: Sequence[int], known: int) -> None:
    """Narrow in place: in a sum each count is what the others leave."""
    signed = [(place, sign) for place, sign in enumerate(row) if sign]
    for place, sign in signed:
        others = [(s * bounds[p][0], s * bounds[p][1]) for p, s in signed if p != place]
        least = known - sum(max(ends) for ends in others)
        most = known - sum(min(ends) for ends in others)
        low, high = sorted((sign * least, sign * most))
        bounds[place] = (max(bounds[place][0], low), min(bounds[place][1], high))


def _range(name: str, equations: _Equations) -> Count:
    place, ends = equations.names.index(name), []
    for sign in (1, -1):
        goal = np.zeros(len(equations.bounds))
        goal[place] = sign
        found = _linear_programme()(
            goal, A_eq=equations.rows, b_eq=equations.known, bounds=equations.bounds, method="highs"
        )
        ends.append(sign * found.fun)
    return Count(ceil(ends[0] - 1e-6), floor(ends[1] + 1e-6))


@cache
def _linear_programme() -> Any:
    # scipy.optimize takes over a second to import: whoever never opens this page should not wait for it.
    return import_module("scipy.optimize").linprog


def merged(bars: Sequence[Bar]) -> list[Bar]:
    """
    Bars pooled from both ends towards the highest until none is small; empty if only one remains.

    Empty ends are cut off; an empty bar between others is pooled too.
    """
    filled = [place for place, bar in enumerate(bars) if bar.people]
    if not filled:
        return []
    peak = max(filled, key=lambda place: bars[place].people)
    left, from_left = _pooled(bars[filled[0] : peak])
    right, from_right = _pooled(bars[filled[-1] : peak : -1])
    middle = _joined([*from_left, bars[peak], *from_right])
    ready = [*left, middle, *reversed(right)]
    return ready if len(ready) > 1 else []


def _pooled(bars: Sequence[Bar]) -> tuple[list[Bar], list[Bar]]:
    """Bars joined in this order until each is large enough, and what remains small at the end."""
    ready: list[Bar] = []
    waiting: list[Bar] = []
    for bar in bars:
        waiting.append(bar)
        if sum(pooled.people for pooled in waiting) > rules().small_cell:
            ready.append(_joined(waiting))
            waiting = []
    return ready, waiting


def _joined(bars: Sequence[Bar]) -> Bar:
    return Bar(min(bar.low for bar in bars), max(bar.high for bar in bars), sum(bar.people for bar in bars))
