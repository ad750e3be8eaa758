"""The local plan of the checklist: whole, in four languages, and labelled as unverified."""

import pytest

from tuvurane.foundation import words
from tuvurane.supervision import problems, queries
from tuvurane.supervision.rules import checklists

TEMPLATE = queries.checklist()


def test_it_is_open_and_says_that_nobody_has_verified_it():
    assert (TEMPLATE.licence, TEMPLATE.verified) == ("CC0-1.0", False)


@pytest.mark.parametrize("element", TEMPLATE.elements, ids=lambda element: element.code)
def test_every_element_is_said_in_every_language_and_due_somewhere(element):
    assert all(element.text[language] for language in words.LANGUAGES)
    assert len(element.sessions) > 0
    assert set(element.sessions) <= set(range(1, 16))


def test_no_element_stands_twice():
    assert len({element.code for element in TEMPLATE.elements}) == len(TEMPLATE.elements)


def test_rules_are_agreed_in_the_first_session_and_named_in_every_other():
    first, *others = [{element.code for element in TEMPLATE.due(number)} for number in range(1, 16)]

    assert {"rules_agreed"} == first & {"rules_agreed", "rules_named"}
    assert all({"rules_named"} == codes & {"rules_agreed", "rules_named"} for codes in others)


def test_the_last_session_looks_back_and_on_and_has_no_next_date():
    last = {element.code for element in TEMPLATE.due(15)}

    assert {"looking_back", "way_on", "conviviality"} <= last
    assert "next_date" not in last


def test_the_same_core_is_due_in_every_session():
    core = {"circle", "everyone_invited", "silence_kept", "game_or_song", "vote_by_members", "closing", "shared_work"}

    assert all(core <= {element.code for element in TEMPLATE.due(number)} for number in range(1, 16))


def test_a_version_that_nobody_knows_is_refused():
    with pytest.raises(problems.ChecklistUnknown):
        queries.checklist("1999-01")
    assert queries.checklist(checklists.newest()) == TEMPLATE
