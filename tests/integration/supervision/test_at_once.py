"""On PostgreSQL several send at once: nothing is doubled, nothing lost, nobody waits for ever."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import SYSTEM
from tests.factories.groups import NOW, TODAY, make_group, new_id
from tests.factories.people import make_account
from tests.factories.supervision import make_charge, make_checklist, make_help, make_visit
from tests.factories.training import make_facilitator
from tuvurane.foundation.records import Standing
from tuvurane.journal import queries as journal
from tuvurane.people.roles import Role
from tuvurane.supervision import actions, problems
from tuvurane.supervision.codes import Done
from tuvurane.supervision.models import Charge, Checklist, Help, HelpAnswer, Visit

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")


@pytest.fixture
def amina(committed_cast):
    facilitator = make_facilitator(committed_cast["amina"], committed_cast.places["Muriza"])
    make_charge(committed_cast["carine"], facilitator)
    return facilitator


@pytest.fixture
def group(committed_cast, amina):
    return make_group(committed_cast.organisation, committed_cast.places["Muriza"], leaders=[amina.account])


def test_one_visit_sent_by_two_lines_at_once_is_one_visit(committed_cast, amina, together):
    actor, visit_id = committed_cast.actor("carine"), new_id()
    act = lambda: make_visit(actor, visit_id=visit_id, seen=[amina.pk])  # noqa: E731

    outcomes = together(act, act, act)

    assert sorted(taken.new for taken in outcomes) == [False, False, True]
    assert Visit.objects.count() == 1
    assert journal.verify().whole


def test_two_corrections_of_one_visit_at_once_leave_one_that_counts(committed_cast, amina, together):
    actor = committed_cast.actor("carine")
    first = make_visit(actor, seen=[amina.pk]).visit

    together(*(lambda n=n: make_visit(actor, seen=[amina.pk], minutes=n, supersedes=first.pk) for n in (31, 32, 33)))

    assert Visit.objects.count() == 4
    assert Visit.objects.filter(standing=Standing.COUNTED).count() == 1


def test_two_words_of_one_person_about_a_session_at_once_leave_one_that_counts(committed_cast, group, together):
    actor = committed_cast.actor("carine")
    words = [{"circle": done} for done in Done]

    outcomes = together(*(lambda said=said: make_checklist(actor, group, elements=said) for said in words))

    assert all(taken.new for taken in outcomes)
    assert Checklist.objects.filter(standing=Standing.COUNTED).count() == 1


def test_one_call_for_help_is_asked_once_and_answered_once(committed_cast, amina, together):
    phone, help_id = committed_cast.on_phone("amina"), new_id()
    together(*[lambda: make_help(phone, help_id=help_id)] * 3)
    [asked] = Help.objects.all()

    actors = [committed_cast.actor(name) for name in ("carine", "coordinator")]

    def answer(actor):
        return actions.answer_help(actor=actor, help=asked, on=TODAY, note="", now=NOW)

    outcomes = together(*(lambda actor=actor: answer(actor) for actor in actors))

    assert [type(one) for one in outcomes].count(problems.HelpAnswered) == 1
    assert HelpAnswer.objects.count() == 1


def test_handed_to_two_supervisors_at_once_somebody_has_one(committed_cast, amina, together):
    others = [
        make_account(committed_cast.organisation, name, role=Role.SUPERVISOR, place=committed_cast.places["Musongati"])
        for name in ("denise", "emma")
    ]

    outcomes = together(
        *(
            lambda one=one: actions.take_charge(
                actor=SYSTEM, supervisor=one, facilitator=amina, since=TODAY - timedelta(days=1), now=NOW
            )
            for one in others
        )
    )

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert Charge.objects.filter(until__isnull=True).count() == 1
    assert Charge.objects.count() == 3
