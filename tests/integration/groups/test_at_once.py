"""On PostgreSQL many act on one group at once: nobody waits for each other for ever, nothing is lost or doubled."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import (
    content,
    make_consent,
    make_group,
    make_participant,
    make_session,
    new_id,
    settle,
)
from tuvurane.groups import actions, queries
from tuvurane.groups.codes import Leaving, MissedReason, Purpose, Status
from tuvurane.groups.models import Group, Membership, MissedSession, Session
from tuvurane.journal import queries as journal

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")


def seat(group, number):
    return group.memberships.get(seat=number).participant


ACTS = {
    "change_group": lambda group, other: actions.change_group(
        actor=SYSTEM, group=group, name="New", site="", language="rn", weekday=3, now=NOW
    ),
    "move_group": lambda group, other: actions.move_group(
        actor=SYSTEM, group=group, to=Status.GRADUATED, on=TODAY, reason="", now=NOW
    ),
    "end_assignment": lambda group, other: actions.end_assignment(
        actor=SYSTEM, group=group, account=group.assignments.get().account, until=TODAY, now=NOW
    ),
    "enrol_participant": lambda group, other: make_participant(group),
    "leave_group": lambda group, other: actions.leave_group(
        actor=SYSTEM, group=group, participant=seat(group, 1), on=TODAY, why=Leaving.WORK, now=NOW
    ),
    "move_participant": lambda group, other: actions.move_participant(
        actor=SYSTEM, participant=seat(group, 1), came_from=group, to=other, on=TODAY, now=NOW
    ),
    "record_consent": lambda group, other: make_consent(group, seat(group, 1), Purpose.TAKE_PART),
    "record_session": lambda group, other: make_session(group),
    "settle_session": lambda group, other: settle(
        group, *group.sessions.filter(number=9), by={"min": group.sessions.get(minutes=60)}
    ),
    "record_missed_session": lambda group, other: actions.record_missed_session(
        actor=SYSTEM, group=group, missed_id=new_id(), on=TODAY, reason=MissedReason.RAIN, now=NOW
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_locks_its_groups_before_it_takes_the_head_of_the_journal(aminas_group, boscos_group, name):
    for minutes in (60, 90):
        make_session(aminas_group, number=9, minutes=minutes)

    with CaptureQueriesContext(connection) as seen:
        ACTS[name](aminas_group, boscos_group)

    statements = [query["sql"].replace("-", "") for query in seen.captured_queries]
    taken = next(at for at, sql in enumerate(statements) if "journal_head" in sql and "FOR UPDATE" in sql)
    locked = [sql for sql in statements[:taken] if '"groups_group"' in sql and "FOR NO KEY UPDATE" in sql]
    changed = [sql for sql in statements[taken:] if sql.startswith('UPDATE "groups_group"')]
    groups = [group.pk.hex for group in (aminas_group, boscos_group)]
    touched = {group for group in groups if any(group in sql for sql in changed)}
    assert touched
    assert touched <= {group for group in groups if any(group in sql for sql in locked)}


@pytest.fixture
def group(committed_cast):
    """Amina's group, with rows that other connections see."""
    cast = committed_cast
    return make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=1)


def test_one_record_that_comes_four_times_at_once_is_counted_once(group, together):
    session, missed = new_id(), new_id()

    def send():
        first = actions.record_session(actor=SYSTEM, group=group, session_id=session, content=content(), now=NOW)
        second = actions.record_missed_session(
            actor=SYSTEM, group=group, missed_id=missed, on=TODAY, reason=MissedReason.RAIN, now=NOW
        )
        return first.new, second.new

    taken = together(*[send] * 4)

    assert sorted(new for new, _ in taken) == sorted(new for _, new in taken) == [False, False, False, True]
    assert (Session.objects.count(), MissedSession.objects.count()) == (1, 1)


def test_of_different_reports_of_one_session_at_once_one_counts_and_the_others_stand_beside(group, together):
    together(*[lambda minutes=minutes: make_session(group, minutes=minutes) for minutes in (60, 90, 120, 150)])

    standings = sorted(Session.objects.values_list("standing", flat=True))

    assert standings == ["beside", "beside", "beside", "counted"]


def test_two_phones_that_report_one_session_at_the_same_instant_are_both_heard(group, together):
    together(*[lambda minutes=minutes: make_session(group, minutes=minutes) for minutes in (60, 90)])

    [doubled] = queries.beside_of_groups([group.pk])[group.pk]

    assert sorted(Session.objects.values_list("standing", flat=True)) == ["beside", "counted"]
    assert [(one.key, set(one.values)) for one in doubled.differ] == [("min", {60, 90})]


def test_two_phones_that_say_the_same_at_the_same_instant_agree(group, together):
    together(*[lambda: make_session(group)] * 2)

    assert sorted(Session.objects.values_list("standing", flat=True)) == ["counted", "merged"]


def test_two_facilitators_who_settle_at_the_same_instant_are_both_heard(group, together):
    reports = [make_session(group, minutes=minutes).report for minutes in (60, 90)]

    together(*[lambda chosen=chosen: settle(group, *reports, by={"min": chosen}) for chosen in reports])

    standings = sorted(Session.objects.exclude(pk__in=[one.pk for one in reports]).values_list("standing", flat=True))
    assert standings == ["beside", "counted"]
    assert {one.standing for one in Session.objects.filter(pk__in=[one.pk for one in reports])} == {"superseded"}


def test_people_enrolled_at_once_get_different_seats(group, together):
    together(*[lambda: make_participant(group, "Jean")] * 4)

    assert sorted(Membership.objects.values_list("seat", flat=True)) == [1, 2, 3, 4, 5]


def move_to_and_fro(person, one, two):
    for came_from, to in [(one, two), (two, one)] * 4:
        actions.move_participant(
            actor=SYSTEM, participant=person, came_from=came_from, to=to, on=date(2026, 11, 1), now=NOW
        )


def test_busy_people_never_stop_each_other(committed_cast, group, together):
    other = make_group(committed_cast.organisation, group.place, name="Other", members=1)
    here, there = seat(group, 1), seat(other, 1)

    def report():
        for number in range(1, 9):
            make_session(Group.objects.get(pk=group.pk), number=number)

    def change():
        for weekday in range(1, 8):
            fresh = Group.objects.get(pk=group.pk)
            actions.change_group(actor=SYSTEM, group=fresh, name="N", site="", language="rn", weekday=weekday, now=NOW)

    outcomes = together(
        lambda: move_to_and_fro(here, group, other), lambda: move_to_and_fro(there, other, group), report, change
    )

    assert outcomes == [None] * 4
    assert journal.verify().whole
