"""
MSPSS, worked by hand: 12 items from 1 to 7, none reversed; total and parts are means from 1 to 7.

Somebody close 1, 2, 5, 10; family 3, 4, 8, 11; friends 6, 7, 9, 12. Three published band sets
contradict each other, so no score has a band.
"""

from dataclasses import replace

import pytest

from tuvurane.measures import scoring

MSPSS = scoring.load_instruments()["mspss"]

# answers in the order of the items (. is missing) | mean | somebody close, family, friends
TABLE = [
    ("111111111111", 1, (1, 1, 1)),
    ("777777777777", 7, (7, 7, 7)),
    # 1, 2, 5 and 10 are 7, the others 1: (4 x 7 + 8) / 12 = 3
    ("771171111711", 3, (7, 1, 1)),
    # 3, 4, 8 and 11 are 4: (16 + 8) / 12 = 2
    ("114411141141", 2, (1, 4, 1)),
    # 6, 7, 9 and 12 are 2, 4, 6, 7: 19 / 4 = 4.75; (19 + 8) / 12 = 2.25
    ("111112416117", 2.25, (1, 1, 4.75)),
    # 12 missing: no mean, no friends
    ("55555555555.", None, (5, 5, None)),
]


@pytest.mark.parametrize(("signs", "mean", "parts"), TABLE)
def test_mspss_is_a_mean_and_three_means_without_a_band(signs, mean, parts):
    values = [None if sign == "." else int(sign) for sign in signs]

    result = scoring.score(MSPSS, dict(zip(MSPSS.item_keys, values, strict=True)), None)

    assert result.total == mean
    assert tuple(result.subscales[name] for name in ("significant_other", "family", "friends")) == parts
    assert (result.bands, result.bands_conflict, result.cutoffs) == ((), True, ())
    assert "Published bands for this score contradict each other." in (result.note or "")


def test_the_conflict_follows_from_the_sets_and_not_from_a_flag():
    means, sums, _ = MSPSS.bands
    alone = replace(MSPSS, bands=(means,))
    other_people = replace(sums, population={"en": "Students"})
    apart = replace(MSPSS, bands=(means, other_people))
    answers = dict.fromkeys(MSPSS.item_keys, 4)

    # 4 is moderate by the means (3 to 5), low by the sums (48 of 12-48)
    assert [one.band.level for one in scoring.score(alone, answers, None).bands] == ["moderate"]
    assert [one.band.level for one in scoring.score(apart, answers, None).bands] == ["moderate", "low"]
    assert not scoring.score(apart, answers, None).bands_conflict


def test_a_gap_that_a_source_leaves_between_its_bands_is_not_filled():
    alone = replace(MSPSS, bands=MSPSS.bands[:1])
    # 35 / 12 = 2.92 lies between 2.9 and 3
    answers = dict.fromkeys(MSPSS.item_keys, 3) | {"mspss_01": 2}

    (verdict,) = scoring.score(alone, answers, None).bands

    assert verdict.band is None
