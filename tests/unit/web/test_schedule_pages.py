"""Whom to ask, by when: the pages that a supervisor works from, and how an organisation sets its waves."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_group, new_id
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Status
from tuvurane.measures import actions, queries
from tuvurane.measures.codes import Arm, Wave

BOARD, WAVES = reverse("schedule:board"), reverse("schedule:waves")
MOST_QUERIES = 15


def text(response) -> str:
    """A page's words, without its tags."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def forming(cast):
    """A group of four on Muriza that has not begun."""
    return make_group(
        cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=4, status=Status.RECRUITING
    )


def decline(group, seat=1, instrument="srq20"):
    return actions.record_declined(
        actor=SYSTEM, declined_id=new_id(), participant_id=groups.seats_of(group)[seat], group=group, arm=Arm.GROUP,
        wave=Wave.BASELINE, instrument=instrument, on=TODAY, now=NOW,
    )  # fmt: skip


def test_the_schedule_says_how_many_to_ask_where_and_by_when(at_the_desk, forming, django_assert_max_num_queries):
    carine = at_the_desk("carine")
    with django_assert_max_num_queries(MOST_QUERIES):
        page = carine.get(BOARD)

    assert "4 people in 1 groups are to be asked" in text(page)
    assert "Now, before the first session" in text(page)
    assert reverse("groups:questionnaires", args=[forming.pk]) in page.content.decode()


def test_an_empty_schedule_says_when_a_wave_opens(at_the_desk):
    page = at_the_desk("carine").get(BOARD)

    assert "Nobody is to be asked now. A wave opens by itself" in text(page)


def test_a_narrowed_schedule_that_finds_nobody_says_how_to_see_all(at_the_desk, forming):
    page = at_the_desk("carine").get(BOARD, {"wave": "end"})

    assert "Nobody is to be asked here. Clear the filter" in text(page)


def test_an_evaluator_sees_the_schedule_and_no_way_into_a_group(at_the_desk, forming):
    page = at_the_desk("eva").get(BOARD)

    assert "4 people in 1 groups" in text(page)
    assert "/groups/" not in page.content.decode()


def test_the_groups_page_shows_where_each_person_stands_and_asks_again_who_declined(
    at_the_desk, forming, django_assert_max_num_queries
):
    decline(forming, seat=1)
    decline(forming, seat=1, instrument="who5")
    carine, address = at_the_desk("carine"), reverse("groups:questionnaires", args=[forming.pk])
    carine.get(address)  # the first page of a visit writes its session
    with django_assert_max_num_queries(MOST_QUERIES):
        before = text(carine.get(address))

    carine.post(reverse("schedule:ask_again", args=[forming.pk]), {"seat": "1", "arm": "group", "wave": "baseline"})

    assert before.count("To be asked") == 3
    assert "Did not want to this time" in before
    assert text(carine.get(address)).count("To be asked") == 4
    assert len(queries.due_for(forming, on=TODAY)) == 8


def test_nobody_is_asked_again_on_a_seat_that_is_not_there(at_the_desk, forming):
    page = at_the_desk("carine").post(
        reverse("schedule:ask_again", args=[forming.pk]), {"seat": "99", "arm": "group", "wave": "baseline"}
    )

    assert page.status_code == 422


def test_an_evaluator_adds_a_further_wave_and_the_pages_say_whose_rule_it_is(at_the_desk, cast):
    eva, address = at_the_desk("eva"), reverse("schedule:set_wave", args=["later_2"])
    first = eva.get(address)

    said = {
        "rule_id": str(new_id()), "anchor": "end", "opens": "700", "due": "730", "closes": "790",
        "instruments": ["srq20"], "why": "Our donor asks after two years",
    }  # fmt: skip
    answer = eva.post(address, said)

    assert 'value="730"' in first.content.decode()
    assert answer.status_code == 302
    page = text(eva.get(WAVES))
    assert "From 700 days after to 790 days after the end of the sessions; due 730 days after." in page
    assert "Set by your organisation: Our donor asks after two years" in page
    assert queries.rules_of(cast.other.pk)[-1].wave == Wave.LATER


def test_a_window_that_closes_before_it_opens_comes_back_with_its_repair(at_the_desk):
    said = {
        "rule_id": str(new_id()), "anchor": "end", "opens": "30", "due": "20", "closes": "10",
        "instruments": ["srq20"], "why": "a slip of the hand",
    }  # fmt: skip

    page = at_the_desk("eva").post(reverse("schedule:set_wave", args=["end"]), said)

    assert "A window opens first, is due then, and closes last." in text(page)
    assert "a slip of the hand" in page.content.decode()


def test_a_wave_far_ahead_cannot_be_set_before_those_between(at_the_desk):
    assert at_the_desk("eva").get(reverse("schedule:set_wave", args=["later_4"])).status_code == 422


def test_a_coordinator_lets_a_group_wait_and_its_people_are_asked_as_waiting(at_the_desk, forming):
    coordinator, address = at_the_desk("coordinator"), reverse("schedule:waiting", args=[forming.pk])

    answer = coordinator.post(address, {"waits": "yes", "since": str(TODAY)})

    assert answer.status_code == 302
    assert "Waiting for their group" in text(coordinator.get(BOARD))
    assert {one.arm for one in queries.due_for(groups.group_by_id(forming.pk), on=TODAY)} == {"waiting"}


def test_waiting_without_a_day_asks_for_it(at_the_desk, forming):
    page = at_the_desk("coordinator").post(
        reverse("schedule:waiting", args=[forming.pk]), {"waits": "yes", "since": ""}
    )

    assert "Say since which day they wait." in text(page)
