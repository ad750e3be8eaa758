"""
UCLA-3: 3 items from 1 to 3, their sum 3 to 9; lower is better, no limit found.

SASCAT: 9 items, no total. Groups 1 (0-2); support 2 and 3 (0-2 each); citizenship 4 and 5 (no, yes);
trust and belonging 6 to 9 (no, yes), of which 9 is reversed.
"""

import pytest

from tuvurane.measures import problems, scoring

UCLA3 = scoring.load_instruments()["ucla3"]
SASCAT = scoring.load_instruments()["sascat"]


@pytest.mark.parametrize(
    ("values", "total"), [((1, 1, 1), 3), ((3, 3, 3), 9), ((1, 2, 3), 6), ((1, 2, None), None), ((2, 2, 3), 7)]
)
def test_ucla3_is_the_sum_without_a_limit(values, total):
    result = scoring.score(UCLA3, dict(zip(UCLA3.item_keys, values, strict=True)), "M")

    assert (result.total, result.cutoffs, result.bands) == (total, (), ())
    assert "No cut-off is validated" in (result.note or "")


# answers | groups | support | citizenship | trust and belonging, with 9 turned round
TABLE = [
    ("000000000", 0, 0, 0, 1),  # 9 is no: nobody would exploit me, 1
    ("222111111", 2, 4, 2, 3),  # 9 is yes: 0
    ("222111110", 2, 4, 2, 4),
    ("101100101", 1, 1, 1, 1),  # 3 is 1; 4 yes; 7 yes; 9 yes: 0
    (".0100000.", None, 1, 0, None),  # a missing answer takes its own part only
]


@pytest.mark.parametrize(("signs", "groups", "support", "citizenship", "cognitive"), TABLE)
def test_sascat_has_parts_and_no_total(signs, groups, support, citizenship, cognitive):
    values = [None if sign == "." else int(sign) for sign in signs]

    result = scoring.score(SASCAT, dict(zip(SASCAT.item_keys, values, strict=True)), None)

    assert result.total is None
    assert result.subscales == {
        "groups": groups, "support": support, "citizenship": citizenship, "cognitive": cognitive,
    }  # fmt: skip
    assert (
        result.note
        == "There is no total: teams score this tool differently, and none of their ways is agreed. Read its parts."
    )


def test_each_question_has_its_own_scale():
    with pytest.raises(problems.AnswerOutOfRange, match="sascat_4"):
        scoring.score(SASCAT, {"sascat_1": 2, "sascat_4": 2}, None)
