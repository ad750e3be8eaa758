"""
Reversed items and subscales, on a small questionnaire made up here: three items from 1 to 4.

Item b is reversed: 1 counts as 4, 2 as 3, 3 as 2, 4 as 1.
"""

import json

import pytest

from tuvurane.measures import scoring

# a, b, c | total a + (5 - b) + c | subscale of a and b | subscale of c
TABLE = [
    ((1, 4, 1), 3, 2, 1),  # 1 + 1 + 1
    ((4, 1, 4), 12, 8, 4),  # 4 + 4 + 4
    ((2, 2, 3), 8, 5, 3),  # 2 + 3 + 3
    ((2, 2, None), None, 5, None),  # c missing: no total, but the subscale without c is whole
    ((2, None, 3), None, None, 3),
]


@pytest.fixture
def made_up(tmp_path, pack):
    pack["name"] = "made_up"
    pack["items"] = [{"key": key, "label": pack["items"][0]["label"], "reverse": key == "b"} for key in "abc"]
    pack["options"] = [{"value": value, "label": pack["options"][0]["label"]} for value in (1, 2, 3, 4)]
    pack["scoring"] = {"method": "sum", "multiplier": 1, "minimum": 3, "maximum": 12, "better": "lower"}
    title = pack["title"]
    pack["subscales"] = {"pair": {"title": title, "items": ["a", "b"]}, "single": {"title": title, "items": ["c"]}}
    pack["cutoffs"], pack["change"]["points"] = [], []
    (tmp_path / "made_up.json").write_text(json.dumps(pack), encoding="utf-8")
    return scoring.read_instrument(tmp_path / "made_up.json")


@pytest.mark.parametrize(("values", "total", "pair", "single"), TABLE)
def test_a_reversed_item_counts_from_the_other_end(made_up, values, total, pair, single):
    answers = dict(zip("abc", values, strict=True))

    result = scoring.score(made_up, answers, "F")

    assert result.total == total
    assert result.subscales == {"pair": pair, "single": single}
