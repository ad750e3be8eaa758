"""Refusing a story, or taking back everything, changes nothing else of a person or their group (ST-2)."""

import pytest
from django.apps import apps

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_session
from tests.factories.stories import heard, make_story, release, say_yes
from tuvurane.groups import queries as groups
from tuvurane.measures import queries as measures
from tuvurane.stories import actions, problems
from tuvurane.stories.codes import Danger, Rung

OTHERS = ("people", "places", "training", "groups", "supervision", "measures", "sync")


def refuse(story):
    """Nothing was given: the most that can be refused."""
    actions.say_rungs(actor=SYSTEM, story=story, rungs=[], heard=heard(), now=NOW)


def withdraw(story):
    actions.withdraw(actor=SYSTEM, story=story, heard=heard(TODAY), now=NOW)


def say_no_at_the_reading(story):
    no = dict.fromkeys(Rung, False)
    actions.read_back(actor=SYSTEM, story=story, text=1, said=no, heard=heard(TODAY), now=NOW)


def hand_on(story):
    actions.mark(actor=SYSTEM, story=story, dangers=[Danger.THIRD_PARTY], now=NOW)


def erase(story):
    actions.erase_story(story_id=story.pk, now=NOW)


def everything_else():
    """Every row of the other rooms, bytes and all."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for room in OTHERS
        for model in apps.get_app_config(room).get_models()
    }


def as_shown(cast, group):
    """The board, the group's attendance, seats and status, and who is due, as the coordinator sees them."""
    coordinator = cast.actor("coordinator")
    rules = measures.rules_of(cast.organisation.pk)
    return (
        repr(groups.board(coordinator, on=TODAY)),
        repr(groups.attendance_grid(group)),
        groups.members_of(group, identified=True),
        groups.group_by_id(group.pk).status,
        repr(measures.wave_board(coordinator, on=TODAY, rules=rules, place_path=None, wave=None, open_only=False)),
        repr(measures.due_for_groups([group], on=TODAY)),
    )


@pytest.mark.parametrize("act", [refuse, withdraw, say_no_at_the_reading, hand_on, erase])
@pytest.mark.parametrize("released", [False, True], ids=["fresh", "released"])
def test_a_no_changes_nothing_else(cast, group, act, released):
    make_session(group)
    story = make_story(group)
    if released:
        release(story)
    else:
        say_yes(story, Rung.LEARN_INSIDE)
    before, shown = everything_else(), as_shown(cast, group)

    if act is say_no_at_the_reading and not released:
        with pytest.raises(problems.TextHasChanged):
            act(story)
    else:
        act(story)

    assert everything_else() == before
    assert as_shown(cast, group) == shown
