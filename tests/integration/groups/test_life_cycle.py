"""The life cycle: every pair of statuses, and what an ended group still takes."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_group, make_participant, make_session, new_id
from tuvurane.groups import actions, problems
from tuvurane.groups.codes import Leaving, MissedReason, Status
from tuvurane.groups.models import Group, GroupMove

# from -> to where it may go, as the issue tells it: planned, recruiting, running, graduated or stopped
GOES = {
    "planned": {"recruiting", "stopped"},
    "recruiting": {"running", "stopped"},
    "running": {"graduated", "stopped"},
    "graduated": set(),
    "stopped": set(),
}
PAIRS = [(came_from, to) for came_from in Status for to in Status]


def move(group, to, on=TODAY, **more):
    return actions.move_group(actor=SYSTEM, group=group, to=to, on=on, reason="", now=NOW, **more)


@pytest.mark.parametrize(("came_from", "to"), PAIRS)
def test_a_group_goes_only_where_the_table_says(cast, came_from, to):
    group = make_group(cast.organisation, cast.places["Muriza"], status=came_from)

    if to in GOES[came_from]:
        assert move(group, to).status == to
    else:
        with pytest.raises(problems.MoveNotAllowed):
            move(group, to)
        assert Group.objects.get().status == came_from


def test_every_move_is_kept(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], status=Status.GRADUATED)

    kept = GroupMove.objects.filter(group=group).order_by("pk").values_list("came_from", "went_to")

    assert list(kept) == [("planned", "recruiting"), ("recruiting", "running"), ("running", "graduated")]


def test_a_group_that_starts_to_run_has_its_first_day(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], status=Status.RECRUITING)

    assert move(group, Status.RUNNING, starts_on=date(2026, 12, 1)).starts_on == date(2026, 12, 1)


def test_a_group_does_not_move_tomorrow(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], status=Status.PLANNED)

    with pytest.raises(problems.DateInTheFuture):
        move(group, Status.RECRUITING, on=TODAY + timedelta(days=1))


def test_a_move_is_checked_against_the_row_and_not_against_an_old_reading(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], status=Status.RUNNING)
    old = Group.objects.get(pk=group.pk)
    move(group, Status.STOPPED)

    with pytest.raises(problems.MoveNotAllowed):
        move(old, Status.GRADUATED)


@pytest.mark.parametrize("ended", [Status.GRADUATED, Status.STOPPED])
def test_an_ended_group_takes_no_people_but_late_reports(cast, ended):
    group = make_group(
        cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=1, status=Status.RUNNING
    )
    group = move(group, ended)

    with pytest.raises(problems.GroupHasEnded):
        make_participant(group)
    with pytest.raises(problems.GroupHasEnded):
        actions.assign_facilitator(actor=SYSTEM, group=group, account=cast["bosco"], since=TODAY, now=NOW)
    assert make_session(group, actor=cast.on_phone("amina")).new


@pytest.mark.parametrize("status", [Status.PLANNED, Status.RECRUITING])
def test_a_group_that_has_not_started_takes_no_report(cast, status):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=1, status=status)

    with pytest.raises(problems.GroupNotRunning):
        make_session(group)
    with pytest.raises(problems.GroupNotRunning):
        actions.record_missed_session(
            actor=SYSTEM, group=group, missed_id=new_id(), on=TODAY, reason=MissedReason.RAIN, now=NOW
        )


def test_too_few_people_and_one_facilitator_warn_and_do_not_block(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=1)

    assert group.status == Status.RUNNING
    assert make_session(group).new


def test_people_may_leave_an_ended_group(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], members=1, status=Status.STOPPED)

    actions.leave_group(
        actor=SYSTEM, group=group, participant=group.memberships.get().participant, on=TODAY, why=Leaving.WORK, now=NOW
    )

    assert group.memberships.get().left_on == TODAY


def test_a_group_made_twice_with_one_id_is_one_group(cast):
    made = {
        "actor": SYSTEM, "group_id": new_id(), "organisation_id": cast.organisation.pk, "place": cast.places["Muriza"],
        "site": "", "language": "rn", "weekday": None, "now": NOW,
    }  # fmt: skip

    assert actions.make_group(name="One", **made) == actions.make_group(name="One", **made)
    with pytest.raises(problems.GroupNameTaken):
        actions.make_group(name="One", **made | {"group_id": new_id()})


def test_two_organisations_may_give_one_name(cast, aminas_group):
    assert make_group(cast.other, cast.places["Muriza"], name=aminas_group.name) != aminas_group
