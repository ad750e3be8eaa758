"""A group that is paused, and new groups that may not start: that it is so is told, why is not."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.browsers import browser_of
from tests.factories.groups import make_group, new_id
from tests.factories.phones import Phone, session_record
from tuvurane.groups import actions, problems, queries
from tuvurane.groups.codes import Status
from tuvurane.groups.models import Pause, Session
from tuvurane.groups.queries.board import rows_of
from tuvurane.journal.models import Entry

DAY = timedelta(days=1)


def pause(group=None, house=None):
    return actions.pause(
        pause_id=new_id(), organisation_id=house.pk if house else group.organisation_id, group=group, now=NOW
    )


def lift(group=None, house=None):
    actions.lift_pause(organisation_id=house.pk if house else group.organisation_id, group=group, now=NOW + DAY)


def test_a_group_is_paused_once_and_lifted_once(aminas_group):
    first = pause(aminas_group)

    assert pause(aminas_group) == first
    lift(aminas_group)
    lift(aminas_group)

    assert Pause.objects.get().lifted_at == NOW + DAY
    assert queries.paused_since([aminas_group.pk]) == {}
    assert pause(aminas_group) != first


def test_two_pauses_of_one_group_at_a_time_are_no_row(aminas_group):
    pause(aminas_group)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(id=new_id(), organisation=aminas_group.organisation, group=aminas_group, since=NOW)


def test_the_journal_says_that_it_was_done_and_not_by_whom(cast, aminas_group):
    pause(aminas_group)
    pause(house=cast.organisation)
    lift(aminas_group)

    lines = Entry.objects.filter(verb__contains="pause")

    assert [line.verb for line in lines.order_by("seq")] == [
        "groups.pause",
        "groups.pause_starting",
        "groups.lift_pause",
    ]
    assert {(line.actor_kind, line.actor_id) for line in lines} == {("system", "")}
    assert all(not line.detail for line in lines)


def test_no_group_starts_while_new_ones_are_paused_and_the_refusal_says_whom_to_call(cast):
    group = make_group(cast.organisation, cast.places["Muriza"], status=Status.RECRUITING)
    pause(house=cast.organisation)

    with pytest.raises(problems.StartingPaused) as refused:
        actions.move_group(
            actor=cast.actor("coordinator"), group=group, to=Status.RUNNING, on=TODAY, reason="", now=NOW
        )

    assert cast["didier"].name in refused.value.sentence()
    group.refresh_from_db()
    assert group.status == Status.RECRUITING
    lift(house=cast.organisation)
    moved = actions.move_group(
        actor=cast.actor("coordinator"), group=group, to=Status.RUNNING, on=TODAY, reason="", now=NOW
    )
    assert moved.status == Status.RUNNING


def test_the_pause_of_one_organisation_stops_no_other(cast):
    group = make_group(cast.other, cast.places["Muriza"], status=Status.RECRUITING, name="Theirs")
    pause(house=cast.organisation)

    moved = actions.move_group(
        actor=cast.actor("stranger"), group=group, to=Status.RUNNING, on=TODAY, reason="", now=NOW
    )

    assert moved.status == Status.RUNNING


def test_a_paused_group_waits_for_word_and_is_not_late(aminas_group):
    before = {need.code for need in queries.needs_of(aminas_group, on=TODAY + 90 * DAY)}
    pause(aminas_group)

    row = rows_of([aminas_group], on=TODAY + 90 * DAY)[0]

    assert row.needs[0].code == "paused"
    assert "late" in before
    assert "late" not in {need.code for need in row.needs}


def test_the_phone_is_told_whose_word_to_wait_for_after_its_next_contact(cast, aminas_group):
    cache.clear()
    phone = Phone(cast["amina"])
    first = phone.sync()
    holds = [group["id"] for group in first["groups"]]
    assert all("paused" not in group for group in first["groups"])

    pause(aminas_group)
    told = phone.sync(since=first["cursor"], holds=holds, digest=first["digest"])

    assert [(group["id"], group["paused"]) for group in told["groups"]] == [
        (str(aminas_group.pk), cast["coordinator"].name)
    ]
    assert told["groups"][0].keys() - first["groups"][0].keys() == {"paused"}
    lift(aminas_group)
    again = phone.sync(since=told["cursor"], holds=holds, digest=told["digest"])
    assert [("paused" in group) for group in again["groups"]] == [False]


def test_a_session_that_took_place_in_a_paused_group_is_taken(cast, aminas_group):
    cache.clear()
    pause(aminas_group)

    answer = Phone(cast["amina"]).sync(session_record(aminas_group))

    assert [one["outcome"] for one in answer["results"]] == ["accepted"]
    assert Session.objects.filter(group=aminas_group).count() == 1


@pytest.mark.parametrize("page", ["groups:group", "groups:list", "home:today", "groups:new_session"])
def test_the_pages_say_that_it_is_paused_and_never_why(cast, aminas_group, page):
    pause(aminas_group)
    args = [aminas_group.pk] if page in {"groups:group", "groups:new_session"} else []

    shown = browser_of(cast["coordinator"]).get(reverse(page, args=args)).content.decode()

    assert "aused" in shown
    assert "dverse" not in shown


def test_today_tells_the_coordinator_that_no_new_group_starts(cast, aminas_group):
    pause(house=cast.organisation)
    assert not queries.board(cast.actor("coordinator"), on=TODAY)[0].paused

    shown = browser_of(cast["coordinator"]).get("/").content.decode()

    assert "No new group starts for now" in shown
    assert cast["didier"].name in shown
    assert "No new group starts" not in browser_of(cast["carine"]).get("/").content.decode()


def test_the_plain_page_says_it_too(cast, aminas_group):
    pause(aminas_group)

    shown = browser_of(cast["amina"]).get(reverse("plain:groups")).content.decode()

    assert f"Paused: wait for word from {cast['coordinator'].name}" in shown


def test_where_nobody_coordinates_the_organisation_gives_the_word(cast, aminas_group):
    cast["coordinator"].roles_held.update(until=TODAY - DAY, since=TODAY - 2 * DAY)

    assert queries.word_from([aminas_group], on=TODAY) == {aminas_group.pk: cast.organisation.name}
    assert json.dumps(Phone(cast["amina"]).sync()).count("paused") == 0


def test_the_board_asks_no_more_of_the_database_for_groups_that_are_paused(
    cast, aminas_group, boscos_group, django_assert_num_queries
):
    for group in (aminas_group, boscos_group):
        pause(group)

    with django_assert_num_queries(4):
        rows = rows_of([aminas_group, boscos_group], on=TODAY)

    assert [row.paused for row in rows] == [True, True]
    assert rows[0].members == 4
