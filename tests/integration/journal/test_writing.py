"""The act and its line in the journal stand or fall together."""

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_session, new_id
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Leaving
from tuvurane.groups.models import Group, Session
from tuvurane.journal import actions, queries
from tuvurane.journal.models import Entry, Head
from tuvurane.people.models import Account


@pytest.fixture
def broken_journal(monkeypatch):
    """A journal that refuses its line at the last moment, after it has taken the lock."""

    def breaks(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(Head, "save", breaks)


def acts(cast, group):
    """Acts of several rooms, and how to see whether they happened."""
    person = group.memberships.get(seat=1).participant
    return {
        "record": (lambda: make_session(group), Session.objects.count),
        "leave": (
            lambda: group_actions.leave_group(
                actor=SYSTEM, group=group, participant=person, on=TODAY, why=Leaving.WORK, now=NOW
            ),
            lambda: group.memberships.filter(left_on__isnull=False).count(),
        ),
        "make": (
            lambda: group_actions.make_group(
                actor=SYSTEM, group_id=new_id(), organisation_id=group.organisation_id, place=group.place,
                name="Another", site="", language="rn", weekday=None, now=NOW,
            ),
            Group.objects.count,
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["record", "leave", "make"])
def test_an_act_that_cannot_be_journalled_does_not_happen(cast, aminas_group, broken_journal, name):
    act, count = acts(cast, aminas_group)[name]
    before = count()

    with pytest.raises(DatabaseError, match="disk is full"), transaction.atomic():
        act()

    assert count() == before


@transaction.atomic
def write_and_fail():
    actions.write(actor=SYSTEM, verb="tests.try", subject_kind="test", subject_id="1", at=NOW)
    _ = 1 / 0


def test_an_act_that_fails_leaves_no_line(cast):
    before = queries.cursor()

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    assert (queries.cursor(), queries.verify().entries) == (before, before)


def test_a_refused_act_leaves_no_line(cast, aminas_group):
    before = queries.cursor()

    with pytest.raises(Exception, match="already"):
        group_actions.assign_facilitator(actor=SYSTEM, group=aminas_group, account=cast["amina"], since=TODAY, now=NOW)

    assert queries.cursor() == before


@pytest.mark.django_db(transaction=True)
def test_the_journal_refuses_to_be_written_outside_a_transaction(committed):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        actions.write(actor=SYSTEM, verb="tests.try", subject_kind="test", subject_id="1", at=NOW)

    assert not Entry.objects.exists()


def test_lines_in_bulk_number_on_without_gaps(db, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 3)
    lines = [actions.Line("tests.try", "test", str(number)) for number in range(8)]

    last = actions.write_many(actor=SYSTEM, at=NOW, lines=iter(lines))

    assert last == Head.objects.get().seq == 8
    assert [entry.subject_id for entry in Entry.objects.order_by("seq")] == [line.subject_id for line in lines]
    assert queries.verify() == queries.ChainReport(8, None)


def test_a_line_says_who_did_what_for_whom(cast, aminas_group):
    taken = make_session(aminas_group, actor=cast.actor("amina"))

    line = queries.of_subject("group", aminas_group.pk)[0]

    assert (line.actor_kind, line.actor_id, line.verb) == ("account", str(cast["amina"].pk), "sessions.record")
    assert (line.organisation_id, line.at) == (str(cast.organisation.pk), NOW)
    assert line.detail == {"session": str(taken.report.pk), "number": 1}


def test_no_line_of_the_whole_cast_holds_a_name(cast, aminas_group):
    told = str(list(Entry.objects.values()))

    assert not [
        name for name in ("Nadia", "mango", *(account.name for account in Account.objects.all())) if name in told
    ]
