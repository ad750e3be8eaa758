"""The one way out: every figure that leaves evidence is released here, or hidden. Pure; thresholds are data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from enum import StrEnum
from math import ceil, floor
from types import MappingProxyType
from typing import NamedTuple

from tuvurane.evidence.suppression import Bar, Count, Rules, Sum, blur, merged, nearest, protect, rules

WHOLE = ""  # the place path that stands for everything the reader reaches
_SEAL = object()
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Size(NamedTuple):
    """How many people, in how many groups."""

    people: int
    groups: int


class GroupSize(NamedTuple):
    """One group: the path of its place, and how many of its people are in the figures."""

    place_path: str
    people: int


class Estimate(NamedTuple):
    """A mean with its interval, before release; ``size`` says what it rests on."""

    value: float
    low: float
    high: float
    size: Size


class Reason(StrEnum):
    """Why nothing is shown."""

    TOO_FEW = "too_few"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Draft:
    """
    Figures that nobody may see yet.

    ``base`` is the size of what all means rest on; ``place_path`` the scope (``WHOLE`` or a path)
    and ``landscape`` every group that the reader reaches, so that hidden neighbours stay hidden;
    ``counts`` are tied together by ``sums``; ``span`` is the range of the scale in points;
    ``parts`` are means of a partition of the base (by sex): all are released, or none.
    """

    base: Size
    place_path: str
    landscape: Sequence[GroupSize]
    counts: Mapping[str, int]
    sums: Sequence[Sum]
    means: Mapping[str, Estimate]
    span: float
    parts: Mapping[str, Estimate] = field(default_factory=dict)
    bars: Sequence[Bar] = ()


class ReleasedMean(NamedTuple):
    """A mean and its interval, rounded to ``step`` points: one person cannot be read from it."""

    value: float
    low: float
    high: float
    step: float
    groups: int


@dataclass(frozen=True, slots=True)
class Released:
    """Figures that may be shown. Only ``release`` makes one. What is missing here stays hidden."""

    counts: Mapping[str, Count]
    means: Mapping[str, ReleasedMean]
    parts: Mapping[str, ReleasedMean]
    bars: tuple[Bar, ...]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("Only disclosure.release makes a Released.")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Nothing may be shown, and why; ``rules`` say how much is needed."""

    reason: Reason
    rules: Rules = field(default_factory=rules)


def enough(size: Size) -> bool:
    """Whether this many people in this many groups may be shown at all."""
    return size.people >= rules().people and size.groups >= rules().groups


def release(draft: Draft) -> Released | Withheld:
    """
    Release what may be shown of a draft.

    Nothing below the thresholds, nor where a hidden neighbour could be worked out; no mean on too
    few; means rounded to ``step``; small counts hidden together with what would reveal them;
    counts of a part of the programme rounded, and no figures by sex there (the difference of two
    scopes would tell of a few people); bars joined until none is small, then rounded.
    """
    if not enough(draft.base):
        return Withheld(Reason.TOO_FEW)
    if draft.place_path not in visible_places(draft.landscape):
        return Withheld(Reason.NEIGHBOUR)
    whole = draft.place_path == WHOLE
    counts, sums = _without_telling_totals(draft)
    shown = protect(counts, sums) if whole else blur(counts, sums)
    means = {name: _rounded(mean, draft.span) for name, mean in draft.means.items() if enough(mean.size)}
    parts_shown = whole and all(enough(part.size) for part in draft.parts.values())
    parts = {name: _rounded(part, draft.span) for name, part in draft.parts.items() if parts_shown}
    bars = tuple(Bar(bar.low, bar.high, nearest(bar.people)) for bar in merged(draft.bars))
    return Released(MappingProxyType(shown), MappingProxyType(means), MappingProxyType(parts), bars, seal=_SEAL)


def visible_places(landscape: Iterable[GroupSize]) -> frozenset[str]:
    """
    The places whose figures may be shown so that no smaller set of groups can be worked out.

    From the whole downwards: of a shown place, the parts that stay hidden must together be enough
    (else the smallest shown part is hidden with them), and nothing below a hidden part is shown.
    Whatever is added and subtracted, the smallest set that can be reached is such a remainder.
    """
    below: dict[str, Size] = defaultdict(lambda: Size(0, 0))
    children: dict[str, set[str]] = defaultdict(set)
    for group in landscape:
        parent = WHOLE
        below[WHOLE] = _joined([below[WHOLE], Size(group.people, 1)])
        for place in _prefixes(group.place_path):
            below[place] = _joined([below[place], Size(group.people, 1)])
            children[parent].add(place)
            parent = place
    shown: set[str] = set()
    waiting = [WHOLE] if enough(below[WHOLE]) else []
    while waiting:
        place = waiting.pop()
        shown.add(place)
        waiting.extend(_shown_parts(below[place], {child: below[child] for child in sorted(children[place])}))
    return frozenset(shown)


def _shown_parts(whole: Size, parts: Mapping[str, Size]) -> list[str]:
    shown = sorted((name for name in parts if enough(parts[name])), key=lambda name: (parts[name], name))
    while shown:
        seen = _joined([parts[name] for name in shown])
        rest = Size(whole.people - seen.people, whole.groups - seen.groups)
        if rest == Size(0, 0) or enough(rest):
            break
        shown.pop(0)
    return shown


def _prefixes(path: str) -> list[str]:
    steps = path.strip("/").split("/")
    return [f"/{'/'.join(steps[: depth + 1])}/" for depth in range(len(steps))]


def _joined(sizes: Iterable[Size]) -> Size:
    people, groups = 0, 0
    for size in sizes:
        people, groups = people + size.people, groups + size.groups
    return Size(people, groups)


def grouped(parts: Mapping[str, Size]) -> tuple[tuple[str, ...], ...]:
    """
    Parts of a whole (by sex) joined until each may be shown; empty when only one would remain.

    The groups of a part may also hold people of another part, so joined parts count the larger
    number of groups.
    """
    ordered = sorted((name for name in parts if parts[name].people), key=lambda name: (parts[name], name))
    alone = [name for name in ordered if enough(parts[name])]
    joined = [name for name in ordered if name not in alone]
    while joined and alone and not enough(_overlapping([parts[name] for name in joined])):
        joined.append(alone.pop(0))
    answer = [(name,) for name in alone] + ([tuple(joined)] if joined else [])
    return tuple(answer) if len(answer) > 1 else ()


def _overlapping(sizes: Sequence[Size]) -> Size:
    return Size(sum(size.people for size in sizes), max(size.groups for size in sizes))


def _without_telling_totals(draft: Draft) -> tuple[dict[str, int], list[Sum]]:
    """Leave out the parts of a telling sum in which everyone shares one part: it would tell of each."""
    left_out = {
        part
        for total, parts, telling in draft.sums
        if telling and any(draft.counts[part] == draft.counts[total] for part in parts)
        for part in parts
    }
    counts = {name: count for name, count in draft.counts.items() if name not in left_out}
    return counts, [tie for tie in draft.sums if not left_out.intersection(tie.parts)]


def _rounded(mean: Estimate, span: float) -> ReleasedMean:
    """A mean rounded so coarsely that one person more or less does not show, its interval outwards."""
    step = next((step for step in _STEPS if step * mean.size.people >= span), _STEPS[-1])
    low, high = floor(mean.low / step + 1e-9) * step, ceil(mean.high / step - 1e-9) * step
    return ReleasedMean(
        round(round(mean.value / step) * step, 1), round(low, 1), round(high, 1), step, mean.size.groups
    )
