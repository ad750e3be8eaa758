"""
PCL-5, worked by hand: 20 items from 0 to 4, the total is their sum, 0 to 80; lower is better.

Parts: B 1-5, C 6-7, D 8-14, E 15-20. The published limit is a range, 31 to 33: below 31 no, from 33
yes, between uncertain. By answers: 2 or more on at least 1 of B, 1 of C, 2 of D and 2 of E
(https://comorbidityguidelines.org.au/specific-mental-health-instruments/ptsd-checklist-for-dsm5-pcl5).
"""

import pytest

from tuvurane.measures import scoring

PCL5 = scoring.load_instruments()["pcl5"]

# answers by part B C D E (. is missing) | total | parts | positive, uncertain by total | by answers, and how many reach 2
TABLE = [
    ("00000 00 0000000 000000", 0, (0, 0, 0, 0), (False, False), (False, (0, 0, 0, 0))),
    ("44444 44 4444444 444444", 80, (20, 8, 28, 24), (True, False), (True, (5, 2, 7, 6))),
    # 2+2+2+2+2 + 2+2 + 2+2+2+2 + 2+2+2+2 = 30: one below the range
    ("22222 22 2222000 222200", 30, (10, 4, 8, 8), (False, False), (True, (5, 2, 4, 4))),
    ("22222 22 2222000 222201", 31, (10, 4, 8, 9), (None, True), (True, (5, 2, 4, 4))),
    ("22222 22 2222000 222202", 32, (10, 4, 8, 10), (None, True), (True, (5, 2, 4, 5))),
    ("22222 22 2222001 222202", 33, (10, 4, 9, 10), (True, False), (True, (5, 2, 4, 5))),
    # the least that meets the answers: 2 + 2 + 2+2 + 2+2 = 12, far below the range
    ("20000 20 2200000 220000", 12, (2, 2, 4, 4), (False, False), (True, (1, 1, 2, 2))),
    # one answer of D too few
    ("20000 20 2100000 220000", 11, (2, 2, 3, 4), (False, False), (False, (1, 1, 1, 2))),
    # 80 without C: 72, and still not by answers
    ("44444 00 4444444 444444", 72, (20, 0, 28, 24), (True, False), (False, (5, 0, 7, 6))),
    # one answer of E missing: no total, no E; what the answers reach in E is unknown
    ("44444 44 4444444 44444.", None, (20, 8, 28, None), (None, False), (None, (5, 2, 7, None))),
]


@pytest.mark.parametrize(("signs", "total", "parts", "by_total", "by_answers"), TABLE)
def test_pcl5_by_total_and_by_answers(signs, total, parts, by_total, by_answers):
    values = [None if sign == "." else int(sign) for sign in signs.replace(" ", "")]

    result = scoring.score(PCL5, dict(zip(PCL5.item_keys, values, strict=True)), "F")

    (cutoff,), (criteria,) = result.cutoffs, result.criteria
    assert result.total == total
    assert tuple(result.subscales[name] for name in "bcde") == parts
    assert (cutoff.positive, cutoff.uncertain) == by_total
    assert (criteria.positive, criteria.reached) == by_answers


def test_five_points_are_a_response_and_ten_matter():
    assert [(points.value, points.kind) for points in PCL5.points] == [(5, "response"), (10, "important")]
