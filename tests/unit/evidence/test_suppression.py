"""A hidden count cannot be worked out: every release is attacked by trying all tables that fit it."""

from itertools import pairwise, product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tuvurane.evidence.suppression import Bar, Count, Sum, blur, merged, protect, rules

MOST_TABLES = 6_000
LINE = [Sum("all", ("a", "b", "c"))]
CELLS = [f"cell{row}{column}" for row in range(2) for column in range(3)]
GRID = [
    *(Sum(f"row{row}", tuple(f"cell{row}{column}" for column in range(3))) for row in range(2)),
    *(Sum(f"column{column}", tuple(f"cell{row}{column}" for row in range(2))) for column in range(3)),
    Sum("all", ("row0", "row1")),
]


def line(a: int, b: int, c: int) -> dict[str, int]:
    return {"a": a, "b": b, "c": c, "all": a + b + c}


def grid(cells: list[int]) -> dict[str, int]:
    counts = dict(zip(CELLS, cells, strict=True))
    for tie in GRID:
        counts[tie.total] = sum(counts[part] for part in tie.parts)
    return counts


def tables_that_fit(released: dict[str, Count], free: list[str], sums: list[Sum]) -> list[dict[str, int]]:
    """Every table that agrees with all that was released, found by trying each value of each free cell."""
    ranges = [range(released[name].low, released[name].high + 1) for name in free]
    fitting = []
    for values in product(*ranges):
        table = dict(zip(free, values, strict=True))
        for tie in sums:
            table[tie.total] = sum(table[part] for part in tie.parts)
        if all(released[name].low <= table[name] <= released[name].high for name in released):
            fitting.append(table)
    return fitting


def worked_out(counts: dict[str, int], fitting: list[dict[str, int]]) -> set[str]:
    small = {name for name, count in counts.items() if 0 < count <= rules().small_cell}
    return {name for name in small if len({table[name] for table in fitting}) < rules().leeway}


small_and_large = st.one_of(st.integers(0, 4), st.integers(5, 24))


@given(small_and_large, small_and_large, small_and_large)
def test_no_small_part_of_a_known_total_can_be_worked_out(a, b, c):
    counts = line(a, b, c)

    released = protect(counts, LINE)

    if released:
        fitting = tables_that_fit(released, ["a", "b", "c"], LINE)
        assert counts in fitting
        assert not worked_out(counts, fitting)


@given(st.lists(small_and_large, min_size=6, max_size=6))
def test_no_small_cell_of_a_table_with_margins_can_be_worked_out(cells):
    counts = grid(cells)

    released = protect(counts, GRID)

    if released:
        assume(prod(released[name].high - released[name].low + 1 for name in CELLS) <= MOST_TABLES)
        fitting = tables_that_fit(released, CELLS, GRID)
        assert counts in fitting
        assert not worked_out(counts, fitting)


@given(small_and_large, small_and_large, small_and_large)
def test_no_small_part_can_be_worked_out_of_rounded_counts(a, b, c):
    counts = line(a, b, c)

    released = blur(counts, LINE)

    if released:
        fitting = tables_that_fit(released, ["a", "b", "c"], LINE)
        assert counts in fitting
        assert not worked_out(counts, fitting)


def test_the_attack_of_this_file_sees_a_table_that_hides_too_little():
    counts = line(2, 20, 30)
    careless = {"a": Count(1, 4), "b": Count(20, 20), "c": Count(30, 30), "all": Count(52, 52)}

    fitting = tables_that_fit(careless, ["a", "b", "c"], LINE)

    assert worked_out(counts, fitting) == {"a"}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        (line(10, 20, 30), {"a": (10, 10), "b": (20, 20), "c": (30, 30)}),
        (line(0, 20, 30), {"a": (0, 0), "b": (20, 20), "c": (30, 30)}),
        (line(3, 20, 30), {"a": (1, 4), "b": (20, 20), "c": (29, 32)}),
        (line(2, 3, 95), {"a": (1, 4), "b": (1, 4), "c": (95, 95)}),
    ],
)
def test_small_counts_hide_with_the_part_that_costs_least(counts, shown):
    released = protect(counts, LINE)

    assert {name: (released[name].low, released[name].high) for name in shown} == shown
    assert released["all"] == Count(counts["all"], counts["all"])


def test_where_exact_counts_leave_no_choice_all_are_rounded():
    counts = grid([12, 2, 3, 2, 12, 0])

    released = protect(counts, GRID)

    assert released["all"].rounded
    assert released["all"].low <= counts["all"] <= released["all"].high


def test_rounded_counts_say_what_they_may_stand_for():
    released = blur(line(11, 23, 40), LINE)

    assert released == {
        "a": Count(8, 12, rounded=True),
        "b": Count(23, 27, rounded=True),
        "c": Count(38, 42, rounded=True),
        "all": Count(73, 77, rounded=True),
    }


@given(st.lists(st.integers(0, 12), max_size=15))
def test_bars_are_pooled_until_none_is_small_and_nobody_is_lost(heights):
    bars = [Bar(place, place + 1, height) for place, height in enumerate(heights)]

    pooled = merged(bars)

    assert len(pooled) != 1
    if pooled:
        assert all(bar.people > rules().small_cell for bar in pooled)
        assert sum(bar.people for bar in pooled) == sum(heights)
        assert all(left.high == right.low for left, right in pairwise(pooled))
