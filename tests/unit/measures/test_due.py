"""What is due now, for whom: open windows, people who agreed, nothing asked twice, nobody asked who said no."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.measures.conftest import NOW, SYSTEM, TODAY
from tuvurane.foundation import ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.groups.codes import Leaving, Status
from tuvurane.groups.models import Group
from tuvurane.measures import actions, problems, queries
from tuvurane.measures.actions import WaveSaid
from tuvurane.measures.codes import Anchor, Arm, Wave
from tuvurane.measures.models import Response
from tuvurane.measures.rules.schedule import State
from tuvurane.people import problems as people_problems


def group_of(world, name="hill one"):
    return Group.objects.select_related("place").get(pk=world.groups[name].pk)


def due(world, *, on=TODAY):
    return [(row.seat, row.arm, row.wave, row.instrument) for row in queries.due_for(group_of(world), on=on)]


def decline(world, person=0, *, actor="amina", instrument="srq20", stands=True, declined_id=None, **changed):
    said = {
        "declined_id": declined_id or world.new_id(), "participant_id": world.people["hill one"][person].pk,
        "group": group_of(world), "arm": Arm.GROUP, "wave": Wave.BASELINE, "instrument": instrument, "on": TODAY,
        "now": NOW, "stands": stands,
    } | changed  # fmt: skip
    return actions.record_declined(actor=world.actors[actor], **said)


def later_said(**changed):
    plain = WaveSaid(
        Wave.LATER_2, Anchor.END, opens=700, due=730, closes=790, instruments=("who5",), why="two years, our donor asks"
    )
    return replace(plain, **changed)


def set_wave(world, said, *, actor="eva"):
    return actions.set_wave(
        actor=world.actors[actor], rule_id=world.new_id(), organisation_id=world.organisation.pk, said=said, now=NOW
    )


def test_a_group_that_forms_is_asked_both_baseline_questionnaires_by_seat(world):
    assert due(world) == [(seat, "group", "baseline", name) for seat in (1, 2, 3) for name in ("srq20", "who5")]


def test_what_was_answered_is_not_asked_again(world):
    world.record(person=0)

    assert len(due(world)) == 5
    assert (1, "group", "baseline", "srq20") not in due(world)


def test_people_who_left_did_not_agree_or_no_longer_agree_are_not_asked(world):
    group = group_of(world)
    world.enrol(group, "Silent", agrees=False)
    _, second, third = world.people["hill one"]
    world.says(group, second, given=False)
    group_actions.leave_group(actor=SYSTEM, group=group, participant=third, on=TODAY, why=Leaving.WORK, now=NOW)

    assert {seat for seat, *_ in due(world)} == {1}


def test_who_declines_is_not_asked_until_they_say_that_they_may_be(world):
    decline(world)
    silent = due(world)
    decline(world, stands=False, now=NOW + timedelta(hours=1))

    assert (1, "group", "baseline", "srq20") not in silent
    assert (1, "group", "baseline", "who5") in silent
    assert (1, "group", "baseline", "srq20") in due(world)


def test_a_refusal_sent_twice_is_one_and_its_id_is_no_key_to_another(world):
    first = decline(world)

    again = decline(world, declined_id=first.declined.pk)

    assert (first.new, again.new) == (True, False)
    with pytest.raises(problems.IdAlreadyUsed):
        decline(world, person=1, declined_id=first.declined.pk)


def test_answers_win_over_a_refusal_whichever_came_first(world):
    decline(world, person=0)
    world.record(person=0)
    world.record(person=1)
    decline(world, person=1)

    people = queries.standing_of(group_of(world), on=TODAY).people

    assert not {row for row in due(world) if row[0] in {1, 2} and row[3] == "srq20"}
    assert [person.states[0] for person in people] == [State.DUE] * 3


def test_nobody_declines_for_the_people_of_another_group(world):
    with pytest.raises(people_problems.NotAllowed):
        decline(world, actor="bosco")


def test_the_end_opens_with_the_fourteenth_session_and_the_baseline_has_closed(world):
    group = world.move(group_of(world), Status.RUNNING)
    for number in range(1, 15):
        world.hold(group, number)

    assert {wave for _, _, wave, _ in due(world)} == {"baseline", "end"}
    assert {wave for _, _, wave, _ in due(world, on=TODAY + timedelta(days=30))} == {"end"}
    assert not due(world, on=TODAY + timedelta(days=60))
    assert {wave for _, _, wave, _ in due(world, on=TODAY + timedelta(days=7 + 243))} == {"later"}


def test_everyone_who_ever_sat_there_has_a_state(world):
    group = group_of(world)
    third = world.people["hill one"][2]
    world.record(person=0)
    world.record(person=0, instrument="who5")
    world.enrol(group, "Silent", agrees=False)
    group_actions.leave_group(actor=SYSTEM, group=group, participant=third, on=TODAY, why=Leaving.WORK, now=NOW)

    standing = queries.standing_of(group, on=TODAY)

    assert [window.wave for window in standing.windows] == ["baseline"]
    assert [person.states[0] for person in standing.people] == [State.ANSWERED, State.DUE, State.LEFT, State.NO_CONSENT]


def test_those_who_wait_are_asked_on_the_same_days_and_counted_apart(world):
    since = TODAY - timedelta(days=100)
    group_actions.let_wait(actor=SYSTEM, group=group_of(world), since=since, now=NOW)
    at_the_end = due(world)
    world.record(person=0, arm="waiting", wave="end")
    group = world.move(group_of(world), Status.RUNNING)
    world.hold(group, 1)

    assert at_the_end == [(seat, "waiting", "end", name) for seat in (1, 2, 3) for name in ("srq20", "who5")]
    assert {(arm, wave) for _, arm, wave, _ in due(world)} == {("group", "baseline")}
    assert Response.objects.get().arm == "waiting"


def test_nobody_answers_as_waiting_in_a_group_that_does_not_wait(world):
    with pytest.raises(problems.NotWaiting):
        world.record(arm="waiting")


def test_a_group_that_has_begun_cannot_be_made_to_wait(world):
    group = world.move(group_of(world), Status.RUNNING)

    with pytest.raises(group_problems.GroupHasBegun):
        group_actions.let_wait(actor=SYSTEM, group=group, since=TODAY, now=NOW)


def test_an_organisation_adds_a_further_wave_and_changes_what_a_wave_asks(world):
    set_wave(world, later_said())
    set_wave(world, later_said(wave=Wave.BASELINE, anchor=Anchor.START, opens=-14, due=0, closes=7))

    rules = queries.rules_of(world.organisation.pk)

    assert [(rule.wave, rule.own) for rule in rules] == [
        ("baseline", True), ("end", False), ("later", False), ("later_2", True),
    ]  # fmt: skip
    assert {name for *_, name in due(world)} == {"who5"}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"due": 699}, problems.DaysOutOfOrder),
        ({"closes": 4_000}, problems.DaysOutOfRange),
        ({"why": "  "}, problems.WhyMissing),
        ({"instruments": ("gad7",)}, problems.InstrumentUnknown),
        ({"wave": Wave.BASELINE}, problems.BaselineFromTheEnd),
    ],
)
def test_a_wave_that_cannot_be_is_refused_and_changes_nothing(world, changed, refusal):
    with pytest.raises(refusal):
        set_wave(world, later_said(**changed))

    assert not any(rule.own for rule in queries.rules_of(world.organisation.pk))


@pytest.mark.parametrize("name", ["amina", "carine", "didier"])
def test_waves_are_set_by_evaluators_and_coordinators_alone(world, name):
    with pytest.raises(people_problems.NotAllowed):
        set_wave(world, later_said(), actor=name)


def test_what_is_due_in_many_groups_takes_as_many_queries_as_in_one(world, django_assert_num_queries):
    groups = [group_of(world), group_of(world, "hill two")]

    with django_assert_num_queries(8):
        found = queries.due_for_groups(groups, on=TODAY)

    assert {group_id: len(schedule.due) for group_id, schedule in found.items()} == {group.pk: 6 for group in groups}


def board_of(world, name, *, on=TODAY):
    return queries.wave_board(world.actors[name], on=on, rules=queries.rules_of(world.organisation.pk))


def test_the_board_counts_people_and_shows_the_pressing_ones_first(world):
    second = world.move(group_of(world, "hill two"), Status.RUNNING)
    late = TODAY + timedelta(days=15)
    world.record(person=0)
    world.record(person=0, instrument="who5")
    decline(world, person=1, instrument="srq20")
    decline(world, person=1, instrument="who5")

    board = board_of(world, "carine", on=late)

    rows = [
        (row.group.name, row.timing, row.to_ask, row.answered, row.declined, row.members, row.agreed)
        for row in board.rows
    ]
    assert rows == [("hill two", "overdue", 3, 0, 0, 3, 3), ("hill one", "due", 1, 1, 1, 3, 3)]
    assert (board.to_ask, board.overdue) == (4, 3)
    assert second.name == "hill two"


def test_a_facilitator_sees_on_the_board_the_own_groups_alone(world):
    board = board_of(world, "amina")

    assert [row.group.name for row in board.rows] == ["hill one"]


def test_the_board_agrees_with_what_is_due_person_by_person(world):
    group = group_of(world)
    world.enrol(group, "Silent", agrees=False)
    world.says(group, world.people["hill one"][2], given=False)
    world.record(person=0)

    [row] = board_of(world, "amina").rows

    assert row.to_ask == len({seat for seat, *_ in due(world)})


def test_a_group_is_to_be_asked_while_a_window_is_open(world):
    on_phone = world.actors["amina"]

    assert list(queries.groups_to_ask(on_phone, on=TODAY).values_list("name", flat=True)) == ["hill one"]
    world.move(group_of(world), Status.RUNNING)
    assert not queries.groups_to_ask(on_phone, on=TODAY + timedelta(days=60)).exists()


def test_ids_of_waves_are_set_once(world):
    rule_id = ids.new_id(NOW)
    first = actions.set_wave(
        actor=SYSTEM, rule_id=rule_id, organisation_id=world.organisation.pk, said=later_said(), now=NOW
    )

    again = actions.set_wave(
        actor=SYSTEM, rule_id=rule_id, organisation_id=world.organisation.pk, said=later_said(why="another"), now=NOW
    )

    assert again == first


def graduated(world, *, held_on, on):
    """A group whose fifteenth session was on a day, and of which the office said on another that it graduated."""
    group = world.move(group_of(world), Status.RUNNING)
    world.hold(group, 15, on=held_on)
    return group_actions.move_group(actor=SYSTEM, group=group, to=Status.GRADUATED, on=on, reason="", now=NOW)


@pytest.mark.parametrize("late", [0, 21, 60, 120])
@pytest.mark.parametrize("day", [213, 260, 303])
def test_a_group_said_to_have_graduated_late_is_on_the_board_all_the_same(world, late, day):
    held_on = TODAY - timedelta(days=late)
    graduated(world, held_on=held_on, on=TODAY)

    on = held_on + timedelta(days=day)
    rows = [row for row in board_of(world, "amina", on=on).rows if row.window.wave == Wave.LATER]

    assert [row.group.name for row in rows] == ["hill one"]
    assert {wave for _, _, wave, _ in due(world, on=on)} == {"later"}


def test_a_first_session_long_after_the_planned_day_opens_the_baseline_on_the_board(world):
    group = world.move(group_of(world), Status.RUNNING)
    Group.objects.filter(pk=group.pk).update(starts_on=TODAY - timedelta(days=120))
    world.hold(group, 1)

    assert [row.group.name for row in board_of(world, "amina").rows] == ["hill one"]


def test_those_who_wait_are_not_cut_off_by_a_day_that_was_only_planned(world):
    group_actions.let_wait(actor=SYSTEM, group=group_of(world), since=TODAY - timedelta(days=100), now=NOW)
    Group.objects.filter(pk=group_of(world).pk).update(starts_on=TODAY - timedelta(days=20))

    assert {(arm, wave) for _, arm, wave, _ in due(world)} == {("waiting", "end")}


def test_a_refusal_of_what_is_never_asked_is_refused(world):
    with pytest.raises(problems.NotWaiting):
        decline(world, arm=Arm.WAITING)
    with pytest.raises(problems.InstrumentUnknown):
        decline(world, instrument="gad7")


def test_the_board_counts_who_left_and_who_did_not_agree(world):
    group = group_of(world)
    world.enrol(group, "Silent", agrees=False)
    third = world.people["hill one"][2]
    group_actions.leave_group(actor=SYSTEM, group=group, participant=third, on=TODAY, why=Leaving.WORK, now=NOW)

    [row] = board_of(world, "amina").rows

    assert (row.members, row.agreed, row.not_agreed, row.left, row.to_ask) == (3, 2, 1, 1, 2)
