"""
From ticks to a level: the rule, one line a case.

Any harmful behaviour is level 1, however much else was seen. All basic ones are level 3, with an
advanced one level 4; anything less is level 2; nothing at all is not seen.
"""

import pytest

from tuvurane.training import problems
from tuvurane.training.rules.levels import level_of, levels_of
from tuvurane.training.rules.rubrics import Behaviour, Competence, Kind, Rubric

KINDS = {"h": Kind.HARMFUL, "b": Kind.BASIC, "a": Kind.ADVANCED}


def competence(code, *behaviours):
    return Competence(code, {"en": code}, {"en": code}, tuple(Behaviour(b, KINDS[b[0]], {"en": b}) for b in behaviours))


PLAIN = competence("listening", "h1", "h2", "b1", "b2", "b3", "a1", "a2")
SMALL = competence("time", "h1", "b1", "a1")

# what was ticked -> level
TABLE = [
    ("", None),
    ("h1", 1),
    ("h2", 1),
    ("h1 h2", 1),
    ("h1 b1 b2 b3", 1),
    ("h1 b1 b2 b3 a1 a2", 1),
    ("h2 a1", 1),
    ("b1", 2),
    ("b3", 2),
    ("b1 b2", 2),
    ("b1 b3", 2),
    ("a1", 2),
    ("a1 a2", 2),
    ("a1 b1", 2),
    ("b1 b2 a1 a2", 2),
    ("b1 b2 b3", 3),
    ("b3 b2 b1", 3),
    ("b1 b1 b2 b3 b3", 3),
    ("b1 b2 b3 a1", 4),
    ("b1 b2 b3 a2", 4),
    ("a2 b3 b2 b1", 4),
    ("b1 b2 b3 a1 a2", 4),
]


@pytest.mark.parametrize(("ticked", "level"), TABLE, ids=[ticked or "nothing" for ticked, _ in TABLE])
def test_the_level_follows_from_the_ticks(ticked, level):
    assert level_of(ticked.split(), PLAIN) == level


@pytest.mark.parametrize(("ticked", "level"), [("h1", 1), ("b1", 3), ("a1", 2), ("a1 b1", 4)])
def test_one_behaviour_of_each_kind_is_enough_for_every_level(ticked, level):
    assert level_of(ticked.split(), SMALL) == level


@pytest.mark.parametrize("ticked", ["b9", "H1", "listening", "b1 b2 b3 x"])
def test_a_behaviour_that_the_competence_does_not_have_is_refused(ticked):
    with pytest.raises(problems.BehaviourUnknown) as refused:
        level_of(ticked.split(), PLAIN)

    assert refused.value.details["competence"] == "listening"


RUBRIC = Rubric("made-up", "1", {"en": "Made up"}, "CC0-1.0", "", "made up", {"en": "source"}, (PLAIN, SMALL))


def test_only_what_was_seen_has_a_level_and_in_the_order_of_the_rubric():
    levels = levels_of({"time": ["b1"], "listening": ["h1"]}, RUBRIC)

    assert list(levels.items()) == [("listening", 1), ("time", 3)]
    assert levels_of({"time": [], "listening": ["b1"]}, RUBRIC) == {"listening": 2}
    assert levels_of({}, RUBRIC) == {}


def test_a_competence_that_the_rubric_does_not_have_is_refused():
    with pytest.raises(problems.CompetenceUnknown):
        levels_of({"singing": ["b1"]}, RUBRIC)
