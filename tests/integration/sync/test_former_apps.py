"""An app is served for twelve months after the next one came: what it sends lands, and what it reads is there."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.care import make_on_call, make_service
from tests.factories.groups import make_group, new_id
from tests.factories.phones import NO_TO_ALL, Phone, missed_record, record, seal_answers, session_record
from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups.models import MissedSession, Session
from tuvurane.measures import actions as measures_actions
from tuvurane.measures import queries as measures
from tuvurane.measures.codes import Anchor, Wave
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions
from tuvurane.sync.models import SetAside

APPS = sorted(Path(__file__).with_name("apps").glob("*.json"))
KINDS = {"session": Session, "missed": MissedSession, "response": Response}


def filled(text, known):
    """A request with what its server gave it in the place of the names in braces."""
    for name, value in known.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def ask(exchange, known):
    told = filled(json.dumps(exchange), known)
    headers = json.loads(told)["headers"]
    kind = headers.pop("Content-Type", "")
    body = json.dumps(json.loads(told).get("body"))
    asked = {"data": body, "content_type": kind} if kind else {}
    return getattr(Client(), exchange["method"].lower())(json.loads(told)["path"], headers=headers, **asked)


def lacking(reads, found, where=""):
    """What the app read that is no longer there, or is of another kind."""
    if isinstance(reads, dict):
        gone = [f"{where}.{key}" for key in reads if key not in found]
        return gone + [
            hole for key in reads.keys() & found.keys() for hole in lacking(reads[key], found[key], f"{where}.{key}")
        ]
    if isinstance(reads, list):
        return [hole for one in found for hole in lacking(reads[0], one, where)] if reads and found else []
    return [] if type(reads) is type(found) else [f"{where} is {found!r}"]


@pytest.fixture
def known(cast, aminas_group):
    """What a phone learns outside of the line: its code; and how it seals."""
    code = people_actions.issue_enrolment_code(actor=cast.actor("coordinator"), account=cast["amina"], now=clock.now())
    answers = json.dumps({"answers": NO_TO_ALL}).encode()
    sealed = UUID("019ab4f0-1c2a-7b3e-9d41-5a6b7c8d9e04")
    return {
        "code": code,
        "group": aminas_group.pk,
        f"sealed {sealed}": seal_answers(aminas_group, sealed, answers),
    }


@pytest.mark.parametrize("app", APPS, ids=lambda path: path.stem)
def test_an_app_of_that_month_is_still_served(app, known):
    sent: dict[str, object] = {}
    for exchange in json.loads(app.read_text("utf-8"))["exchanges"]:
        answer = ask(exchange, known)
        told = answer.json()
        known |= {name: value for name, value in told.items() if not isinstance(value, dict | list)}

        assert answer.status_code == 200, told
        assert lacking(exchange["reads"], told) == []
        assert [one["outcome"] for one in told.get("results", [])] == exchange.get("outcomes", [])
        sent |= {one["id"]: one["kind"] for one in exchange.get("body", {}).get("records", [])}

    landed = {
        str(key): kind for kind, model in KINDS.items() for key in model._base_manager.values_list("pk", flat=True)
    }
    assert landed == sent


def test_every_app_that_is_served_has_its_recording():
    assert {app.stem for app in APPS} == {"2026-11", "2026-11-sealed", "2026-11-with-own-work"}


# ------------------------------------------------------------------- apps that know what is due today and no windows


def due(told):
    return {(one["wave"], one["instrument"]) for group in told["groups"] for one in group["due"]}


@pytest.fixture
def received(cast):
    """Somebody is there for whoever says yes, in all Musongati."""
    make_on_call(cast["didier"], cast.places["Musongati"])
    make_service(cast.organisation, cast.places["Musongati"])


def asked_with(cast, wave, *instruments):
    """The organisation asks these in one wave from now on, on days that are open whatever today is."""
    said = measures_actions.WaveSaid(wave, Anchor.START, -300, 0, 300, instruments, "For this test")
    measures_actions.set_wave(
        actor=cast.actor("coordinator"), rule_id=new_id(), organisation_id=cast.organisation.pk, said=said, now=NOW
    )


def test_they_ask_a_screening_item_only_where_somebody_is_there_for_a_yes(cast, phone, begins):
    closed = due(phone.sync(asks=1)), due(phone.pull())
    make_on_call(cast["didier"], cast.places["Musongati"])
    make_service(cast.organisation, cast.places["Musongati"])

    assert closed == ({("baseline", "who5")},) * 2
    assert due(phone.sync(asks=1)) == due(phone.pull()) == {("baseline", "who5"), ("baseline", "srq20")}


def test_they_are_not_told_what_they_could_not_show(cast, phone, begins, received):
    asked_with(cast, Wave.BASELINE, "srq20", "sascat")
    asked_with(cast, Wave.LATER_2, "who5")
    group_actions.let_wait(actor=SYSTEM, group=begins, since=TODAY, now=NOW)
    meets = make_group(cast.organisation, cast.places["Muriza"], name="Meets", leaders=[cast["amina"]], members=1,
                       starts_on=clock.today())  # fmt: skip

    before, now = phone.sync(asks=1), phone.sync()

    (shown,) = (group["due"] for group in before["groups"] if group["id"] == str(meets.pk))
    assert shown == [{"seat": 1, "wave": "baseline", "instrument": "srq20"}]
    assert {one["name"] for one in before["definitions"]["instruments"]} == {"srq20", "who5"}
    assert {one["name"] for one in now["definitions"]["instruments"]} == {"srq20", "who5", "sascat"}
    assert {window["wave"] for group in now["groups"] for window in group["waves"]} >= {"baseline", "later_2"}
    assert {window["arm"] for group in now["groups"] for window in group["waves"]} == {"group", "waiting"}


def test_they_are_told_when_the_calendar_opens_a_window(cast, phone):
    """No line of the journal tells them: only the day came."""
    (rule, *_) = measures.rules_of(cast.organisation.pk)
    first = clock.today() - timedelta(days=rule.opens)
    opens = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=1, starts_on=first)
    holds = [str(opens.pk)]
    cursor = phone.sync()["cursor"]

    told = phone.sync(asks=1, since=cursor, holds=holds)

    assert due(told) == due(phone.pull(since=cursor)) == {("baseline", "who5")}
    assert phone.sync(since=cursor, holds=holds)["groups"] == []


# ------------------------------------------------------------------------- the first app, which knows four words


def test_what_is_set_aside_counts_as_accepted_for_the_first_app(phone, aminas_group):
    results = phone.push(record("story", {}), session_record(aminas_group, min=9), session_record(aminas_group))

    assert [result["outcome"] for result in results] == ["accepted", "refused", "accepted"]
    assert SetAside.objects.count() == 1


def test_the_first_app_hears_by_number_of_record(phone, aminas_group):
    sent = [session_record(aminas_group), missed_record(aminas_group)]

    assert [result["id"] for result in phone.push(*sent)] == [one["id"] for one in sent]


def test_the_first_app_hears_which_groups_are_its_own(cast, phone, aminas_group, moved_away):
    first = phone.pull()
    moved_away()

    then = phone.pull(since=first["cursor"], instruments=first["instruments_digest"])

    assert (first["mine"], then["mine"], then["groups"]) == ([str(aminas_group.pk)], [], [])
    assert (first["instruments"] is None, then["instruments"]) == (False, None)


def test_a_first_app_that_was_revoked_hands_in_and_hears_nothing(cast, phone, aminas_group):
    people_actions.revoke_device(actor=cast.actor("coordinator"), device=phone.enrolled.device, now=NOW)

    results = phone.push(session_record(aminas_group))
    refused = phone.client.get("/api/v1/pull", headers=phone.headers)

    assert [result["outcome"] for result in results] == ["accepted"]
    assert SetAside.objects.get().why == "people.device_revoked"
    assert (refused.status_code, set(refused.json())) == (401, {"code", "sentence"})


def test_both_doors_know_the_same_records(cast, phone, aminas_group):
    sent = session_record(aminas_group)
    phone.push(sent)

    assert phone.sync(sent)["results"][0]["outcome"] == "already"
    assert Phone.with_token(phone.token).push(sent)[0]["outcome"] == "already"
