"""The pages of training: who holds the space, how they grow, and whose gate is closed."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY, Cast
from tests.factories.competence import behaviours, certify, rate, text
from tests.factories.groups import new_id
from tests.factories.people import make_account
from tests.factories.training import make_course, make_facilitator
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Group
from tuvurane.people.roles import Role
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.training.codes import Rung
from tuvurane.training.models import Facilitator
from tuvurane.training.rules.rubrics import Kind

MOST_QUERIES = 15


@pytest.fixture
def amina(cast: Cast) -> Facilitator:
    """On the ladder, on the first rung."""
    return make_facilitator(cast["amina"], cast.places["Muriza"])


def posted(form: dict[str, list[str]] | None = None, **said: Any) -> dict[str, Any]:
    """What the form of a rating sends."""
    return {
        "rating_id": str(new_id()),
        "on": TODAY.isoformat(),
        "occasion": "role_play",
        **{f"ticks_{code}": codes for code, codes in (form or {}).items()},
        **said,
    }


def test_the_list_says_who_stands_where_and_shows_the_gate_to_those_who_see_competence(at_the_desk, cast, amina):
    certify(cast, "carine")
    rate(cast, "carine", amina, Kind.HARMFUL)

    page = text(at_the_desk("trainer").get(reverse("training:facilitators")))

    assert "Amina" in page
    assert "Facilitator, basic" in page
    assert "May lead no new group until seen again" in page
    assert "Gate" not in text(at_the_desk("director").get(reverse("training:facilitators")))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Amina", "Bosco"}),
        ({"q": "ami"}, {"Amina"}),
        ({"rung": "candidate"}, {"Bosco"}),
        ({"gate": "blocked"}, {"Amina"}),
        ({"away": "away"}, {"Bosco"}),
        ({"away": "here"}, {"Amina"}),
        ({"refresher": "overdue"}, set()),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_the_list_is_narrowed_by_what_is_asked(asked, found, at_the_desk, cast, amina):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"], rung=Rung.CANDIDATE)
    certify(cast, "carine")
    rate(cast, "carine", amina, Kind.HARMFUL)
    training_actions.go_away(
        actor=cast.actor("trainer"), facilitator=bosco, kind="rest", why="tired", since=TODAY, until=None, now=NOW
    )

    page = text(at_the_desk("trainer").get(reverse("training:facilitators"), asked))

    assert {name for name in ("Amina", "Bosco") if name in page} == found


def test_a_long_list_is_paged_and_costs_no_more_questions(at_the_desk, cast, django_assert_max_num_queries):
    for n in range(45):
        account = make_account(cast.organisation, f"one{n:02}", role=Role.FACILITATOR, place=cast.places["Muriza"])
        make_facilitator(account, cast.places["Muriza"])
    desk = at_the_desk("trainer")

    with django_assert_max_num_queries(MOST_QUERIES):
        page = desk.get(reverse("training:facilitators"))

    assert page.content.decode().count('<th scope="row">') == 25
    assert "?page=2" in page.content.decode()


def test_who_leads_already_is_entered_with_one_click_at_their_own_place(at_the_desk, cast):
    desk, address = at_the_desk("trainer"), reverse("training:enter", args=[cast["amina"].pk])
    assert address in desk.get(reverse("training:new")).content.decode()

    desk.post(address, {"rung": "basic"})

    entered = training.facilitator_of(cast["amina"].pk)
    assert entered is not None
    assert (entered.rung, entered.place.name) == (Rung.BASIC, "Muriza")
    assert address not in desk.get(reverse("training:new")).content.decode()


def test_a_coordinator_welcomes_a_candidate_and_a_trainer_is_told_whom_to_ask(at_the_desk, cast):
    said = {
        "account_id": str(new_id()),
        "name": "Espérance",
        "language": "rn",
        "languages": ["rn", "sw"],
        "place": str(cast.places["Kibago"].pk),
        "route": "graduate",
        "on": TODAY.isoformat(),
        "sex": "f",
    }

    refused = at_the_desk("trainer").post(reverse("training:new"), said)
    welcomed = at_the_desk("coordinator").post(reverse("training:new"), said)

    assert "Your coordinator opens it" in text(refused)
    assert welcomed.status_code == 302
    assert training.facilitators_visible_to(cast.actor("trainer")).get().account.name == "Espérance"


def test_a_person_page_says_what_is_lacking_and_keeps_competence_from_those_who_may_not_see_it(
    at_the_desk, cast, amina
):
    rate(cast, "carine", amina, Kind.BASIC)
    address = reverse("training:facilitator", args=[amina.pk])

    trainers, directors = text(at_the_desk("trainer").get(address)), text(at_the_desk("director").get(address))

    assert "The intermediate course." in trainers
    assert "May they lead a group?" in trainers
    assert "Carine" in trainers
    assert "May they lead a group?" not in directors
    assert "Carine" not in directors


def test_somebody_elsewhere_does_not_exist(at_the_desk, cast):
    elsewhere = make_facilitator(cast["bosco"], cast.places["Kibago"])

    page = at_the_desk("carine").get(reverse("training:facilitator", args=[elsewhere.pk]))

    assert page.status_code == 404


def test_a_rating_is_ticked_without_script_and_the_page_says_what_it_came_to(at_the_desk, cast, amina):
    certify(cast, "carine")
    desk = at_the_desk("carine")
    form = desk.get(reverse("training:rate", args=[amina.pk])).content.decode()
    harmful = behaviours(Kind.HARMFUL)[:1]
    assert f'value="{harmful[0]}"' in form

    said = posted({"listening": harmful, "empathy": behaviours(Kind.BASIC, "empathy")})
    after = desk.post(reverse("training:rate", args=[amina.pk]), said, follow=True)

    rated = training.ratings_of(amina)[0]
    assert rated.levels == {"listening": 1, "empathy": 3}
    assert "The gate is closed" in text(after)
    assert text(after).count("Not seen") == 10


def test_a_rating_without_a_tick_says_what_to_do(at_the_desk, cast, amina):
    answer = at_the_desk("carine").post(reverse("training:rate", args=[amina.pk]), posted())

    assert "Tick at least one behaviour that you saw" in text(answer)
    assert training.ratings_of(amina) == []


@pytest.mark.parametrize(("occasion", "asked"), [("course_start", "Say which course"), ("in_group", "Say which group")])
def test_an_occasion_asks_for_what_belongs_to_it(occasion, asked, at_the_desk, cast, amina):
    said = posted({"listening": behaviours(Kind.BASIC)}, occasion=occasion)

    assert asked in text(at_the_desk("carine").post(reverse("training:rate", args=[amina.pk]), said))


def test_a_rating_in_a_session_keeps_the_group_in_which_it_was_made(at_the_desk, cast, amina, aminas_group: Group):
    said = posted(
        {"listening": behaviours(Kind.BASIC)}, occasion="in_group", group=str(aminas_group.pk), session_number="3"
    )

    answer = at_the_desk("carine").post(reverse("training:rate", args=[amina.pk]), said)

    assert answer.status_code == 302
    assert training.ratings_of(amina)[0].observation.group_id == aminas_group.pk


def test_ones_own_rating_is_said_again_and_nobody_elses(at_the_desk, cast, amina):
    first = rate(cast, "carine", amina, Kind.HARMFUL)
    address = reverse("training:correct_rating", args=[amina.pk, first.pk])

    form = at_the_desk("carine").get(address).content.decode()
    checked = re.findall(r'value="(\w+)"[^>]*checked', form)
    at_the_desk("carine").post(address, posted({"listening": behaviours(Kind.BASIC)}))

    (again,) = training.ratings_of(amina)
    assert "Your first rating stays on record" in form
    assert set(behaviours(Kind.HARMFUL)) <= set(checked)
    assert again.levels == {"listening": 3}
    refused = at_the_desk("trainer").get(reverse("training:correct_rating", args=[amina.pk, again.pk]), follow=True)
    assert "Only whoever made a rating says it again" in text(refused)


def test_growth_is_shown_item_by_item_between_the_two_ratings_that_are_chosen(at_the_desk, cast, amina):
    ratings = [
        rate(cast, "carine", amina, kind, on=TODAY - timedelta(days=days))
        for kind, days in ((Kind.HARMFUL, 30), (Kind.BASIC, 20), (Kind.ADVANCED, 10))
    ]
    address = reverse("training:facilitator", args=[amina.pk])
    desk = at_the_desk("trainer")

    first_to_last = text(desk.get(address))
    chosen = text(desk.get(address, {"first": ratings[0].pk, "last": ratings[1].pk}))

    table = r"Listening without judging .*? 1 \d\d/"
    assert re.search(table, first_to_last)
    assert f"3 {ratings[1].on:%d/%m/%Y}" in chosen
    assert f"3 {ratings[1].on:%d/%m/%Y}" not in first_to_last


def test_a_closed_gate_and_an_override_stand_on_one_page_until_it_is_ended(at_the_desk, cast, amina):
    certify(cast, "trainer")
    rate(cast, "trainer", amina, Kind.HARMFUL)
    desk = at_the_desk("carine")
    said = {"reason": "I sit beside her every week", "last_day": (TODAY + timedelta(days=7)).isoformat()}

    desk.post(reverse("training:override", args=[amina.pk]), said)
    standing = desk.get(reverse("training:gate"))

    assert "I sit beside her every week" in text(standing)
    assert f"last day {TODAY + timedelta(days=7):%d/%m/%Y}" in text(standing)
    end = re.search(r'href="(/facilitators/[^"]+/override/\d+/end/)"', standing.content.decode())
    assert end is not None
    desk.post(end.group(1))
    assert "Nobody leads on somebody&#x27;s word" in text(desk.get(reverse("training:gate"))).replace("'", "&#x27;")


def test_an_override_beyond_its_days_is_refused_in_the_form(at_the_desk, cast, amina):
    certify(cast, "trainer")
    rate(cast, "trainer", amina, Kind.HARMFUL)
    said = {"reason": "I sit beside her", "last_day": (TODAY + timedelta(days=40)).isoformat()}

    answer = at_the_desk("carine").post(reverse("training:override", args=[amina.pk]), said)

    assert "The last day lies between" in text(answer)


def test_nobody_is_offered_to_rate_or_to_lift_themselves(at_the_desk, cast):
    carine = make_facilitator(cast["carine"], cast.places["Musongati"], rung=Rung.TEAM_LEADER)

    page = at_the_desk("carine").get(reverse("training:facilitator", args=[carine.pk])).content.decode()

    assert reverse("training:rate", args=[carine.pk]) not in page


def test_a_step_up_that_lacks_something_asks_for_a_reason(at_the_desk, cast, amina):
    address, said = reverse("training:step", args=[amina.pk]), {"rung": "intermediate", "on": TODAY.isoformat()}
    desk = at_the_desk("trainer")

    without = desk.post(address, said)
    desk.post(address, said | {"reason": "Trained in Kigali in 2019"})

    assert without.status_code == 200
    assert "form-errors" in without.content.decode()
    amina.refresh_from_db()
    assert amina.rung == Rung.INTERMEDIATE


def test_away_and_back_are_said_on_the_persons_page(at_the_desk, cast, amina):
    desk, address = at_the_desk("trainer"), reverse("training:facilitator", args=[amina.pk])

    desk.post(reverse("training:away", args=[amina.pk]), {"kind": "rest", "why": "tired", "since": TODAY.isoformat()})
    away = text(desk.get(address))
    desk.post(reverse("training:back", args=[amina.pk]), {"on": TODAY.isoformat()})

    assert "Round of rest" in away
    assert "Tired" not in text(at_the_desk("director").get(address))
    assert training.away_on([amina.pk], TODAY) == {}


def test_the_row_of_links_shows_what_one_may_open(at_the_desk):
    trainers = at_the_desk("trainer").get(reverse("people:list")).content.decode()
    directors = at_the_desk("director").get(reverse("people:list")).content.decode()

    assert reverse("training:gate") in trainers
    assert reverse("training:courses") in directors
    assert reverse("training:gate") not in directors


@pytest.mark.parametrize("language", ["rn", "fr", "sw", "en"])
@pytest.mark.parametrize("name", ["facilitators", "new", "gate", "courses", "new_course", "raters", "rubrics"])
def test_every_page_speaks_every_language(name, language, at_the_desk, cast, amina):
    cast["coordinator"].language = language
    cast["coordinator"].save()

    answer = at_the_desk("coordinator").get(reverse(f"training:{name}"))

    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()
    assert "training." not in text(answer)


def test_two_records_are_joined_by_that_persons_word_and_parted_again(at_the_desk, cast, amina, aminas_group):
    code = groups.members_of(aminas_group, identified=False)[0].code
    desk, address = at_the_desk("coordinator"), reverse("training:join", args=[amina.pk])
    said = {"code": code, "agreed_on": TODAY.isoformat(), "given_by": "voice"}

    form = text(desk.get(address))
    desk.post(address, said)
    not_asked = groups.former_participant_of(amina)
    desk.post(address, said | {"agreed": "on"})
    joined = groups.former_participant_of(amina)
    trainers = text(at_the_desk("trainer").get(reverse("training:facilitator", args=[amina.pk])))
    desk.post(reverse("training:part", args=[amina.pk]))

    assert "If they refuse, nothing changes for them" in form
    assert not_asked is None
    assert joined is not None
    assert code not in trainers
    assert groups.former_participant_of(amina) is None


def test_a_code_that_nobody_has_is_said_at_the_code(at_the_desk, cast, amina):
    said = {"code": "ZZZ-999", "agreed_on": TODAY.isoformat(), "given_by": "voice", "agreed": "on"}

    answer = at_the_desk("coordinator").post(reverse("training:join", args=[amina.pk]), said)

    assert answer.status_code == 200
    assert 'id="id_code_error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("ended_on", "asked"),
    [
        (date(2025, 11, 21), "overdue"),
        (date(2025, 11, 22), "soon"),
        (date(2026, 1, 21), "soon"),
        (date(2026, 1, 22), ""),
    ],
    ids=str,
)
def test_the_list_finds_for_whom_a_refresher_is_due_to_the_day(ended_on, asked, at_the_desk, cast, amina):
    bosco = make_facilitator(cast["bosco"], cast.places["Butare"])
    said = {"starts_on": ended_on, "ends_on": ended_on}
    course = make_course(cast.organisation, cast.places["Burunga"], trainees=[amina, bosco], **said)
    training_actions.finish_course(actor=SYSTEM, course=course, completed=[amina.pk, bosco.pk], now=NOW)
    training_actions.go_away(
        actor=SYSTEM, facilitator=bosco, kind="left", why="moved", since=TODAY, until=None, now=NOW
    )
    everyone = training.facilitators_visible_to(cast.actor("trainer"))

    found = {state: set(training.only_refresher(everyone, state, TODAY)) for state in ("soon", "overdue")}

    assert found == {state: {amina} if state == asked else set() for state in found}
    assert training.refreshers_of([amina.pk], TODAY)[amina.pk].state == (asked or "fresh")
