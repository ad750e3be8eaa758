"""What can be wrong with the rows together, and with what is already known: codes, parents, levels, successors."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from tuvurane.places.actions.rows import Code, PlaceRow
from tuvurane.places.actions.shape import is_well_formed
from tuvurane.places.problems import Fault

DEEPEST = 12
MOST_SUGGESTIONS = 20  # looking for a near code compares it with all: a list with more such faults has another one


@dataclass(frozen=True, slots=True)
class Known:
    """The places there are already: their ids by code, and each one's parent, level and name."""

    place_of: Mapping[Code, int] = field(default_factory=dict)
    parent_of: Mapping[int, int | None] = field(default_factory=dict)
    level_of: Mapping[int, str] = field(default_factory=dict)
    name_of: Mapping[int, str] = field(default_factory=dict)


class Forest:
    """
    The tree as it would stand after the rows are taken.

    A node is the id of a known place, or a negative number for a row that brings a new one.
    """

    def __init__(self, rows: Sequence[PlaceRow], known: Known) -> None:
        self.rows = rows
        self.known = known
        self.nodes = [self._node(index, row) for index, row in enumerate(rows)]
        self.node_of = dict(known.place_of)
        for node, row in zip(self.nodes, rows, strict=True):
            for code in row.codes:
                self.node_of.setdefault(code, node)
        self.row_of = dict(zip(self.nodes, rows, strict=True))
        self.parent_of: dict[int, int | None] = dict(known.parent_of)
        for node, row in self.row_of.items():
            self.parent_of[node] = self.node_of.get(row.parent) if row.parent else None

    def _node(self, index: int, row: PlaceRow) -> int:
        known = (self.known.place_of[code] for code in row.codes if code in self.known.place_of)
        return next(known, -1 - index)

    def level(self, node: int) -> str:
        """The level of a row or of a known place."""
        return self.row_of[node].level if node in self.row_of else self.known.level_of[node]

    def name(self, node: int) -> str:
        """The name of a row or of a known place."""
        return self.row_of[node].name if node in self.row_of else self.known.name_of[node]


def faults_of(rows: Sequence[PlaceRow], known: Known) -> list[Fault]:
    """Everything wrong between the rows, and between them and what is known."""
    forest = Forest(rows, known)
    faults = [*_codes(forest), *_unknown(forest), *_own_successors(forest)]
    cycles = list(_cycles(forest))
    # Depth and levels are read along the parents, which never end in a cycle.
    return faults + (cycles or [*_too_deep(forest), *_levels(forest)])


def _codes(forest: Forest) -> Iterator[Fault]:
    line_of: dict[Code, int] = {}
    line_of_node: dict[int, int] = {}
    for node, row in zip(forest.nodes, forest.rows, strict=True):
        repeated = False
        for column, code in _columns(row):
            if code in line_of:
                repeated = True
                yield Fault(row.line, column, code.code, "repeated_code", {"first": line_of[code]})
            line_of.setdefault(code, row.line)
        places = {forest.known.place_of[code] for code in row.codes if code in forest.known.place_of}
        if len(places) > 1:
            names = ", ".join(sorted(forest.known.name_of[place] for place in places))
            yield Fault(row.line, "more_codes", _cell(row.more_codes), "codes_of_two_places", {"names": names})
        if node in line_of_node and not repeated:
            yield Fault(row.line, "code", row.code.code, "same_place_twice", {"first": line_of_node[node]})
        line_of_node.setdefault(node, row.line)


def _columns(row: PlaceRow) -> Iterator[tuple[str, Code]]:
    yield "code", row.code
    for code in row.more_codes:
        yield "more_codes", code


def _cell(codes: tuple[Code, ...]) -> str:
    return ";".join(str(code) for code in codes)


def _unknown(forest: Forest) -> Iterator[Fault]:
    suggestions: dict[Code, str] = {}
    for row in forest.rows:
        wanted = [("parent_code", "unknown_parent", row.parent)] if row.parent else []
        wanted += [("successors", "unknown_successor", share.successor) for share in row.successors]
        for column, fault, code in wanted:
            if code in forest.node_of or not is_well_formed(code):
                continue
            if code not in suggestions and len(suggestions) < MOST_SUGGESTIONS:
                suggestions[code] = _nearest(code, forest)
            yield Fault(row.line, column, str(code), fault, nearest=suggestions.get(code, ""))


def _nearest(wanted: Code, forest: Forest) -> str:
    near = get_close_matches(str(wanted), [str(code) for code in forest.node_of], n=1, cutoff=0.8)
    return near[0] if near else ""


def _own_successors(forest: Forest) -> Iterator[Fault]:
    for node, row in zip(forest.nodes, forest.rows, strict=True):
        successors = [forest.node_of.get(share.successor) for share in row.successors]
        codes = [str(share.successor) for share in row.successors]
        if node in successors:
            yield Fault(row.line, "successors", codes[successors.index(node)], "succeeds_itself")
        met = [place for place in successors if place is not None]
        distinct_codes = len({share.successor for share in row.successors}) == len(codes)
        if distinct_codes and len(set(met)) < len(met):  # one place under two of its codes
            yield Fault(row.line, "successors", ";".join(codes), "repeated_successor")


def _cycles(forest: Forest) -> Iterator[Fault]:
    done: set[int] = set()
    for start in forest.nodes:
        walk: dict[int, None] = {}
        node: int | None = start
        while node is not None and node not in done and node not in walk:
            walk[node] = None
            node = forest.parent_of.get(node)
        if node is not None and node in walk:
            members = list(walk)
            yield _cycle(forest, members[members.index(node) :])
        done.update(walk)


def _cycle(forest: Forest, members: list[int]) -> Fault:
    rows = [forest.row_of[node] for node in members if node in forest.row_of]
    first = min(rows, key=lambda row: row.line)
    start = next(index for index, node in enumerate(members) if forest.row_of.get(node) is first)
    around = [*members[start:], *members[: start + 1]]
    names = " > ".join(forest.name(node) for node in around)
    return Fault(first.line, "parent_code", str(first.parent), "cycle", {"members": names})


def _too_deep(forest: Forest) -> Iterator[Fault]:
    depth_of: dict[int, int] = {}
    for node, row in zip(forest.nodes, forest.rows, strict=True):
        chain: list[int] = []
        above: int | None = node
        while above is not None and above not in depth_of:
            chain.append(above)
            above = forest.parent_of.get(above)
        for below in reversed(chain):
            parent = forest.parent_of.get(below)
            depth_of[below] = 1 if parent is None else depth_of[parent] + 1
        if depth_of[node] > DEEPEST:
            yield Fault(row.line, "parent_code", str(row.parent), "too_deep", {"most": DEEPEST})


def _levels(forest: Forest) -> Iterator[Fault]:
    """
    Levels stand in one order: none above itself, and no two now this way, now that.

    Where rows disagree the more frequent pair is taken for right, so that one slip is named and
    not the hundred rows that are well.
    """
    pairs = {
        node: (forest.level(parent), forest.level(node))
        for node, parent in forest.parent_of.items()
        if parent is not None
    }
    counts = Counter(pairs.values())
    below: dict[str, set[str]] = {}
    wrong: set[tuple[str, str]] = set()
    for upper, lower in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        if upper == lower or _stands_below(upper, lower, below):
            wrong.add((upper, lower))
        else:
            below.setdefault(upper, set()).add(lower)
    for node, row in zip(forest.nodes, forest.rows, strict=True):
        if pairs.get(node) in wrong:
            upper, lower = pairs[node]
            yield Fault(row.line, "level", row.level, "level_order", {"upper": upper, "lower": lower})


def _stands_below(level: str, upper: str, below: Mapping[str, set[str]]) -> bool:
    waiting = [upper]
    seen: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current == level:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(below.get(current, ()))
    return False
