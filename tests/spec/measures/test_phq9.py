"""
PHQ-9, worked by hand: 9 items from 0 to 3, the total is their sum, 0 to 27.

Limits: 10 or more (Kroenke 2001, USA), 5 or more and 7 or more (Kinyarwanda, people with epilepsy).
None names a sex, so all three apply always. Any answer above 0 on item 9 is flagged.
Bands (Kroenke 2001, USA): 5, 10, 15, 20 begin mild, moderate, moderately severe, severe.
"""

import pytest

from tuvurane.measures import scoring

PHQ9 = scoring.load_instruments()["phq9"]

# answers in the order of the items (. is missing) | total | positive at 10, 5, 7 | flagged
TABLE = [
    ("000000000", 0, (False, False, False), False),
    ("333333333", 27, (True, True, True), True),  # 9 x 3
    ("111100000", 4, (False, False, False), False),  # 4 x 1
    ("111110000", 5, (False, True, False), False),  # 5 x 1: the first limit itself
    ("222000000", 6, (False, True, False), False),  # 3 x 2
    ("331000000", 7, (False, True, True), False),  # 3 + 3 + 1
    ("333000000", 9, (False, True, True), False),  # 3 x 3
    ("333100000", 10, (True, True, True), False),  # 3 x 3 + 1
    ("000000001", 1, (False, False, False), True),  # item 9 alone: total 1, flagged
    ("00000000.", None, (None, None, None), False),  # item 9 refused: no total, no flag
    (".00000002", None, (None, None, None), True),  # no total, flagged all the same
]


@pytest.mark.parametrize(("signs", "total", "positive", "flagged"), TABLE)
@pytest.mark.parametrize("sex", ["F", "M", None])
def test_phq9_is_the_sum(signs, total, positive, flagged, sex):
    values = [None if sign == "." else int(sign) for sign in signs]

    result = scoring.score(PHQ9, dict(zip(PHQ9.item_keys, values, strict=True)), sex)

    assert result.total == total
    assert tuple(verdict.positive for verdict in result.cutoffs) == positive
    assert [verdict.cutoff.value for verdict in result.cutoffs] == [10, 5, 7]
    assert result.safeguarding == (("phq_9",) if flagged else ())
    assert result.missing == signs.count(".")


# total | band
BANDS = [
    (0, "none"), (4, "none"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
    (15, "moderately_severe"), (19, "moderately_severe"), (20, "severe"), (27, "severe"),
]  # fmt: skip


@pytest.mark.parametrize(("total", "band"), BANDS)
def test_the_bands_of_the_usa_stand_beside_the_limits(total, band):
    threes, rest = divmod(total, 3)
    values = ([3] * threes + [rest] + [0] * 9)[:9]

    result = scoring.score(PHQ9, dict(zip(PHQ9.item_keys, values, strict=True)), "F")

    assert [verdict.band.level for verdict in result.bands] == [band]
    assert not result.bands_conflict


def test_a_kirundi_interview_has_no_band():
    answers = dict.fromkeys(PHQ9.item_keys, 3)

    assert scoring.score(PHQ9, answers, "F", language="rn").bands == ()
    assert len(scoring.score(PHQ9, answers, "F", language="en").bands) == 1
