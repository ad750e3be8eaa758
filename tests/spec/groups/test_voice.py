"""The vote with stones as tables: what is hidden, what can be believed, how sure a share is, what is read together."""

import pytest

from tuvurane.groups.rules.voice import Pool, Share, guard, is_reliable, pooled, wilson

# stones good, middle, not good; people present; whether two counted -> why they are hidden ("" shown)
GUARD = [
    ((0, 0, 0), 0, None, "few"),
    ((4, 0, 0), 4, True, "few"),
    ((3, 1, 0), 12, None, "few"),
    ((0, 0, 4), 4, False, "few"),
    ((5, 0, 0), 5, None, ""),
    ((5, 0, 0), 5, True, ""),
    ((2, 2, 1), 5, None, ""),
    ((0, 4, 1), 5, True, ""),
    ((0, 5, 0), 5, True, ""),
    ((0, 0, 5), 5, True, "all_not_good"),
    ((0, 0, 12), 11, None, "all_not_good"),
    ((5, 0, 0), 6, True, "mismatch"),
    ((12, 1, 0), 12, None, "mismatch"),
    ((1, 0, 11), 12, True, ""),
    ((5, 0, 0), 5, False, "one_counter"),
    ((8, 2, 1), 12, False, "mismatch"),
]


@pytest.mark.parametrize(("stones", "present", "by_two", "hidden"), GUARD)
def test_the_vote_is_hidden_where_it_could_betray_someone_or_rests_on_one_count(stones, present, by_two, hidden):
    assert guard(*stones, present=present, by_two=by_two) == hidden


# Over many groups no person can be told: few stones and nothing but not good count, a count that cannot be believed not.
RELIABLE = [
    ((4, 0, 0), 4, None, True),
    ((0, 0, 6), 6, True, True),
    ((9, 1, 0), 10, True, True),
    ((9, 1, 0), 11, True, False),
    ((9, 1, 0), 10, False, False),
    ((0, 0, 0), 0, None, False),
]


@pytest.mark.parametrize(("stones", "present", "by_two", "counts"), RELIABLE)
def test_in_a_figure_over_many_groups_every_vote_that_can_be_believed_counts(stones, present, by_two, counts):
    assert is_reliable(*stones, present=present, by_two=by_two) is counts


# Newcombe (1998), Stat Med 17:857-872, table I, method 3 (Wilson's score interval without correction).
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("good", "stones", "low", "high"), NEWCOMBE)
def test_the_interval_of_a_share_is_the_published_one(good, stones, low, high):
    assert wilson(good, stones) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_all_stones_is_no_certainty():
    assert Share(12, 12).interval == pytest.approx((0.7575, 1.0), abs=5e-5)


ALL = {number: Share(4, 5) for number in range(1, 16)}
POOLS = {
    "nobody voted": ([], []),
    "two sessions wait for a third": ([1, 2], []),
    "three of five stones": ([1, 2, 3], [(1, 3, 3, 12, 15)]),
    "a fourth waits": ([1, 2, 3, 4], [(1, 3, 3, 12, 15)]),
    "six make two that do not overlap": ([1, 2, 3, 4, 5, 6], [(1, 3, 3, 12, 15), (4, 6, 3, 12, 15)]),
    "sessions that are not shown are passed over": ([1, 4, 9], [(1, 9, 3, 12, 15)]),
}


@pytest.mark.parametrize(("voted", "pools"), POOLS.values(), ids=list(POOLS))
def test_outside_the_circle_sessions_are_read_three_at_a_time(voted, pools):
    found = pooled((number, ALL[number]) for number in voted)

    assert found == [Pool(first, last, sessions, Share(good, stones)) for first, last, sessions, good, stones in pools]


def test_a_pool_waits_for_ten_stones_even_when_three_sessions_are_there():
    votes = [(number, Share(2, 3)) for number in (1, 2, 3, 4)]

    assert pooled(votes[:3]) == []
    assert pooled(votes) == [Pool(1, 4, 4, Share(8, 12))]
