"""What is older than its time goes by itself, once a day, and leaves a proof."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_consent, make_group, make_participant, make_session
from tuvurane.config import daily
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Purpose, Status
from tuvurane.journal import actions as journal
from tuvurane.journal import queries as journal_queries
from tuvurane.journal.models import Entry, Head
from tuvurane.rights import actions, queries
from tuvurane.rights.codes import Kept
from tuvurane.rights.models import Retained

LONG_AFTER = datetime(2028, 2, 1, 9, 0, tzinfo=UTC)


def run(on):
    return {proof.rule: proof.many for proof in actions.run_retention(actor=SYSTEM, today=on, now=LONG_AFTER)}


@pytest.fixture
def graduated(cast):
    """A group that ended, with one who may be contacted later and one who may not."""
    group = make_group(cast.organisation, cast.places["Muriza"], name="Yarangiye", leaders=[cast["amina"]])
    kept, gone = make_participant(group, "Nzeyimana Aline"), make_participant(group, "Rindagatifu Espérance")
    make_consent(group, kept, Purpose.BE_CONTACTED)
    make_session(group, held_on=date(2026, 9, 8), note="Rindagatifu araje")
    group = group_actions.move_group(
        actor=SYSTEM, group=group, to=Status.GRADUATED, on=date(2026, 11, 1), reason="", now=NOW
    )
    return group, kept, gone


def called(group):
    return {member.participant_id: member.called for member in group_queries.members_of(group, identified=True)}


def test_a_name_goes_a_year_after_the_last_contact_unless_they_may_be_contacted(graduated):
    group, kept, gone = graduated

    early = run(date(2027, 11, 1))
    assert early[Kept.IDENTITY] == 0
    late = run(date(2027, 11, 2))

    assert late[Kept.IDENTITY] == 1
    assert called(group) == {kept.pk: "Nzeyimana", gone.pk: ""}
    [session] = group_queries.sessions_of(group)
    assert group_queries.note_of(session) == "… araje"


def test_the_code_stays_for_what_was_answered(graduated):
    _, _, gone = graduated

    run(date(2027, 11, 2))

    gone.refresh_from_db()
    assert gone.erased_at is None
    assert group_queries.codes_of([gone.pk])[gone.pk] == gone.code


def test_whoever_sits_in_an_open_group_keeps_their_name(aminas_group):
    run(date(2035, 1, 1))

    assert all(called(aminas_group).values())


def test_the_journal_is_cut_at_its_beginning_and_still_proves_itself(cast, aminas_group):
    journal_queries_before = journal_queries.cursor()
    with_later_line(LONG_AFTER)

    went = run(date(2029, 12, 1))

    assert went[Kept.JOURNAL] == journal_queries_before
    report = journal_queries.verify()
    assert report.whole
    assert report.entries == Entry.objects.count()


def with_later_line(at):
    with transaction.atomic():
        journal.write(actor=SYSTEM, verb="tests.try", subject_kind="test", subject_id="1", at=at)


@pytest.mark.parametrize("change", ["cut_hash", "cut_seq"])
def test_whoever_moves_the_cut_by_hand_is_found(cast, aminas_group, change):
    with_later_line(LONG_AFTER)
    run(date(2029, 12, 1))

    head = Head.objects.get(pk=1)
    Head.objects.update(**{change: "f" * 64 if change == "cut_hash" else head.cut_seq - 1})

    assert not journal_queries.verify().whole


def test_each_rule_leaves_a_proof_even_where_nothing_was_due(db):
    run(TODAY)

    assert set(Retained.objects.values_list("rule", "many")) == {(rule, 0) for rule in actions.retention.RULES}
    assert all(proof.runs for proof in queries.proofs(TODAY) if proof.rule in actions.retention.RULES)


def test_one_worker_runs_a_day_and_the_next_day_runs_again(db):
    night = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # three o'clock in Bujumbura

    assert [daily.tick(night), daily.tick(night), daily.tick(night + timedelta(days=1))] == [True, False, True]


def test_nothing_runs_before_the_night_and_a_run_that_died_is_done_by_another(db):
    assert daily.tick(datetime(2026, 11, 22, 22, 30, tzinfo=UTC)) is False  # half past midnight there

    assert actions.take_day(day=TODAY, now=NOW)
    assert not actions.take_day(day=TODAY, now=NOW + timedelta(hours=1))
    assert actions.take_day(day=TODAY, now=NOW + timedelta(hours=2))


def test_what_would_go_is_said_before_it_goes(graduated):
    told = {due.rule: due.many for due in actions.due(date(2027, 11, 2))}

    assert told[Kept.IDENTITY] == 1
    assert called(graduated[0])[graduated[2].pk] == "Rindagatifu"
