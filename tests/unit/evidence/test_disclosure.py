"""What may leave, and what may not."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.evidence import disclosure
from tuvurane.evidence.disclosure import WHOLE, Draft, Estimate, GroupSize, Reason, Released, Size, Withheld
from tuvurane.evidence.suppression import Sum

ENOUGH = [GroupSize("/1/2/", 12), GroupSize("/1/2/", 12), GroupSize("/1/2/", 12)]


def make_draft(*, landscape=ENOUGH, place_path=WHOLE, **details) -> Draft:
    inside = [group for group in landscape if group.place_path.startswith(place_path)]
    base = Size(sum(group.people for group in inside), len(inside))
    change = Estimate(-2.34, -3.01, -1.67, base)
    figures = {"counts": {"both": base.people}, "sums": [], "means": {"change": change}, "span": 20.0}
    return Draft(base=base, place_path=place_path, landscape=landscape, **(figures | details))


@pytest.mark.parametrize(
    "landscape",
    [
        [],
        [GroupSize("/1/", 15), GroupSize("/1/", 15)],
        [GroupSize("/1/", 10), GroupSize("/1/", 10), GroupSize("/1/", 9)],
    ],
    ids=["nobody", "two groups", "29 people"],
)
def test_nothing_is_shown_below_three_groups_and_thirty_people(landscape):
    answer = disclosure.release(make_draft(landscape=landscape))

    assert isinstance(answer, Withheld)
    assert answer.reason is Reason.TOO_FEW
    assert (answer.rules.groups, answer.rules.people) == (3, 30)


def test_three_groups_and_thirty_people_are_enough():
    landscape = [GroupSize("/1/", 10)] * 3

    answer = disclosure.release(make_draft(landscape=landscape))

    assert isinstance(answer, Released)


def test_nobody_but_release_makes_released_figures():
    answer = disclosure.release(make_draft())

    with pytest.raises(TypeError, match="Only"):
        Released({}, {}, {}, (), seal=object())
    with pytest.raises((TypeError, ValueError)):
        replace(answer, counts={})


def test_a_place_whose_small_neighbour_could_be_worked_out_is_withheld():
    large, small = [GroupSize("/1/2/", 12)] * 4, [GroupSize("/1/3/", 12)]

    alone = disclosure.release(make_draft(landscape=large, place_path="/1/2/"))
    beside = disclosure.release(make_draft(landscape=large + small, place_path="/1/2/"))

    assert isinstance(alone, Released)
    assert isinstance(beside, Withheld)
    assert beside.reason is Reason.NEIGHBOUR


paths = st.lists(st.integers(1, 3), min_size=1, max_size=3).map(lambda steps: "/" + "/".join(map(str, steps)) + "/")
landscapes = st.lists(st.builds(GroupSize, paths, st.integers(1, 15)), max_size=40)


@given(landscapes)
def test_no_sum_or_difference_of_shown_places_reaches_fewer_than_enough(landscape):
    shown = disclosure.visible_places(landscape)

    # Groups that lie in the same shown places cannot be told apart: whatever is added and
    # subtracted, the result is made of these blocks.
    blocks = defaultdict(list)
    for group in landscape:
        inside = frozenset(place for place in shown if group.place_path.startswith(place))
        if inside:
            blocks[inside].append(group.people)
    assert all(disclosure.enough(Size(sum(people), len(people))) for people in blocks.values())


@given(st.floats(0, 20), st.integers(30, 5000))
def test_one_person_more_does_not_show_in_a_mean(mean, people):
    size = Size(people, 10)
    wave = Estimate(mean, mean - 1, mean + 1, size)

    answer = disclosure.release(make_draft(landscape=[GroupSize("/1/", people // 3)] * 3, means={"change": wave}))

    shown = answer.means["change"]
    assert shown.step * people >= 20 - 1e-9
    assert shown.low <= mean - 1 + 0.051
    assert shown.high >= mean + 1 - 0.051
    assert abs(shown.value - mean) <= shown.step / 2 + 0.051


def test_a_mean_on_too_few_people_stays_inside_though_others_are_shown():
    few = Estimate(5.0, 4.0, 6.0, Size(12, 2))
    enough = Estimate(6.0, 5.0, 7.0, Size(36, 3))

    answer = disclosure.release(make_draft(means={"wave.end": enough, "wave.later": few}))

    assert set(answer.means) == {"wave.end"}


def test_figures_by_sex_are_all_shown_or_none():
    women, men = Estimate(-2, -3, -1, Size(30, 3)), Estimate(-1, -2, 0, Size(6, 3))

    answer = disclosure.release(make_draft(parts={"F": women, "M": men}))

    assert not answer.parts


def test_figures_by_sex_are_shown_for_the_whole_only():
    women, men = Estimate(-2, -3, -1, Size(40, 3)), Estimate(-1, -2, 0, Size(32, 3))
    landscape = [GroupSize("/1/2/", 24)] * 3

    whole = disclosure.release(make_draft(landscape=landscape, parts={"F": women, "M": men}))
    part = disclosure.release(make_draft(landscape=landscape, place_path="/1/2/", parts={"F": women, "M": men}))

    assert set(whole.parts) == {"F", "M"}
    assert not part.parts


@pytest.mark.parametrize(
    ("sizes", "joined"),
    [
        ({"F": Size(60, 5), "M": Size(40, 5)}, {("F",), ("M",)}),
        ({"F": Size(60, 5), "M": Size(40, 5), "O": Size(2, 2)}, {("F",), ("O", "M")}),
        ({"F": Size(60, 5), "M": Size(20, 5), "O": Size(11, 4)}, {("F",), ("O", "M")}),
        ({"F": Size(60, 5), "M": Size(4, 3)}, set()),
        ({"F": Size(60, 5)}, set()),
    ],
)
def test_small_parts_are_joined_until_each_may_be_shown(sizes, joined):
    parts = disclosure.grouped(sizes)

    assert set(parts) == joined


def test_counts_of_a_part_of_the_programme_are_rounded():
    landscape = [GroupSize("/1/2/", 12)] * 4

    whole = disclosure.release(make_draft(landscape=landscape))
    part = disclosure.release(make_draft(landscape=landscape, place_path="/1/2/"))

    assert whole.counts["both"].exact
    assert part.counts["both"].rounded


def test_an_outcome_that_all_share_is_not_told():
    counts = {"both": 36, "better": 36, "unchanged": 0, "worse": 0}
    sums = [Sum("both", ("better", "unchanged", "worse"), telling=True)]

    answer = disclosure.release(make_draft(counts=counts, sums=sums))

    assert set(answer.counts) == {"both"}
