"""Whatever is said in whatever order: no rung is in force that was not given, confirmed, and left standing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tuvurane.stories.codes import Rung, State, Word
from tuvurane.stories.rules.blocks import Text
from tuvurane.stories.rules.rungs import Said, Terms, months_after, standings

DAYS = st.integers(0, 900).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
SAID = st.builds(Said, st.sampled_from(Rung), st.sampled_from(Word), DAYS, st.integers(0, 3))
TEXTS = st.builds(Text, st.integers(0, 3), st.sampled_from([None, True, False]), st.booleans())
TERMS = st.builds(Terms, st.integers(0, 30), st.integers(1, 24))


@given(said=st.lists(SAID, max_size=14), on=DAYS, text=TEXTS, terms=TERMS)
def test_only_what_was_given_and_confirmed_and_not_taken_back_is_in_force(said, on, text, terms):
    for rung, stands in standings(said, on=on, text=text, terms=terms).items():
        if stands.state is not State.IN_FORCE:
            continue
        words = [(at, one) for at, one in enumerate(said) if one.rung is rung]
        last_no = max((at for at, one in words if one.word is Word.WITHDRAWN), default=-1)
        no_days = [one.on for _, one in words if one.word is Word.WITHDRAWN]
        since = [(at, one) for at, one in words if at > last_no and one.on <= on]
        pairs = [
            (yes, again)
            for at, yes in since
            for later, again in since
            if yes.word is Word.GIVEN
            and again.word is Word.CONFIRMED
            and later > at
            and again.on >= yes.on + timedelta(days=terms.settle_days)
            and on < months_after(again.on, terms.lasts_months)
            and all(yes.on >= no for no in no_days)
        ]

        assert pairs
        assert not text.handed_on
        assert rung is Rung.LEARN_INSIDE or text.passed
        assert rung is Rung.LEARN_INSIDE or any(again.text == text.version for _, again in pairs)


@given(said=st.lists(SAID, max_size=14), on=DAYS, text=TEXTS, terms=TERMS, rung=st.sampled_from(Rung))
def test_a_no_leaves_nothing_in_force_from_that_moment_on(said, on, text, terms, rung):
    taken_back = [*said, Said(rung, Word.WITHDRAWN, on)]

    stood = standings(taken_back, on=on, text=text, terms=terms)

    assert stood[rung].state is State.WITHDRAWN
    before = standings(said, on=on, text=text, terms=terms)
    assert {other: one for other, one in stood.items() if other is not rung} == {
        other: one for other, one in before.items() if other is not rung
    }
