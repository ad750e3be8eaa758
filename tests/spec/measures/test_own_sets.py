"""
Our own sets, worked by hand: sums of answers from 0 to 3, some turned round (3 minus the answer).

Functioning: 7 items, lower is better. Coping: 6 items, higher is better, the last two turned round.
Small shifts: 12 items in six pairs, higher is better, 1, 4, 6 and 10 turned round.
"""

import pytest

from tuvurane.measures import scoring

# instrument | answers | total
TOTALS = [
    ("functioning", "0000000", 0),
    ("functioning", "3333333", 21),
    ("functioning", "0123210", 9),
    ("functioning", "012321.", None),
    ("coping", "000000", 6),  # 0 x 4 + (3 - 0) x 2
    ("coping", "333300", 18),
    ("coping", "333333", 12),  # 3 x 4 + 0 + 0
    ("coping", "121212", 9),  # 1 + 2 + 1 + 2 + (3 - 1) + (3 - 2)
    ("small_shifts", "000000000000", 12),  # 4 turned round: 3 x 4
    ("small_shifts", "333333333333", 24),  # the 8 others: 3 x 8
    ("small_shifts", "033030333033", 36),  # all as good as can be
]


@pytest.mark.parametrize(("name", "signs", "total"), TOTALS)
def test_our_own_sets_are_sums(name, signs, total):
    instrument = scoring.instrument_named(name)
    values = [None if sign == "." else int(sign) for sign in signs]

    result = scoring.score(instrument, dict(zip(instrument.item_keys, values, strict=True)), "F")

    assert result.total == total
    assert result.note == (
        "This questionnaire has not been validated: no study says what its score means. Read how it changes, with care."
    )


def test_small_shifts_are_six_pairs_of_which_a_missing_answer_takes_one():
    instrument = scoring.instrument_named("small_shifts")
    # anger (3-1)+2=4, family 3+(3-0)=6, confidence 1+(3-3)=1, listening missing, neighbours 2+(3-2)=3, working 1+1=2
    values = [1, 2, 3, 0, 1, 3, None, 3, 2, 2, 1, 1]

    result = scoring.score(instrument, dict(zip(instrument.item_keys, values, strict=True)), None)

    assert list(result.subscales.items()) == [
        ("anger", 4), ("family", 6), ("confidence", 1), ("listening", None), ("neighbours", 3), ("working_together", 2),
    ]  # fmt: skip
