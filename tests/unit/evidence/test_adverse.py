"""What is released of adverse events: rounded, of enough groups, and nothing from which one could be read."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.evidence.adverse import adverse_released, half_year
from tuvurane.evidence.suppression import rules
from tuvurane.foundation.intervals import exact_interval

CELLS = [(kind, how) for kind in ("breach", "violence", "other") for how in ("unrelated", "possible", "likely")]
TOTALS = {
    **{kind: [cell for cell in CELLS if cell[0] == kind] for kind in ("breach", "violence", "other")},
    "all": CELLS,
}


def group(number):
    return UUID(int=number + 1)


def released(events, groups=None, *, hurt=0, met=120):
    units = {cell: {group(at) for at in range(events.get(cell, 0))} for cell in CELLS} | (groups or {})
    return adverse_released({cell: events.get(cell, 0) for cell in CELLS}, units, totals=TOTALS, hurt=hurt, met=met)


@pytest.mark.parametrize("n", range(5))
def test_none_and_few_read_the_same(n):
    assert released({("violence", "likely"): n}) == released({})


def test_what_is_enough_is_rounded():
    found = released({("breach", "possible"): 12})

    assert found.cells["breach", "possible"].rounded
    assert found.cells["breach", "possible"].middle == 10
    assert found.cells["breach", "likely"] is None


def test_many_events_of_few_groups_are_not_shown():
    found = released({("breach", "possible"): 12}, {("breach", "possible"): {group(1), group(2)}})

    assert found.cells["breach", "possible"] is None
    assert found.totals["all"] is None


@pytest.mark.parametrize(("met", "said"), [(0, False), (3, False), (4, False), (5, True), (120, True)])
def test_where_few_groups_met_nothing_is_said(met, said):
    assert (released({}, met=met) is not None) is said


@pytest.mark.parametrize("hurt", range(5))
def test_the_rate_of_few_groups_is_only_a_limit_that_all_of_them_share(hurt):
    found = released({}, hurt=hurt)

    assert found.share is None
    assert found.below == released({}).below
    assert found.below / 100 >= exact_interval(hurt, 120)[1]


def test_the_rate_of_enough_groups_has_its_interval():
    found = released({}, hurt=12)

    assert (found.share.value, found.share.low, found.share.high) == (10, 5, 17)


COUNTS = st.dictionaries(st.sampled_from(CELLS), st.integers(0, 40))


@given(events=COUNTS)
def test_one_event_more_or_less_of_a_small_cell_changes_nothing_in_it(events):
    small = [cell for cell in CELLS if events.get(cell, 0) <= rules().small_cell]

    for cell in small[:3]:
        assert released(events).cells[cell] is None


@given(events=COUNTS, hurt=st.integers(0, 40))
def test_what_is_shown_holds_the_truth(events, hurt):
    found = released(events, hurt=hurt)

    for cell, shown in found.cells.items():
        assert shown is None or shown.low <= events[cell] <= shown.high
    for total, cells in TOTALS.items():
        shown = found.totals[total]
        assert shown is None or shown.low <= sum(events.get(cell, 0) for cell in cells) <= shown.high


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2026, 7, 1), date(2026, 12, 31)),
    ],
)
def test_a_half_year_has_its_days(day, first, last):
    assert half_year(day) == (first, last)
