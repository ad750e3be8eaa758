"""Whatever the answers, the total is the plain sum times the multiplier, or nothing at all."""

from hypothesis import given
from hypothesis import strategies as st

from tuvurane.measures import scoring

INSTRUMENTS = list(scoring.load_instruments().values())
MULTIPLIERS = {"srq20": 1, "who5": 4, "phq9": 1}


@st.composite
def answered(draw):
    instrument = draw(st.sampled_from(INSTRUMENTS))
    value = st.none() | st.sampled_from(instrument.allowed)
    return instrument, {key: draw(value) for key in instrument.item_keys}


@st.composite
def answered_whole(draw):
    instrument = draw(st.sampled_from(INSTRUMENTS))
    return instrument, {key: draw(st.sampled_from(instrument.allowed)) for key in instrument.item_keys}


@given(answered_whole())
def test_total_is_the_sum_times_the_multiplier(case):
    instrument, answers = case

    result = scoring.score(instrument, answers, None)

    assert result.total == sum(answers.values()) * MULTIPLIERS[instrument.name]
    assert instrument.scoring.minimum <= result.total <= instrument.scoring.maximum


@given(answered(), st.sampled_from(["F", "M", None]))
def test_one_missing_item_takes_the_total_and_never_the_flag(case, sex):
    instrument, answers = case
    flagged = {"srq_17", "phq_9"} & {key for key, value in answers.items() if value}

    result = scoring.score(instrument, answers, sex)

    assert (result.total is None) == (None in answers.values())
    assert set(result.safeguarding) == flagged
    assert result.missing_items == tuple(key for key, value in answers.items() if value is None)
