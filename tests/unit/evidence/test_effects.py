"""How change is read: which way is better, how much counts, and what must be warned of."""

import pytest

from tuvurane.evidence import effects
from tuvurane.evidence.effects import Direction, Pair, Verdict, Warned
from tuvurane.measures.scoring import instrument_named


def make_pairs(changes: dict[str, list[float]], *, start: float = 10, sex: str = "F") -> list[Pair]:
    return [Pair(group, start, start + change, sex) for group, listed in changes.items() for change in listed]


def test_the_instruments_say_which_way_is_better():
    directions = {
        name: effects.yardstick(instrument_named(name)).direction for name in ("srq20", "who5", "phq9", "mspss")
    }

    assert directions == {
        "srq20": Direction.LOWER, "who5": Direction.HIGHER, "phq9": Direction.LOWER, "mspss": Direction.HIGHER,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("instrument", "change", "verdict"),
    [
        ("srq20", -8, Verdict.BETTER),
        ("srq20", 8, Verdict.WORSE),
        ("who5", 12, Verdict.BETTER),
        ("who5", -12, Verdict.WORSE),
        ("who5", 8, Verdict.UNCHANGED),
        ("who5", 10, Verdict.BETTER),
    ],
)
def test_the_same_change_is_good_on_one_instrument_and_bad_on_another(instrument, change, verdict):
    reader = effects.ReliableChange(effects.yardstick(instrument_named(instrument)))

    assert reader.verdict(sex="F", change=change) is verdict


def test_nobody_is_called_better_or_worse_where_no_rule_is_published():
    reader = effects.ReliableChange(effects.yardstick(instrument_named("phq9")))

    counted = reader.fit(make_pairs({"a": [-20, 20, 0]}))

    assert counted == {Verdict.BETTER: 0, Verdict.UNCHANGED: 0, Verdict.WORSE: 0, Verdict.UNCLASSIFIED: 3}


def test_a_person_whose_sex_has_no_published_rule_is_not_classified():
    reader = effects.ReliableChange(effects.yardstick(instrument_named("srq20")))

    assert reader.verdict(sex="O", change=-15) is Verdict.UNCLASSIFIED


def test_better_and_worse_are_counted_with_the_unchanged():
    reader = effects.ReliableChange(effects.yardstick(instrument_named("srq20")))

    counted = reader.fit(make_pairs({"a": [-6, -5, 0], "b": [6, 7, -9]}))

    assert counted == {Verdict.BETTER: 2, Verdict.UNCHANGED: 2, Verdict.WORSE: 2, Verdict.UNCLASSIFIED: 0}


def test_few_groups_are_warned_of_and_many_are_not():
    few = make_pairs({str(group): [-1, -2, group % 3] for group in range(39)})
    many = make_pairs({str(group): [-1, -2, group % 3] for group in range(40)})

    warned = [effects.MeanChange().fit(pairs).warnings for pairs in (few, many)]

    assert warned == [(Warned.FEW_CLUSTERS,), ()]


def test_change_without_spread_is_warned_of():
    found = effects.MeanChange().fit(make_pairs({"a": [-2, -2], "b": [-2, -2]}))

    assert found.standard_error == 0
    assert Warned.NO_SPREAD in found.warnings


def test_one_group_gives_no_interval():
    with pytest.raises(effects.TooFewClustersError):
        effects.MeanChange().fit(make_pairs({"a": [-2, -3]}))


def test_a_wider_level_gives_a_wider_interval_around_the_same_mean():
    pairs = make_pairs({"a": [-4, -1], "b": [0, -3], "c": [-2, 1]})

    narrow, wide = effects.MeanChange(level=0.8).fit(pairs), effects.MeanChange(level=0.99).fit(pairs)

    assert narrow.estimate == wide.estimate == pytest.approx(-1.5)
    assert wide.low < narrow.low < narrow.high < wide.high
    assert (narrow.people, narrow.clusters) == (6, 3)


def test_bins_are_about_nine_and_no_possible_change_lies_on_an_edge():
    widths = {
        name: effects.yardstick(instrument_named(name)).bin_width for name in ("srq20", "phq9", "who5", "pcl5", "mspss")
    }

    # 20 / 9 and 27 / 9 need 3 points; 100 / 9 needs three steps of 4; 80 / 9 needs 9; 6 / 9 needs nine steps of 1/12.
    assert widths == {"srq20": 3, "phq9": 3, "who5": 12, "pcl5": 9, "mspss": pytest.approx(0.75)}


def test_an_instrument_without_a_total_has_no_yardstick():
    with pytest.raises(ValueError, match="sascat"):
        effects.yardstick(instrument_named("sascat"))


@pytest.mark.parametrize("instrument", ["srq20", "who5", "phq9", "mspss"])
def test_the_spread_holds_every_possible_change_and_centres_on_none(instrument):
    yardstick = effects.yardstick(instrument_named(instrument))
    span = yardstick.highest - yardstick.lowest
    pairs = make_pairs({"a": [-span, span, 0, 0]}, start=0)

    bins = effects.distribution(pairs, yardstick)

    assert sum(bin_.people for bin_ in bins) == 4
    assert [bin_.people for bin_ in bins if bin_.low < 0 < bin_.high] == [2]
    assert bins[0].low == -bins[-1].high
