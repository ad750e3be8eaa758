"""
SRQ-20, worked by hand: 20 items, yes 1, no 0, the total is the number of yes, 0 to 20.

Cut-offs: Rwanda, women 10, men 8 (https://repub.eur.nl/pub/34363), read as that score or more.
A yes on item 17 is flagged whatever the total.
"""

import pytest

from tuvurane.measures import scoring

SRQ20 = scoring.load_instruments()["srq20"]

# answers in the order of the items (. is missing) | sex | total | positive by cut-off | flagged
TABLE = [
    # twenty no: nothing to count; 0 is below 10
    ("00000000000000000000", "F", 0, {10: False}, False),
    # twenty yes: 20; item 17 is among them
    ("11111111111111111111", "F", 20, {10: True}, True),
    # 1-9 yes: nine ones; women need 10
    ("11111111100000000000", "F", 9, {10: False}, False),
    # 1-10 yes: ten ones, the women's limit itself
    ("11111111110000000000", "F", 10, {10: True}, False),
    # 1-7 yes: seven ones; men need 8
    ("11111110000000000000", "M", 7, {8: False}, False),
    # 1-8 yes: eight ones, the men's limit; women's 10 does not apply to him
    ("11111111000000000000", "M", 8, {8: True}, False),
    # ten ones, sex not given: neither limit applies
    ("11111111110000000000", None, 10, {}, False),
    # ten ones, another sex: neither limit was found for this person
    ("11111111110000000000", "O", 10, {}, False),
    # only item 17: total 1, far below any limit, flagged all the same
    ("00000000000000001000", "F", 1, {10: False}, True),
    # item 20 not answered: nineteen answers have no total, the limit cannot be held against it
    ("1111111111111111111.", "F", None, {10: None}, True),
    # item 17 refused: no total, and a silence is no yes
    ("0000000000000000.000", "M", None, {8: None}, False),
    # nothing answered but 17: no total, flagged
    ("................1...", None, None, {}, True),
]


def answers_of(signs: str) -> dict[str, int | None]:
    return {key: None if sign == "." else int(sign) for key, sign in zip(SRQ20.item_keys, signs, strict=True)}


@pytest.mark.parametrize(("signs", "sex", "total", "positive", "flagged"), TABLE)
def test_srq20_counts_every_yes(signs, sex, total, positive, flagged):
    answers = answers_of(signs)

    result = scoring.score(SRQ20, answers, sex)

    assert result.total == total
    assert {verdict.cutoff.value: verdict.positive for verdict in result.cutoffs} == positive
    assert result.safeguarding == (("srq_17",) if flagged else ())
    assert result.missing == signs.count(".")


def test_the_note_says_that_no_cut_off_is_validated_where_none_applies():
    answers = answers_of("1" * 20)

    with_sex, without_sex = scoring.score(SRQ20, answers, "F"), scoring.score(SRQ20, answers, None)

    assert with_sex.note is None
    assert without_sex.note is not None
    assert "validated" in without_sex.note


def test_a_kirundi_interview_has_no_validated_cut_off():
    answers = answers_of("1" * 20)

    kirundi = scoring.score(SRQ20, answers, "F", language="rn")
    kinyarwanda = scoring.score(SRQ20, answers, "F", language="rw")

    assert kirundi.cutoffs == ()
    assert kirundi.total == 20
    assert [verdict.cutoff.value for verdict in kinyarwanda.cutoffs] == [10]


def test_an_absent_item_is_missing_just_as_an_empty_one():
    answers = answers_of("0" * 20)
    del answers["srq_05"]

    result = scoring.score(SRQ20, answers, "M")

    assert result.total is None
    assert result.missing_items == ("srq_05",)
