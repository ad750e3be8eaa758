"""Agreement of raters against published worked examples, other programs, and a published theorem."""

from itertools import permutations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from tuvurane.training.rules.agreement import icc_2_1, weighted_kappa

# Shrout and Fleiss (1979), Psychological Bulletin 86(2), table 2: six targets, four judges. Their table 3
# has the mean squares 11.24, 32.49 and 1.02, table 4 ICC(2,1) = .29; the interval as R's psych prints it.
SHROUT_AND_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Anxiety of 20 people by three raters, the data of R's package irr.
ANXIETY = [
    [3, 3, 2], [3, 6, 1], [3, 4, 4], [4, 6, 4], [5, 2, 3], [5, 4, 2], [2, 2, 1], [3, 4, 6], [5, 3, 1], [2, 3, 1],
    [2, 2, 1], [6, 3, 2], [1, 3, 3], [5, 3, 3], [2, 2, 1], [2, 2, 1], [1, 1, 3], [2, 3, 3], [4, 3, 2], [3, 4, 2],
]  # fmt: skip


def test_six_targets_and_four_judges_as_shrout_and_fleiss_have_them():
    found = icc_2_1(SHROUT_AND_FLEISS)

    # irr's icc(model = "twoway", type = "agreement") prints 0.2897638 for these data; as a fraction 184/635.
    assert found.value == pytest.approx(0.2897638, abs=1e-6)
    assert found.value == pytest.approx(184 / 635, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((0.019, 0.761), abs=5e-4)


def test_the_published_mean_squares_give_the_same():
    """The formula of the paper with its rounded mean squares, beside ours from the raw scores."""
    between, judges, error = 11.24, 32.49, 1.02

    by_hand = (between - error) / (between + 3 * error + 4 * (judges - error) / 6)

    assert icc_2_1(SHROUT_AND_FLEISS).value == pytest.approx(by_hand, abs=1e-3)


def test_twenty_people_and_three_raters_as_irr_has_them():
    """R: icc(anxiety, model = "twoway", type = "agreement"): ICC(A,1) = 0.198, -0.039 < ICC < 0.494."""
    assert icc_2_1(ANXIETY) == pytest.approx((0.198, -0.039, 0.494), abs=5e-4)


def test_an_interval_has_the_coverage_it_claims():
    """Simulated truth, fixed seed: McGraw and Wong's interval is close to 95%; 400 draws leave about 1.1 points."""
    rng = np.random.default_rng(1996)
    truth = 1.0 / (1.0 + 0.2 + 0.5)
    held = 0
    for _ in range(400):
        scores = rng.normal(0, 1, (15, 1)) + rng.normal(0, 0.2**0.5, (1, 6)) + rng.normal(0, 0.5**0.5, (15, 6))
        found = icc_2_1(scores.tolist())
        held += found.low <= truth <= found.high

    assert 0.92 <= held / 400 <= 0.98


def test_two_raters_of_anxiety_as_irr_has_them():
    """R: kappa2(anxiety[, 2:3], "squared") = 0.2520325; irr knows only the levels that occur."""
    second, third = ([row[rater] for row in ANXIETY] for rater in (1, 2))

    assert weighted_kappa(second, third, levels=(1, 2, 3, 4, 6)) == pytest.approx(0.2520325, abs=1e-6)


def test_kappa_of_wild_tables_is_that_of_statsmodels():
    rng = np.random.default_rng(1968)
    for _ in range(50):
        first, second = rng.integers(1, 5, 30), rng.integers(1, 5, 30)
        table = np.zeros((4, 4))
        np.add.at(table, (first - 1, second - 1), 1)

        theirs = cohens_kappa(table, wt="quadratic", return_results=False)

        assert weighted_kappa(first.tolist(), second.tolist()) == pytest.approx(float(theirs), abs=1e-9)


def test_weighted_kappa_is_the_intraclass_correlation_of_many_subjects():
    """Fleiss and Cohen (1973), Educational and Psychological Measurement 33(3): the same but for a term of 1/n."""
    pairs = [(row[0], row[1]) for row in ANXIETY] * 500
    first, second = zip(*pairs, strict=True)

    kappa = weighted_kappa(first, second, levels=range(1, 7))

    assert icc_2_1(pairs).value == pytest.approx(kappa, abs=1e-4)
    assert icc_2_1(pairs[:20]).value != pytest.approx(kappa, abs=1e-4)


@pytest.mark.parametrize("order", list(permutations([(1.0, 4.0), (2.0, 3.0), (3.0, 2.0), (4.0, 1.0)])), ids=str)
def test_raters_who_see_the_contrary_have_the_least_agreement_in_whatever_order_they_are_read(order):
    scores = [(first / 3, second / 3) for first, second in order]

    found = icc_2_1(scores)

    assert found is not None
    assert found.low == pytest.approx(found.value)
    assert found.high == pytest.approx(found.value)
    assert found.value < 0
