"""
WHO-5, worked by hand: 5 items from 0 to 5, their sum (0-25) times 4 gives 0 to 100; higher is better.

The one limit in the source: a sum below 13, that is a total below 52
(https://help.valant.com/who-five-well-being-index-who-5). It names no sex, so it applies always.
"""

import pytest

from tuvurane.measures import scoring

WHO5 = scoring.load_instruments()["who5"]

# answers | total | below the limit of 52
TABLE = [
    ((0, 0, 0, 0, 0), 0, True),  # 0 x 4
    ((5, 5, 5, 5, 5), 100, False),  # 25 x 4
    ((1, 2, 3, 4, 5), 60, False),  # 15 x 4
    ((3, 3, 3, 2, 1), 48, True),  # 12 x 4: the last sum below 13
    ((3, 3, 3, 2, 2), 52, False),  # 13 x 4: 52 is not below 52
    ((2, 2, 2, 2, 2), 40, True),  # 10 x 4
    ((5, 5, 5, 5, None), None, None),  # the fifth is missing: no total, although 20 x 4 is above 52 already
    ((None, None, None, None, None), None, None),
]


@pytest.mark.parametrize(("values", "total", "positive"), TABLE)
@pytest.mark.parametrize("sex", ["F", "M", None])
def test_who5_is_four_times_the_sum(values, total, positive, sex):
    answers = dict(zip(WHO5.item_keys, values, strict=True))

    result = scoring.score(WHO5, answers, sex)

    assert result.total == total
    assert [(verdict.cutoff.value, verdict.positive) for verdict in result.cutoffs] == [(52, positive)]
    assert result.missing == values.count(None)
    assert result.safeguarding == ()
