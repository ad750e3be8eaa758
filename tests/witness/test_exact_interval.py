"""The exact interval of a share against published ones, and against statsmodels."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from tuvurane.foundation.intervals import exact_interval

# Newcombe (1998), Two-sided confidence intervals for the single proportion: comparison of seven methods, Statistics in
# Medicine 17:857-872, table I, method 5 (Clopper-Pearson "exact").
NEWCOMBE = [
    (81, 263, 0.2527, 0.3676),
    (15, 148, 0.0578, 0.1617),
    (0, 20, 0.0000, 0.1684),
    (1, 29, 0.0009, 0.1776),
]


@pytest.mark.parametrize(("found", "of", "low", "high"), NEWCOMBE)
def test_the_published_examples_of_newcombe(found, of, low, high):
    assert [round(end, 4) for end in exact_interval(found, of)] == [low, high]


def test_the_example_of_conover():
    # Conover (1999), Practical nonparametric statistics, 3rd ed., tables: 5 of 25.
    assert [round(end, 3) for end in exact_interval(5, 25)] == [0.068, 0.407]


@given(of=st.integers(1, 20_000), share=st.floats(0, 1), level=st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_it_is_that_of_statsmodels(of, share, level):
    found = round(of * share)

    low, high = exact_interval(found, of, level=level)
    theirs = proportion_confint(found, of, alpha=1 - level, method="beta")

    assert math.isclose(low, float(theirs[0]), abs_tol=1e-9)
    assert math.isclose(high, float(theirs[1]), abs_tol=1e-9)


@given(of=st.integers(1, 60))
def test_it_says_by_its_tails_what_it_is(of):
    """At the lower limit as many or more are found in 2.5 % of samples, at the upper as few or fewer."""
    for found in range(of + 1):
        low, high = exact_interval(found, of)
        more = sum(math.comb(of, k) * low**k * (1 - low) ** (of - k) for k in range(found, of + 1))
        fewer = sum(math.comb(of, k) * high**k * (1 - high) ** (of - k) for k in range(found + 1))
        assert math.isclose(more, 0.025 if found else 1, rel_tol=1e-6)
        assert math.isclose(fewer, 0.025 if found < of else 1, rel_tol=1e-6)


@pytest.mark.parametrize(("found", "of"), [(0, 0), (3, 2), (-1, 5)])
def test_a_share_of_nothing_has_none(found, of):
    with pytest.raises(ValueError, match=str(of)):
        exact_interval(found, of)
