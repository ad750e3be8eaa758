"""Shares over groups and rank correlations beside other programs, published numbers and known truths."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from tuvurane.evidence.association import TooFewPairsError, rank_correlation
from tuvurane.evidence.effects import clustered_ols
from tuvurane.evidence.shares import TooFewGroupsError, share_over_groups
from tuvurane.groups.rules.voice import wilson

pytestmark = pytest.mark.witness

COUNTED = [(9, 10), (7, 12), (11, 11), (5, 9), (8, 14)]


@pytest.mark.parametrize(("good", "stones"), [(0, 7), (1, 13), (8, 11), (12, 12), (391, 480)])
def test_the_interval_of_one_share_is_the_one_of_statsmodels(good, stones):
    assert wilson(good, stones) == pytest.approx(proportion_confint(good, stones, method="wilson"), abs=1e-12)


def test_the_effective_stones_are_those_of_a_cluster_robust_regression():
    outcome = np.array([laid for good, stones in COUNTED for laid in [1.0] * good + [0.0] * (stones - good)])
    groups = [str(number) for number, (_, stones) in enumerate(COUNTED) for _ in range(stones)]
    fitted = clustered_ols(outcome, np.ones((len(outcome), 1)), groups, level=0.95)

    found = share_over_groups(COUNTED)

    assert found.value == pytest.approx(fitted.coefficients[0])
    assert found.effective == pytest.approx(found.value * (1 - found.value) / fitted.standard_errors[0] ** 2)


@pytest.mark.parametrize("counted", [[(10, 10), (12, 12), (9, 9)], [(8, 10), (8, 10), (8, 10)]])
def test_where_groups_do_not_differ_a_group_is_no_more_than_one_stone(counted):
    assert share_over_groups(counted).effective == 3


def test_one_group_has_no_interval():
    with pytest.raises(TooFewGroupsError):
        share_over_groups([(8, 10)])


@pytest.mark.slow
@pytest.mark.parametrize(("share", "alike"), [(0.7, 0.05), (0.85, 0.15), (0.95, 0.05)])
@pytest.mark.parametrize("groups", [3, 12, 40])
def test_the_band_holds_the_truth_as_often_as_it_says(share, alike, groups):
    rng, rounds, held = np.random.default_rng(20261128), 600, 0
    spread = (1 - alike) / alike
    for _ in range(rounds):
        stones = rng.integers(6, 15, groups)
        good = rng.binomial(stones, rng.beta(share * spread, (1 - share) * spread, groups))
        found = share_over_groups(list(zip(good.tolist(), stones.tolist(), strict=True)))
        held += found.low <= share <= found.high

    assert held / rounds > 0.92


# R's statpsych 1.6, ci.spear(.05, y, x), the example of its manual.
Y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
X = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
# Zar, Biostatistical Analysis: wings and tails of twelve birds, rank correlation 0.851.
WINGS = [10.4, 10.8, 11.1, 10.2, 10.3, 10.2, 10.7, 10.5, 10.8, 11.2, 10.6, 11.4]
TAILS = [7.4, 7.6, 7.9, 7.2, 7.4, 7.1, 7.4, 7.2, 7.8, 7.7, 7.8, 8.3]


def test_the_rank_correlation_and_its_interval_are_those_of_statpsych():
    found = rank_correlation(Y, X)

    assert (found.value, found.low, found.high) == pytest.approx((0.8699639, 0.5840951, 0.9638297), abs=5e-8)


def test_the_rank_correlation_is_the_published_one_and_that_of_scipy():
    found = rank_correlation(WINGS, TAILS)

    assert round(found.value, 3) == 0.851
    assert found.value == pytest.approx(stats.spearmanr(WINGS, TAILS).statistic)


def test_a_single_wild_group_moves_ranks_little():
    calm, wild = list(range(30)), [*range(29), 10_000]

    assert rank_correlation(calm, wild).value == rank_correlation(calm, calm).value == 1


def test_what_is_the_same_everywhere_goes_with_nothing_and_three_pairs_are_too_few():
    assert rank_correlation([1, 1, 1, 1], [1, 2, 3, 4]) is None
    with pytest.raises(TooFewPairsError):
        rank_correlation([1, 2, 3], [1, 2, 3])


@pytest.mark.slow
@pytest.mark.parametrize("link", [0.0, 0.6])
def test_the_interval_of_twenty_groups_holds_the_truth_as_often_as_it_says(link):
    rng, rounds, groups = np.random.default_rng(20261128), 400, 20
    truth = stats.spearmanr(*_groups(rng, link, 100_000)).statistic

    held = 0
    for _ in range(rounds):
        found = rank_correlation(*_groups(rng, link, groups))
        held += found.low <= truth <= found.high

    assert held / rounds > 0.92


def _groups(rng, link, groups):
    """Safe shares that crowd near one, and mean changes of few people, some of them wild."""
    felt, other = rng.standard_normal(groups), rng.standard_normal(groups)
    stones = rng.integers(35, 66, groups)
    safe = rng.binomial(stones, 1 / (1 + np.exp(-(1.9 + 0.8 * felt)))) / stones
    change = 1.5 * (link * felt + np.sqrt(1 - link**2) * other) + rng.standard_normal(groups) * 1.7
    return safe.tolist(), np.where(rng.random(groups) < 0.05, 6 * change, change).tolist()
