"""
The order of the visits of a day, on the tree of places.

No coordinates and no roads are known here, only which place lies in which. So the distance between two
places is the number of steps from one to the other in the tree (up to the first place that holds both, and
down again), and the order is the best one for that distance and for nothing else: whoever knows the roads
decides.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Stop = TypeVar("Stop", bound=Hashable)
Path = Sequence[int]  # the places from the root down to a place itself


def distance(one: Path, other: Path) -> int:
    """Steps in the tree between two places; two trees hang together above their roots."""
    shared = shared_steps(one, other)
    return len(one) + len(other) - 2 * shared


def shared_steps(one: Path, other: Path) -> int:
    """How many places, from the root down, hold both."""
    pairs = zip(one, other, strict=False)
    shared = 0
    for first, second in pairs:
        if first != second:
            break
        shared += 1
    return shared


def length(start: Path, stops: Iterable[Path]) -> int:
    """The steps of a way from ``start`` through the stops in their order."""
    steps, here = 0, start
    for stop in stops:
        steps += distance(here, stop)
        here = stop
    return steps


def order(start: Path, stops: Mapping[Stop, Path]) -> list[Stop]:
    """
    The stops in an order whose way from ``start`` is shortest. It does not come back.

    Seen from the start the ways to all stops make a tree. The way goes through it depth first and takes
    at every fork the branch that reaches less far first, the farthest last.

    It cannot be shorter. Let E be the number of edges of that tree and h the distance of the farthest stop.
    Take any way through all stops, and the edge between some part of the tree and the start: the way must
    cross it, as a stop lies beyond (each leaf is one). If the way ends on the start's side, it crosses an
    even number of times, so at least twice. Only edges between the start and the way's end may be crossed
    once, and as the way ends at a stop these are at most h. So every way has at least 2E - h steps. Depth
    first, each edge is crossed twice but those to the last stop; as the farthest branch is taken last at
    each fork, that stop is the farthest one: 2E - h steps.

    Stops at one place follow one another in the order given; equal branches too.
    """
    tree = _Fork()
    for stop, path in stops.items():
        fork = tree
        for step in _way(start, path):
            fork = fork.branches.setdefault(step, _Fork())
        fork.stops.append(stop)
    return _walk(tree)


class _Fork:
    """A place on the way: the stops there, and where the way goes on from it, away from the start."""

    def __init__(self) -> None:
        self.stops: list[Hashable] = []
        self.branches: dict[tuple[str, int], _Fork] = {}

    @property
    def reach(self) -> int:
        """Steps to the farthest stop beyond."""
        return max((1 + fork.reach for fork in self.branches.values()), default=0)


def _way(start: Path, path: Path) -> list[tuple[str, int]]:
    """The steps from the start to a place: up to what holds both, each named by what is left, then down."""
    shared = shared_steps(start, path)
    up = [("up", place) for place in reversed(start[shared:])]
    return [*up, *(("down", place) for place in path[shared:])]


def _walk(fork: _Fork) -> list[Stop]:
    found: list[Stop] = list(fork.stops)  # type: ignore[arg-type]
    for branch in sorted(fork.branches.values(), key=lambda one: one.reach):
        found += _walk(branch)
    return found
