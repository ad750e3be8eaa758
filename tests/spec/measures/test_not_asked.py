"""
A screening question that was not asked, because nobody could have answered a yes.

It is no missing answer. The total is that of the questions asked; it has its own range, no limit and
no band, and says with which totals it may be compared.
"""

import pytest

from tuvurane.foundation.words import LANGUAGES
from tuvurane.measures import problems, scoring
from tuvurane.measures.codes import Form

SRQ20 = scoring.load_instruments()["srq20"]
PHQ9 = scoring.load_instruments()["phq9"]

# instrument | answers | what was not asked | total | range | missing
TABLE = [
    (SRQ20, dict.fromkeys(SRQ20.item_keys, 1), {}, 20, (0, 20), 0),
    (SRQ20, dict.fromkeys(SRQ20.item_keys, 1) | {"srq_17": None}, {"srq_17"}, 19, (0, 19), 0),
    # asked and refused: that is a missing answer, and takes the total
    (SRQ20, dict.fromkeys(SRQ20.item_keys, 1) | {"srq_17": None}, {}, None, (0, 20), 1),
    # another one missing takes the total of this form too
    (SRQ20, dict.fromkeys(SRQ20.item_keys, 1) | {"srq_17": None, "srq_01": None}, {"srq_17"}, None, (0, 19), 1),
    (PHQ9, dict.fromkeys(PHQ9.item_keys, 2) | {"phq_9": None}, {"phq_9"}, 16, (0, 24), 0),
]


@pytest.mark.parametrize(("instrument", "answers", "not_asked", "total", "span", "missing"), TABLE)
def test_the_total_is_that_of_the_questions_asked(instrument, answers, not_asked, total, span, missing):
    result = scoring.score(instrument, answers, "F", not_asked=not_asked)

    assert (result.total, result.total_range, result.missing) == (total, span, missing)
    assert result.not_asked == tuple(not_asked)
    assert result.form is (Form.WITHOUT_SCREENING if not_asked else Form.WHOLE)


@pytest.mark.parametrize("instrument", [SRQ20, PHQ9], ids=["srq20", "phq9"])
def test_no_limit_and_no_band_applies_and_every_language_says_why(instrument):
    answers = {key: 1 for key in instrument.item_keys if key not in instrument.flagged}

    result = scoring.score(instrument, answers, "F", not_asked=instrument.flagged)

    assert (result.cutoffs, result.criteria, result.bands, result.safeguarding) == ((), (), (), ())
    notes = {result.note_in(language) for language in LANGUAGES}
    assert len(notes) == 4
    assert "compare it only with totals that leave it out too" in (result.note or "")


def test_a_question_that_has_an_answer_was_asked_and_a_yes_is_never_lost():
    answers = dict.fromkeys(SRQ20.item_keys, 0) | {"srq_17": 1}

    result = scoring.score(SRQ20, answers, "F", not_asked={"srq_17"})

    assert (result.form, result.total, result.safeguarding) == (Form.WHOLE, 1, ("srq_17",))


def test_only_a_screening_question_can_be_left_out():
    with pytest.raises(problems.NotAScreeningItem, match="srq_01"):
        scoring.score(SRQ20, {}, None, not_asked={"srq_01"})
