"""Whatever the answers and their order: the total is the plain sum, mean or nothing; prorated as by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.measures import scoring

INSTRUMENTS = list(scoring.load_instruments().values())
WITH_TOTAL = [instrument for instrument in INSTRUMENTS if instrument.name != "sascat"]
MULTIPLIERS = {"who5": 4}
REVERSED = {"gave_up", "drank_to_forget", "shift_01", "shift_04", "shift_06", "shift_10", "sascat_9"}


def counted(instrument, key, value):
    """What one answer counts, worked apart from the code: a reversed one from the other end of its scale."""
    scale = [option.value for option in instrument.item_named[key].options]
    return max(scale) + min(scale) - value if key in REVERSED else value


@st.composite
def answered(draw, instruments=INSTRUMENTS, *, whole=False):
    instrument = draw(st.sampled_from(instruments))
    answers = {}
    for key in draw(st.permutations(instrument.item_keys)):
        value = st.sampled_from([option.value for option in instrument.item_named[key].options])
        answers[key] = draw(value if whole else st.none() | value)
    return instrument, answers


@given(answered(WITH_TOTAL, whole=True))
def test_a_whole_total_is_the_sum_or_the_mean(case):
    instrument, answers = case
    plain = sum(counted(instrument, key, value) for key, value in answers.items())
    expected = plain / 12 if instrument.name == "mspss" else plain * MULTIPLIERS.get(instrument.name, 1)

    result = scoring.score(instrument, answers, None)

    assert result.total == pytest.approx(expected)
    assert instrument.scoring.minimum <= result.total <= instrument.scoring.maximum


@given(answered(), st.sampled_from(["F", "M", None]))
def test_one_missing_item_takes_the_total_and_never_the_flag(case, sex):
    instrument, answers = case
    flagged = {"srq_17", "phq_9"} & {key for key, value in answers.items() if value}

    result = scoring.score(instrument, answers, sex)

    assert (result.total is None) == (None in answers.values() or instrument.name == "sascat")
    assert set(result.safeguarding) == flagged
    assert result.missing_items == tuple(key for key in instrument.item_keys if answers[key] is None)


@given(answered(), st.randoms(use_true_random=False))
def test_no_order_of_the_answers_changes_a_score(case, chance):
    instrument, answers = case
    shuffled = list(answers.items())
    chance.shuffle(shuffled)

    assert scoring.score(instrument, dict(shuffled), "F") == scoring.score(instrument, answers, "F")


@given(
    answered([scoring.instrument_named("phq9"), scoring.instrument_named("mspss"), scoring.instrument_named("who5")])
)
def test_a_prorated_total_is_what_the_answered_items_would_come_to_if_all_were_like_them(case):
    shipped, answers = case
    rule = replace(shipped.missing_items, rule="prorate", most=2)
    instrument = replace(shipped, missing_items=rule)
    given_ = [value for value in answers.values() if value is not None]
    items = len(instrument.items)

    result = scoring.score(instrument, answers, None)

    if not given_ or items - len(given_) > 2:
        assert result.total is None
    else:
        mean = Fraction(sum(given_), len(given_))
        by_hand = mean if instrument.name == "mspss" else mean * items * MULTIPLIERS.get(instrument.name, 1)
        assert result.total == pytest.approx(float(by_hand))
