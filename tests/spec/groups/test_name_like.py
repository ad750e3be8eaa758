"""Which words of a line are pointed out as somebody's name. The phone is held to the same table."""

import json
from pathlib import Path

import pytest

from tuvurane.groups.rules.names import is_number, name_like

TABLE = json.loads(Path(__file__).with_name("name_like.json").read_text(encoding="utf-8"))
CASES = [
    pytest.param(line, found, circle["own"], circle["places"], id=f"{language}: {line}")
    for language, circle in TABLE.items()
    for line, found in circle["cases"]
]


@pytest.mark.parametrize(("line", "found", "own", "places"), CASES)
def test_what_may_name_somebody_is_pointed_out_and_nothing_else(line, found, own, places):
    assert name_like(line, own=own, places=places) == found


def test_every_language_has_dozens_of_cases_of_both_kinds():
    for language, circle in TABLE.items():
        named = [found for _, found in circle["cases"] if found]
        assert len(circle["cases"]) >= 48, language
        assert 18 <= len(named) <= len(circle["cases"]) - 18, language


def test_who_may_not_know_names_is_still_shown_capitals_and_numbers():
    assert name_like("Yaramukije Ndayishimiye, 79 123 456") == ["Ndayishimiye", "79 123 456"]


def test_a_number_is_told_from_a_name():
    found = name_like("Alice called +250 788 123 456", own=["Alice"])

    assert [is_number(word) for word in found] == [False, True]
