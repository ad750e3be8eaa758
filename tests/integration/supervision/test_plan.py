"""Whom to visit next: the reasons come from what is really on record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.groups import NOW, SYSTEM, TODAY, make_group, make_session, new_id
from tests.factories.people import make_account
from tests.factories.supervision import make_charge, make_follow_up, make_help, make_visit
from tests.factories.training import make_facilitator
from tuvurane.groups.actions import Tally
from tuvurane.groups.codes import Mark, Status, Voice
from tuvurane.groups.models import Group
from tuvurane.people import problems as people_problems
from tuvurane.people.roles import Role
from tuvurane.supervision import actions, queries
from tuvurane.supervision.codes import HelpTopic, VisitFormat
from tuvurane.training import actions as training_actions
from tuvurane.training.actions import RatingContent
from tuvurane.training.codes import Away, Occasion, WhyAway
from tuvurane.training.rules.rubrics import OWN, Kind, own

# A circle of four, all there: enough marks, too few stones to show a vote.
ALL_HERE = dict.fromkeys(range(1, 5), Mark.PRESENT)


def plan(actor, cast):
    return queries.plan(actor, supervisor_id=cast["carine"].pk, now=NOW)


def reasons(actor, cast):
    """All codes of Carine's plan."""
    return {reason.code for row in plan(actor, cast) for reason in row.reasons}


@pytest.fixture
def claude(cast):
    """Claude, who may lead on Muriza too, and is on the ladder."""
    account = make_account(cast.organisation, "claude", role=Role.FACILITATOR, place=cast.places["Muriza"])
    return make_facilitator(account, cast.places["Muriza"])


@pytest.fixture
def lately(muriza, amina, carine):
    """A call of today about Amina's group, so that nothing speaks of silence."""
    return make_visit(carine, seen=[amina.pk], group_id=muriza.pk)


def test_a_group_that_one_person_leads_and_nobody_visits_is_on_the_plan(cast, muriza, amina, carine):
    [row] = plan(carine, cast)

    assert (row.group, row.facilitators, row.last_seen) == (muriza, [amina], None)
    assert [reason.code for reason in row.reasons] == ["stand_in", "long_silence", "first_groups"]


def test_with_two_who_lead_and_a_call_of_today_there_is_no_reason(cast, amina, claude, carine):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"], claude.account])
    make_visit(carine, seen=[amina.pk], group_id=group.pk)

    assert plan(carine, cast) == []


def test_a_call_to_the_facilitator_breaks_the_silence_of_their_group(cast, muriza, amina, carine):
    make_visit(carine, seen=[amina.pk], on=TODAY - timedelta(days=3))

    [row] = plan(carine, cast)
    assert row.last_seen == TODAY - timedelta(days=3)
    assert "long_silence" not in {reason.code for reason in row.reasons}


def test_whoever_asked_for_help_stands_on_the_plan_until_answered(cast, amina, carine):
    asked = make_help(cast.on_phone("amina"), topic=HelpTopic.OWN_LOAD).help

    [row] = plan(carine, cast)
    assert (row.group, row.facilitators) == (None, [amina])
    assert queries.sentence(row.reasons[0], "en") == "Amina asked for help on 22/11/2026: It is too much for me"
    actions.answer_help(actor=carine, help=asked, on=TODAY, note="", now=NOW)
    assert plan(carine, cast) == []


def test_what_was_agreed_and_is_overdue_stands_on_the_plan_until_done(cast, amina, carine):
    agreed = make_follow_up(cast["amina"], amina, actor=carine, due_on=TODAY - timedelta(days=1))

    assert reasons(carine, cast) == {"follow_up_overdue"}
    actions.finish_follow_up(actor=carine, follow_up=agreed, on=TODAY, now=NOW)
    assert reasons(carine, cast) == set()


def rate(cast, amina, rater, kind, *, occasion=Occasion.ROLE_PLAY, on=TODAY):
    competence = own().competences[0]
    ticked = [one.code for one in competence.behaviours if one.kind == kind]
    content = RatingContent(amina.pk, on, occasion, *OWN, {competence.code: ticked})
    return training_actions.record_rating(actor=cast.actor(rater), rating_id=new_id(), content=content, now=NOW)


def test_harm_seen_without_a_certificate_asks_for_a_look(cast, amina, carine):
    rate(cast, amina, "carine", Kind.HARMFUL)

    assert reasons(carine, cast) == {"harm_unconfirmed"}


def test_a_facilitator_who_is_away_leaves_a_group_that_needs_a_stand_in(cast, amina, claude, carine):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"], claude.account])
    make_visit(carine, seen=[amina.pk], group_id=group.pk)
    training_actions.go_away(
        actor=SYSTEM, facilitator=claude, kind=Away.PAUSE, why=WhyAway.HEALTH, since=TODAY, until=None, now=NOW
    )

    [row] = plan(carine, cast)
    assert [queries.sentence(reason, "en") for reason in row.reasons] == [
        "A stand-in is needed. May lead today: 1 of 2"
    ]


def test_a_vote_behind_its_guard_says_only_that_the_group_needs_a_visit(cast, muriza, amina, lately, carine):
    make_session(muriza, marks=ALL_HERE, held_on=TODAY, voice={Voice.SAFE: Tally(0, 1, 3)})

    [row] = plan(carine, cast)
    assert {reason.code for reason in row.reasons} == {"stand_in", "needs_visit"}
    [said] = [queries.sentence(reason, "en") for reason in row.reasons if reason.code == "needs_visit"]
    assert said == "The group needs a visit."


def test_sitting_in_a_session_rests_what_the_vote_said(cast, muriza, amina, lately, carine):
    make_session(muriza, marks=ALL_HERE, held_on=TODAY, voice={Voice.SAFE: Tally(0, 1, 3)})

    make_visit(carine, group_id=muriza.pk, format=VisitFormat.SESSION, session_number=1)

    assert reasons(carine, cast) == {"stand_in"}


def test_an_unsafe_stone_in_a_vote_that_may_be_shown_asks_for_a_call(cast, amina, carine):
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=6)
    marks = dict.fromkeys(range(1, 7), Mark.PRESENT)
    make_session(group, marks=marks, held_on=TODAY, voice={Voice.SAFE: Tally(5, 0, 1)})

    assert "voice_not_safe" in reasons(carine, cast)


def test_a_rating_is_due_when_the_third_session_comes_and_not_once_it_was_made(cast, muriza, amina, lately, carine):
    for number in (1, 2):
        make_session(muriza, number=number, marks=ALL_HERE)
    assert reasons(carine, cast) == {"stand_in", "rating_due"}

    competence = own().competences[0]
    ticks = {competence.code: [one.code for one in competence.behaviours if one.kind == Kind.BASIC]}
    content = RatingContent(amina.pk, TODAY, Occasion.IN_GROUP, *OWN, ticks, session_number=3)
    actions.record_observed_rating(actor=carine, rating_id=new_id(), group_id=muriza.pk, content=content, now=NOW)

    assert reasons(carine, cast) == {"stand_in"}


def test_more_groups_than_agreed_and_no_rest_are_reasons_too(cast, carine):
    facilitator = make_facilitator(cast["amina"], cast.places["Muriza"], most_groups=1)
    make_charge(cast["carine"], facilitator)
    for name in ("Twiyubake", "Dukundane"):
        make_group(cast.organisation, cast.places["Muriza"], name=name, leaders=[cast["amina"]])

    rows = plan(carine, cast)

    [(group, said)] = [
        (row.group.name, reason) for row in rows for reason in row.reasons if reason.code == "load_above"
    ]
    assert (group, dict(said.details)) == ("Dukundane", {"name": "Amina", "running": 2, "most": 1})


def test_three_rounds_without_a_rest_ask_for_one(cast, amina, carine):
    for name, began, ended in (("First", 400, 290), ("Second", 280, 170), ("Third", 160, 50)):
        group = make_group(
            cast.organisation, cast.places["Muriza"], name=name, leaders=[cast["amina"]], status=Status.GRADUATED
        )
        since = TODAY - timedelta(days=began)
        Group.objects.filter(pk=group.pk).update(starts_on=since)
        group.assignments.update(since=since)
        group.moves.filter(went_to=Status.GRADUATED).update(on=TODAY - timedelta(days=ended))

    [row] = plan(carine, cast)
    assert [queries.sentence(reason, "en") for reason in row.reasons] == [
        "A round of rest is due for Amina. Rounds led without one: 3"
    ]
    training_actions.go_away(
        actor=SYSTEM, facilitator=amina, kind=Away.REST, why=WhyAway.TIRED, since=TODAY - timedelta(days=9), until=None,
        now=NOW,
    )  # fmt: skip
    assert plan(carine, cast) == []


def test_the_most_needed_stands_first(cast, muriza, amina, bosco, boscos_group, carine):
    make_charge(cast["carine"], bosco)
    make_help(cast.on_phone("bosco"))

    rows = plan(carine, cast)

    assert [row.group.name for row in rows] == ["Dusangire", "Twiyubake"]
    assert [row.weight for row in rows] == sorted((row.weight for row in rows), reverse=True)


def test_only_whom_the_supervisor_looks_after_is_on_the_plan(cast, muriza, boscos_group, amina, bosco, carine):
    assert [row.group for row in plan(carine, cast)] == [muriza]
    actions.end_charge(actor=SYSTEM, facilitator=amina, until=TODAY, now=NOW)
    assert plan(carine, cast) == []


SEES = [("carine", True), ("coordinator", True), ("trainer", True), ("stranger", False)]


@pytest.mark.parametrize(("name", "sees"), SEES)
def test_who_reads_the_plan_of_a_supervisor(name, sees, cast, muriza, amina):
    assert bool(plan(cast.actor(name), cast)) == sees


@pytest.mark.parametrize("name", ["amina", "didier", "eva", "director", "administrator"])
def test_who_does_not_see_supervision_reads_no_plan(name, cast, amina):
    with pytest.raises(people_problems.NotAllowed):
        plan(cast.actor(name), cast)


def test_the_plan_costs_as_many_questions_for_one_group_as_for_many(cast, muriza, amina, carine):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            plan(carine, cast)
        return len(asked)

    make_session(muriza, marks=ALL_HERE, voice={Voice.SAFE: Tally(4, 0, 0)})
    make_visit(carine, seen=[amina.pk])
    few = questions()
    for number in range(4):
        account = make_account(cast.organisation, f"leader{number}", role=Role.FACILITATOR, place=cast.places["Muriza"])
        facilitator = make_facilitator(account, cast.places["Muriza"])
        make_charge(cast["carine"], facilitator)
        group = make_group(
            cast.organisation, cast.places["Muriza"], name=f"Group {number}", leaders=[account], members=4
        )
        make_session(group, marks=ALL_HERE, voice={Voice.SAFE: Tally(4, 0, 0)})

    assert questions() == few <= 28
