"""The order of a day's visits: never a step longer than the best of all orders."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.supervision.rules.route import distance, length, order

# Burunga 1 > Musongati 2 > Muriza 21, Butare 22; Makamba 3 > Kibago 31; Gitega 9 > 91
MUSONGATI, MURIZA, BUTARE = (1, 2), (1, 2, 21), (1, 2, 22)
MAKAMBA, KIBAGO, GITEGA = (1, 3), (1, 3, 31), (9, 91)

DISTANCES = [
    (MURIZA, MURIZA, 0), (MUSONGATI, MURIZA, 1), (MURIZA, BUTARE, 2), (MURIZA, KIBAGO, 4), (MURIZA, GITEGA, 5),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "steps"), DISTANCES)
def test_distance_is_steps_in_the_tree(one, other, steps):
    assert distance(one, other) == distance(other, one) == steps


ORDERS = {
    "nothing to visit": (MUSONGATI, {}, []),
    "where one stands comes first": (MURIZA, {"b": BUTARE, "a": MURIZA}, ["a", "b"]),
    "near branches before far ones": (MUSONGATI, {"kibago": KIBAGO, "muriza": MURIZA}, ["muriza", "kibago"]),
    "a place before what lies in it": (MUSONGATI, {"kibago": KIBAGO, "makamba": MAKAMBA}, ["makamba", "kibago"]),
    "what lies together stays together": (
        KIBAGO,
        {"muriza": MURIZA, "gitega": GITEGA, "butare": BUTARE},
        ["muriza", "butare", "gitega"],
    ),
    "equal branches as they were given": (MUSONGATI, {"b": BUTARE, "a": MURIZA}, ["b", "a"]),
    "two at one place": (MAKAMBA, {"x": MURIZA, "y": KIBAGO, "z": MURIZA}, ["y", "x", "z"]),
}


@pytest.mark.parametrize(("start", "stops", "expected"), ORDERS.values(), ids=list(ORDERS))
def test_stops_come_in_this_order(start, stops, expected):
    assert order(start, stops) == expected


# Paths in a forest: a step's number is drawn so that siblings, cousins and other trees all come up.
PATHS = st.lists(st.integers(1, 3), min_size=1, max_size=5).map(
    lambda steps: tuple(int("".join(map(str, steps[: depth + 1]))) for depth in range(len(steps)))
)


@given(start=PATHS, stops=st.lists(PATHS, max_size=6))
def test_no_order_of_up_to_six_stops_is_shorter(start, stops):
    named = dict(enumerate(stops))

    found = order(start, named)

    best = min(length(start, ordered) for ordered in permutations(stops))
    assert sorted(found) == sorted(named)
    assert length(start, [named[stop] for stop in found]) == best
