"""What growth is reckoned from, where it is not defined, and how totals are made."""

import pytest

from tuvurane.training.rules.agreement import icc_2_1, kappas_of, totals_of, weighted_kappa
from tuvurane.training.rules.change import Score, cohort_change


@pytest.mark.parametrize(
    "scores",
    [[], [[1, 2]], [[1], [2], [3]], [[2, 2], [2, 2]], [[1, 2], [1, 2]], [[1, 2], [2, 1]]],
    ids=["nobody", "one subject", "one rater", "all the same", "no subject differs", "nothing left to divide by"],
)
def test_agreement_that_is_not_defined_is_none(scores):
    assert icc_2_1(scores) is None


def test_raters_who_say_the_same_agree_wholly_and_a_stricter_one_less():
    same, stricter = [[1, 1], [2, 2], [4, 4]], [[2, 1], [3, 2], [4, 3]]

    assert icc_2_1(same) == (1.0, 1.0, 1.0)
    assert 0 < icc_2_1(stricter).value < 1
    assert icc_2_1(stricter).low < icc_2_1(stricter).value < icc_2_1(stricter).high


def test_a_subject_with_a_missing_score_is_refused():
    with pytest.raises(ValueError, match="every rater"):
        icc_2_1([[1, 2], [1]])


@pytest.mark.parametrize(
    ("first", "second", "kappa"),
    [
        ([1, 2, 3, 4], [1, 2, 3, 4], 1.0),
        ([1, 2, 3, 4], [4, 3, 2, 1], -1.0),
        ([3, 3], [3, 3], None),
        ([], [], None),
    ],
    ids=["the same", "the contrary", "one level throughout", "nobody"],
)
def test_kappa_at_its_ends(first, second, kappa):
    assert weighted_kappa(first, second) == kappa


def test_a_miss_by_two_levels_weighs_four_times_one_by_one():
    near, far = ([2, 1, 4, 3], [1, 1, 4, 3]), ([3, 1, 4, 3], [1, 1, 4, 3])
    lost = [1 - (weighted_kappa(*pair) or 0) for pair in (near, far)]

    # Both shares are of what chance would miss, which differs a little between the two.
    by_chance = [sum((one - other) ** 2 for one in first for other in second) for first, second in (near, far)]
    assert lost[1] * by_chance[1] == pytest.approx(4 * lost[0] * by_chance[0])


@pytest.mark.parametrize(
    ("first", "second"), [([1, 2], [1]), ([1, 5], [1, 2])], ids=["unequal numbers", "a level outside the scale"]
)
def test_kappa_of_what_cannot_be_compared_is_refused(first, second):
    with pytest.raises(ValueError, match="level"):
        weighted_kappa(first, second)


def test_a_total_counts_nothing_for_what_only_the_other_saw():
    assert totals_of({"safety": 4}, {"safety": 4, "time": 2}) == (2.0, 3.0)
    assert totals_of({"safety": 4, "time": 1}, {"safety": 4}) == (2.5, 2.0)
    with pytest.raises(ValueError, match="nothing"):
        totals_of({}, {})


def test_kappas_are_of_what_both_saw():
    pairs = [({"safety": 1, "time": 2}, {"safety": 1}), ({"safety": 4}, {"safety": 4, "time": 3})]

    assert kappas_of(pairs) == {"safety": 1.0}


def test_a_change_needs_two_people_seen_at_both_ends():
    alone = [Score("a", "r", False, 2.0), Score("a", "r", True, 3.0)]

    assert cohort_change([]) is None
    assert cohort_change(alone) is None
    assert cohort_change([*alone, Score("b", "r", False, 1.0)]) is None


def test_who_was_seen_once_moves_nothing():
    both = [
        Score(name, "r", after, level + after) for name, level in (("a", 1.0), ("b", 2.5)) for after in (False, True)
    ]
    both[3] = both[3]._replace(value=3.0)

    with_one_more = cohort_change([*both, Score("c", "r", False, 4.0), Score("c", "s", False, 1.0)])

    assert with_one_more == cohort_change(both)
    assert (with_one_more.trainees, with_one_more.raters) == (2, 1)


def test_one_rater_before_and_another_after_cannot_be_told_from_the_occasion():
    scores = [
        Score(name, "s" if after else "r", after, level + 0.5 * after)
        for name, level in (("a", 1.0), ("b", 2.0), ("c", 2.2))
        for after in (False, True)
    ]

    found = cohort_change(scores)

    assert (found.told_apart, found.low, found.high) == (False, None, None)
    assert found.estimate == pytest.approx(0.5)


def test_one_rater_throughout_is_told_apart_because_severity_cancels():
    scores = [
        Score(name, "r", after, level + 0.5 * after)
        for name, level in (("a", 1.0), ("b", 2.0))
        for after in (False, True)
    ]
    scores[1] = scores[1]._replace(value=1.7)

    assert cohort_change(scores).told_apart


def test_a_change_that_is_the_same_for_all_has_no_interval():
    """No spread says nothing about the people who were not there."""
    scores = [Score(name, "r", after, 2.0 + after) for name in "abcd" for after in (False, True)]

    found = cohort_change(scores)

    assert (found.estimate, found.low, found.told_apart) == (pytest.approx(1.0), None, True)


def test_the_order_of_scores_changes_nothing():
    scores = [
        Score(name, rater, after, value)
        for name, rater, after, value in (
            ("a", "r", False, 1.2), ("a", "s", True, 2.9), ("b", "s", False, 2.0), ("b", "r", True, 2.4),
            ("c", "r", False, 1.9), ("c", "r", True, 2.2), ("d", "s", False, 2.4), ("d", "s", True, 3.3),
        )
    ]  # fmt: skip

    forwards, backwards = cohort_change(scores), cohort_change(scores[::-1])
    assert forwards is not None
    assert backwards is not None
    assert backwards[:3] == pytest.approx(forwards[:3], abs=1e-4)
