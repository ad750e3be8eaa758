"""The page without script: a facilitator whose browser is too old for the app records there, and lands there."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.cast import NOW
from tests.factories.groups import make_group, make_session
from tuvurane.groups.codes import Status
from tuvurane.groups.models import MissedSession, Session
from tuvurane.people import actions as people_actions

PLAIN = "/plain/"
PASSWORD = "amahoro meza cane"
HEAVIEST = 30_000


@pytest.fixture
def amina(at_the_desk):
    """Amina's browser, signed in."""
    return at_the_desk("amina")


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def form_of(group) -> str:
    return f"{reverse('groups:new_session', args=[group.pk])}?next={PLAIN}"


def report(**changed: object) -> dict[str, object]:
    """What a browser without script sends for a plain first session."""
    plain = {
        "session_id": "019aaaaa-0000-7000-8000-000000000001", "number": 1, "held_on": "22/11/2026", "minutes": 180,
        "place_kind": "church", "phase": "safety", "facilitators": [1], "mark_1": "present", "note": "",
    }  # fmt: skip
    return plain | changed


def test_only_the_groups_that_one_leads_are_listed_with_the_session_that_comes_next(amina, cast, aminas_group):
    make_group(cast.organisation, cast.places["Butare"], name="Dusangire", leaders=[cast["bosco"]])
    make_session(aminas_group, number=1)

    page = text(amina.get(PLAIN))

    assert "Twiyubake" in page
    assert "Record session 2" in page
    assert "Dusangire" not in page


def test_a_group_that_has_not_started_says_who_can_start_it(amina, cast):
    make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], status=Status.RECRUITING)

    page = text(amina.get(PLAIN))

    assert "has not started yet. Ask your coordinator" in page
    assert "Record session" not in page


def test_who_leads_no_group_is_told_whom_to_ask(amina):
    assert "You lead no group now. Ask your coordinator" in text(amina.get(PLAIN))


def test_a_saved_session_leads_back_with_what_was_saved(amina, aminas_group):
    answer = amina.post(form_of(aminas_group), report())

    assert answer.url == PLAIN
    assert "Session 1 is recorded." in text(amina.get(PLAIN))
    assert Session.objects.get().number == 1


def test_a_day_without_session_leads_back_too(amina, aminas_group):
    address = f"{reverse('groups:new_missed', args=[aminas_group.pk])}?next={PLAIN}"
    sent = {"missed_id": "019aaaaa-0000-7000-8000-000000000002", "on": "2026-11-22", "reason": "rain"}

    answer = amina.post(address, sent)

    assert answer.url == PLAIN
    assert MissedSession.objects.get().reason == "rain"


def test_a_report_never_leads_to_another_site(amina, aminas_group):
    address = reverse("groups:new_session", args=[aminas_group.pk])

    answer = amina.post(f"{address}?next=https://elsewhere.example/", report())

    assert answer.url == reverse("groups:session", args=[Session.objects.get().pk])


def test_everyone_can_be_marked_present_at_once(amina, aminas_group):
    page = amina.get(f"{form_of(aminas_group)}&everyone=1").content.decode()

    assert page.count('<option value="present" selected>') == 6


def test_a_facilitator_who_signs_in_begins_on_the_page_without_script(client, cast):
    people_actions.set_password(actor=cast.actor("system"), account=cast["amina"], password=PASSWORD, now=NOW)

    answer = client.post("/account/sign-in/", {"username": "amina", "password": PASSWORD})

    assert answer.url == PLAIN


def test_whoever_does_office_work_begins_on_the_board(client, cast):
    people_actions.set_password(actor=cast.actor("system"), account=cast["carine"], password=PASSWORD, now=NOW)

    answer = client.post("/account/sign-in/?next=/", {"username": "carine", "password": PASSWORD})

    assert answer.url == "/"


@pytest.mark.parametrize("where", ["the list", "the form", "the door"])
def test_a_page_without_script_is_light_and_asks_for_nothing_but_its_style_sheet(amina, client, aminas_group, where):
    address = {"the list": PLAIN, "the form": form_of(aminas_group), "the door": f"/account/sign-in/?next={PLAIN}"}
    page = (client if where == "the door" else amina).get(address[where]).content

    sheet = Path(str(finders.find("web/plain.css"))).read_bytes()

    assert re.findall(r'(?:src|href)="(/static/[^"]+)"', page.decode()) == ["/static/web/plain.css"]
    assert len(gzip.compress(page)) + len(gzip.compress(sheet)) < HEAVIEST / 3
