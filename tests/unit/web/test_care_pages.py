"""The pages of care: who needs a talk, what to do now, who is on call, where somebody can be sent."""

import re
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.care import close_concern, make_concern, make_on_call, make_service
from tests.factories.groups import make_group
from tests.factories.people import make_account
from tests.factories.phones import Phone, concern_record
from tuvurane.care.models import CareEntry, Concern, OnCall, Service
from tuvurane.groups import queries as groups
from tuvurane.people.roles import Role

MOST = 15
MORE = {"care:concern": 25}  # it writes that somebody looked


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def step(what: str, **said: str) -> dict[str, str]:
    """A contact as its form sends it."""
    return {"what": what, "at": "2026-11-22T10:00", **said}


@pytest.fixture
def opened(at_the_desk):
    """Didier has said why he opens a concern."""

    def client_of(concern, why="own_task"):
        client = at_the_desk("didier")
        client.post(reverse("care:concern", args=[concern.pk]), {"why": why}, follow=True)
        return client

    return client_of


def test_nobody_waits_and_the_page_says_what_to_do_next(at_the_desk):
    page = text(at_the_desk("didier").get(reverse("care:list")))

    assert "Nobody waits" in page
    assert "Who is on call, and where?" in page


def test_what_is_over_its_time_is_loud_and_first(at_the_desk, cast, aminas_group):
    make_concern(aminas_group, 1)
    make_on_call(cast["didier"], cast.places["Burunga"])
    make_concern(aminas_group, 2, now=NOW - timedelta(hours=30))
    codes = groups.codes_of(groups.seats_of(aminas_group).values())
    first, second = (codes[groups.seats_of(aminas_group)[seat]] for seat in (1, 2))

    response = at_the_desk("didier").get(reverse("care:list"))
    page = text(response)

    assert page.index("Over time: act now") < page.index(second) < page.index("In time") < page.index(first)
    assert "6 hours over" in page
    assert "Didier must act" in page
    assert "whoever has this role must act" in page
    assert '<h2 class="alarm">' in response.content.decode()


def test_a_concern_is_opened_with_a_reason_and_each_look_is_noted(at_the_desk, cast, aminas_group):
    concern, client = make_concern(aminas_group, words="She said that she cannot go on"), at_the_desk("didier")
    make_on_call(cast["didier"], cast.places["Musongati"])
    make_service(cast.organisation, cast.places["Burunga"], name="Hospital of Rutana")
    address = reverse("care:concern", args=[concern.pk])

    asked, looks = text(client.get(address)), CareEntry.objects.filter(what="look")
    before = looks.count()
    refused = text(client.post(address, {"why": "curiosity"}))
    page = text(client.post(address, {"why": "on_call"}, follow=True))
    again = text(client.get(address))

    assert "Why do you open this?" in asked
    assert "cannot go on" not in asked + refused
    assert before == 0
    for said in (
        "A private talk",
        "until 23/11/2026",
        "stay with the person",
        "+257 00 00 00 01",
        "Hospital of Rutana",
        "She said that she cannot go on",
        "You look now for this reason: I am on call.",
    ):
        assert said in page
    assert "She said that she cannot go on" in again
    assert list(looks.values_list("why", "off_duty", "by__username").distinct()) == [("on_call", False, "didier")]


def test_its_way_is_noted_step_by_step_to_its_end(at_the_desk, opened, cast, aminas_group):
    concern = make_concern(aminas_group)
    client = opened(concern)
    act, close = (reverse(f"care:{name}", args=[concern.pk]) for name in ("act", "close"))

    refused = text(client.post(act, step("forgotten")))
    client.post(act, step("not_reached"))
    early = text(client.post(close, {"closed_as": "resolved"}))
    client.post(act, step("talked", how="in_person", level="plan_or_intent", words="A rope in the shed"))
    danger = text(client.get(reverse("care:concern", args=[concern.pk])))
    held = text(client.post(close, {"closed_as": "resolved"}))
    for what in ("beside", "clinician"):
        client.post(act, step(what, how="in_person"))
    client.post(close, {"closed_as": "resolved"})
    after = text(client.get(reverse("care:list")))

    assert "Choose one of the answers shown" in refused
    assert "Note the talk first" in early
    assert "Somebody must be with them" in danger
    assert "A rope in the shed" in danger
    assert "Not reached yet" in danger
    assert "no clinician has seen the person" in held
    assert "Resolved: no danger seen any more" in after
    assert Concern.objects.get().closed_by == cast["didier"]


def test_a_closed_one_is_opened_again_with_a_reason(opened, cast, aminas_group):
    concern = close_concern(cast["didier"], make_concern(aminas_group))
    client = opened(concern)

    page = text(client.get(reverse("care:concern", args=[concern.pk])))
    client.post(reverse("care:reopen", args=[concern.pk]), {"words": "He came back"})

    assert "Open it again" in page
    assert Concern.objects.get().next_what == "talk"


def test_a_form_is_shown_to_nobody_who_has_not_said_why(at_the_desk, cast, aminas_group):
    concern, client = make_concern(aminas_group), at_the_desk("didier")

    answers = [client.get(reverse(f"care:{name}", args=[concern.pk])) for name in ("act", "close", "reopen")]

    assert {answer.headers.get("Location") for answer in answers} == {reverse("care:concern", args=[concern.pk])}
    assert not CareEntry.objects.filter(what="look").exists()


def test_the_log_of_looks_tells_who_why_and_who_was_not_on_call(opened, at_the_desk, cast, aminas_group):
    opened(make_concern(aminas_group), why="audit")

    page = text(at_the_desk("didier").get(reverse("care:looks")))

    assert "Didier : To check how we work not on call there" in page


def test_an_overdue_line_says_whom_to_call_also_where_who_must_act_left(at_the_desk, cast, aminas_group):
    near = make_account(cast.organisation, "dorine", role=Role.SAFEGUARDING, place=cast.places["Burunga"])
    make_on_call(cast["didier"], cast.places["Burunga"])
    make_on_call(near, cast.places["Musongati"])
    concern = make_concern(aminas_group, now=NOW - timedelta(hours=30))
    client = at_the_desk("didier")

    before = text(client.get(reverse("care:list")))
    near.is_active = False
    near.save()
    client.post(reverse("care:concern", args=[concern.pk]), {"why": "on_call"})
    listed, shown, calls = (
        text(client.get(address))
        for address in (reverse("care:list"), reverse("care:concern", args=[concern.pk]), reverse("care:on_call"))
    )

    assert "Dorine must act" in before
    assert "Telephone: +257 00 00 00 01" in before
    assert "On call there now: Didier, +257 00 00 00 01" in listed
    for page in (listed, shown):
        assert "The account of Dorine is closed: whoever has this role must act" in page
    assert calls.count("This does not count") == 1


def test_today_calls_whoever_must_act_and_tells_the_director_a_number(at_the_desk, cast, aminas_group):
    concern = make_concern(aminas_group, now=NOW - timedelta(hours=30))
    first = {name: text(at_the_desk(name).get(reverse("home:today"))) for name in ("didier", "director", "coordinator")}
    make_concern(aminas_group, 2, now=NOW - timedelta(days=9))
    later = {
        name: at_the_desk(name).get(reverse("home:today")).content.decode() for name in ("director", "coordinator")
    }

    assert "1 person waits over their time, and you are called." in first["didier"]
    assert "waited too long" not in first["director"] + first["coordinator"] + later["coordinator"]
    assert "1 person has waited too long for those who protect people here." in later["director"]
    assert not [word for word in ("/care/", concern.participant.code, str(concern.pk)) if word in later["director"]]


def test_the_closed_are_few_and_the_others_one_link_away(at_the_desk, cast, aminas_group):
    client = at_the_desk("didier")
    for number in range(21):
        concern = make_concern(aminas_group, item=f"item_{number}")
        close_concern(cast["didier"], concern, at=NOW)

    listed, every = client.get(reverse("care:list")), client.get(reverse("care:list"), {"show": "closed"})

    assert listed.content.decode().count("/concerns/") == 20
    assert "Show all that are closed" in text(listed)
    assert every.content.decode().count("/concerns/") == 21


def test_sealed_records_that_wait_with_the_coordinator_are_counted_and_say_no_more(at_the_desk, cast, aminas_group):
    before = text(at_the_desk("didier").get(reverse("care:list")))
    Phone(cast["amina"]).sync(concern_record(aminas_group, 97), concern_record(aminas_group, 98, item=None))

    page = text(at_the_desk("didier").get(reverse("care:list")))

    assert "wait with the coordinator" not in before
    assert "wait with the coordinator: 2. Ask them today." in page
    assert "Nobody waits" in page


def test_somebody_is_put_on_call_where_the_gap_was_and_let_off(at_the_desk, cast, aminas_group):
    client = at_the_desk("didier")
    gap = text(client.get(reverse("care:on_call")))
    sent = {
        "account": cast["didier"].pk, "place": cast.places["Musongati"].pk, "since": "2026-11-22", "capacity": "5",
        "reach": "+257 00 00 00 03",
    }  # fmt: skip

    client.post(reverse("care:put_on_call"), sent)
    again = text(client.post(reverse("care:put_on_call"), sent))
    listed = text(client.get(reverse("care:on_call")))
    client.post(reverse("care:take_off_call", args=[OnCall.objects.get().pk]))

    assert "Groups are open here, and nobody is on call Musongati" in gap
    assert "is on call for Musongati already" in again
    assert "nobody is on call Musongati" not in listed
    assert "up to 5 people a week" in listed
    assert OnCall.objects.get().until == TODAY


def test_a_service_is_added_verified_changed_and_ended(at_the_desk, cast):
    client = at_the_desk("didier")
    sent = {
        "name": "Health centre of Muriza", "kind": "health_centre", "place": cast.places["Muriza"].pk,
        "reach": "+257 00 00 00 04", "languages": ["rn", "fr"], "verified_on": "2026-01-22",
    }  # fmt: skip

    empty = text(client.get(reverse("care:services")))
    client.post(reverse("care:new_service"), sent)
    service = Service.objects.get()
    overdue = text(client.get(reverse("care:services")))
    client.post(reverse("care:verify_service", args=[service.pk]))
    verified = text(client.get(reverse("care:services")))
    client.post(reverse("care:change_service", args=[service.pk]), sent | {"cost": "free of charge"})
    changed = text(client.get(reverse("care:services")))
    client.post(reverse("care:end_service", args=[service.pk]))

    assert "Add the health centre" in empty
    assert "it has not counted since 21/07/2026" in overdue
    assert "it has not counted since" not in verified
    assert "verified 22/11/2026" in verified
    assert "free of charge" in changed
    assert Service.objects.get().ended_on == TODAY


def test_a_coordinator_reads_whether_the_question_is_asked_and_why_not(at_the_desk, cast, aminas_group):
    client, address = at_the_desk("coordinator"), reverse("groups:questionnaires", args=[aminas_group.pk])

    closed = text(client.get(address))
    make_on_call(cast["didier"], cast.places["Musongati"])
    make_service(cast.organisation, cast.places["Musongati"])
    opened = text(client.get(address))

    assert "It is not asked in this group, and the score says so. Nobody is on call for this place." in closed
    assert "It is asked in this group" in opened
    assert "can be received in a week: 10" in opened


@pytest.mark.parametrize("name", ["care:list", "care:concern", "care:looks", "care:on_call", "care:services"])
def test_a_page_asks_the_database_a_handful_of_questions(name, at_the_desk, cast, aminas_group, django_db_blocker):
    from django.db import connection  # noqa: PLC0415

    concerns = [make_concern(aminas_group, seat) for seat in range(1, 7)]
    for place in ("Burunga", "Musongati", "Makamba"):
        make_on_call(cast["didier"], cast.places[place])
        make_service(cast.organisation, cast.places[place], name=place)
        make_group(cast.organisation, cast.places["Kibago"], name=f"At {place}", members=2)
    client = at_the_desk("didier")
    address = reverse(name, args=[concerns[0].pk] if name == "care:concern" else [])
    client.post(reverse("care:concern", args=[concerns[0].pk]), {"why": "on_call"})
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert len(asked) <= MORE.get(name, MOST), len(asked)
