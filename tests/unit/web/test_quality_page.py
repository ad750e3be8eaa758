"""The page of quality helps: it says what was seen, beside what, and stays silent where there is too little."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.groups import make_consent, make_group, new_id
from tests.unit.web.test_office_pages import MOST_QUERIES, text
from tuvurane.groups.codes import Purpose
from tuvurane.groups.queries import participant_for, seats_of
from tuvurane.measures import actions, scoring
from tuvurane.measures.actions import ResponsePlan
from tuvurane.measures.codes import Wave
from tuvurane.people.scope import Actor

ITEMS = scoring.instrument_named("srq20").item_keys


def rows(count: int, *, alike: int = 0) -> list[dict[str, int | None]]:
    """So many people, no two of whom say the same, but for those who are ``alike``."""
    different: list[dict[str, int | None]] = [
        {item: number >> place & 1 for place, item in enumerate(ITEMS)} for number in range(5, 5 + count)
    ]
    return [different[0] if place < alike else one for place, one in enumerate(different)]


@pytest.fixture
def asked(cast):
    """Let somebody of the cast ask the people of a new group with SRQ-20."""

    def ask(name, answers, *, place="Muriza", seconds=240, on=TODAY, wave=Wave.BASELINE):
        group = make_group(cast.organisation, cast.places[place], name=f"{name} {new_id()}", members=len(answers))
        seats = seats_of(group)
        plans = [
            ResponsePlan(
                response_id=new_id(),
                participant_id=seats[seat],
                group_id=group.pk,
                wave=wave,
                instrument="srq20",
                language="rn",
                answers=given,
                administered_on=on,
                asked_by_id=cast[name].pk,
                by_leader=False,
                seconds=seconds,
                recorded_at=NOW,
            )
            for seat, given in enumerate(answers, start=1)
        ]
        actions.load_responses(
            actor=Actor.system(cast.organisation.pk), organisation_id=cast.organisation.pk, plans=plans, now=NOW
        )
        return group

    return ask


def read(client, **asking) -> str:
    return text(client.get(reverse("quality:page"), asking))


def test_copied_rows_are_told_with_what_chance_would_bring_and_what_helps(at_the_desk, asked):
    asked("amina", rows(24, alike=8))
    asked("bosco", rows(200)[24:124], place="Butare")

    page = read(at_the_desk("coordinator"))

    assert "Amina 7 of 24 interviews repeat another one, answer by answer. By chance it would be about: 0.7." in page
    assert "What may explain it People asked together in one room" in page
    assert "What helps Visit, ask how the days went" in page


def test_quick_interviews_are_told_beside_those_of_the_others(at_the_desk, asked):
    asked("amina", rows(20), seconds=30)
    asked("bosco", rows(20), place="Butare")

    page = read(at_the_desk("coordinator"))

    assert "Amina 20 of 20 timed interviews were quicker" in page
    assert "As with the others it would be about: hardly any." in page


def test_nobody_is_named_who_asked_too_few(at_the_desk, asked):
    asked("amina", rows(19, alike=19), seconds=3)

    page = read(at_the_desk("coordinator"))

    assert "Amina" not in page
    assert page.count("Too few to say.") == 4
    assert "People who asked too few others to be spoken of here: 1." in page


def test_a_group_asked_outside_its_window_is_named_with_how_far(at_the_desk, asked):
    group = asked("amina", rows(4), on=TODAY)  # the first session was on 01/09: the baseline closed on 22/09
    page = read(at_the_desk("coordinator"))

    assert "Before the window: 0; after it: 4; of 4 interviews" in page
    assert f"{group.name}, Muriza Before the window: 0; after it: 4; of 4. The farthest by 61 days." in page


def test_what_is_read_can_be_narrowed_to_a_place_a_time_and_a_questionnaire(cast, at_the_desk, asked):
    asked("amina", rows(5))
    asked("bosco", rows(7), place="Butare", on=TODAY - timedelta(days=60))
    coordinator = at_the_desk("coordinator")

    assert "Read: 12 interviews" in read(coordinator)
    assert "Read: 5 interviews" in read(coordinator, days="30")
    assert "Read: 7 interviews" in read(coordinator, place=str(cast.places["Butare"].pk))
    assert "Nobody was asked with this questionnaire" in read(coordinator, instrument="who5")


def test_whoever_took_back_their_consent_is_not_read(cast, at_the_desk, asked):
    group = asked("amina", rows(5))
    person = participant_for(cast.actor("coordinator"), seats_of(group)[2])
    make_consent(group, person, Purpose.BE_MEASURED, given=False)

    assert "Read: 4 interviews" in read(at_the_desk("eva"))


def test_a_reader_of_one_commune_and_another_house_read_their_own(cast, at_the_desk, asked):
    asked("amina", rows(5))

    assert "Nobody was asked" in read(at_the_desk("stranger"))
    assert at_the_desk("carine").get(reverse("quality:page")).status_code == 403


def test_the_page_says_when_it_had_to_stop(at_the_desk, asked, monkeypatch):
    asked("amina", rows(5))
    monkeypatch.setattr("tuvurane.measures.queries.quality.most_rows", lambda: 3)

    assert "There are more interviews than this page reads at once. It read the latest 3" in read(
        at_the_desk("coordinator")
    )


def test_no_answer_and_no_total_of_a_person_stands_on_the_page(at_the_desk, asked, django_assert_max_num_queries):
    asked("amina", rows(24, alike=8))
    coordinator = at_the_desk("coordinator")

    with django_assert_max_num_queries(MOST_QUERIES):
        page = coordinator.get(reverse("quality:page"))

    assert "srq_" not in page.content.decode()
