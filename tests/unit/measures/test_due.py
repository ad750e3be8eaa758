"""What is due now, for whom: windows from the plan, people who agreed, nothing asked twice."""

import json
from importlib import resources

import pytest

from tests.unit.measures.conftest import NOW, SYSTEM, TODAY
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Leaving, Status
from tuvurane.groups.models import Group
from tuvurane.measures import codes, queries
from tuvurane.measures.codes import Wave

# status | sessions held | waves due
WINDOWS = [
    ("planned", 0, []),
    ("recruiting", 0, [Wave.BASELINE]),
    ("running", 0, [Wave.BASELINE]),
    ("running", 3, [Wave.BASELINE]),
    ("running", 4, []),
    ("running", 13, []),
    ("running", 14, [Wave.END]),
    ("running", 15, [Wave.END]),
    ("graduated", 15, [Wave.END]),
    ("graduated", 12, [Wave.END]),
    ("stopped", 2, []),
]


@pytest.mark.parametrize(("status", "sessions", "due"), WINDOWS)
def test_a_wave_is_due_inside_its_window(status, sessions, due):
    assert codes.wave_plan().due_waves(status, sessions) == due


def test_every_window_says_where_it_comes_from():
    raw = json.loads(resources.files("tuvurane.measures").joinpath("waves.json").read_text(encoding="utf-8"))

    assert all(raw[name]["source"].startswith("Proposed default") for name in ("asked", *Wave))


def group_of(world):
    return Group.objects.get(pk=world.groups["hill one"].pk)


def test_a_new_group_is_asked_both_baseline_questionnaires_by_seat(world):
    due = queries.due_for(group_of(world))

    assert [(row.seat, row.wave, row.instrument) for row in due] == [
        (seat, "baseline", name) for seat in (1, 2, 3) for name in ("srq20", "who5")
    ]


def test_what_was_answered_is_not_asked_again(world):
    world.record(person=0)

    due = queries.due_for(group_of(world))

    assert (1, "srq20") not in {(row.seat, row.instrument) for row in due}
    assert len(due) == 5


def test_people_who_left_did_not_agree_or_no_longer_agree_are_not_asked(world):
    group = group_of(world)
    world.enrol(group, "Silent", agrees=False)
    _, second, third = world.people["hill one"]
    world.says(group, second, given=False)
    group_actions.leave_group(actor=SYSTEM, group=group, participant=third, on=TODAY, why=Leaving.WORK, now=NOW)

    due = queries.due_for(group_of(world))

    assert {row.seat for row in due} == {1}


def test_the_end_is_due_from_the_fourteenth_session_on(world):
    group = world.move(group_of(world), Status.RUNNING)
    for number in range(1, 15):
        world.hold(group, number)

    due = queries.due_for(group_of(world))

    assert {row.wave for row in due} == {"end"}
    assert len(due) == 6


def test_what_is_due_in_many_groups_takes_as_many_queries_as_in_one(world, django_assert_num_queries):
    groups = [group_of(world), Group.objects.get(pk=world.groups["hill two"].pk)]

    with django_assert_num_queries(4):
        due = queries.due_for_groups(groups)

    assert {group_id: len(rows) for group_id, rows in due.items()} == {group.pk: 6 for group in groups}
