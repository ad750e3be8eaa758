"""The door itself: who may in, how much at once, and what is said to those who may not."""

import json

import pytest
from django.test import Client

from tests.cast import NOW
from tests.factories.groups import new_id
from tests.factories.phones import Phone, record
from tuvurane.foundation import clock, words
from tuvurane.people import actions as people_actions
from tuvurane.people.models import Device, DeviceSeen


def refusal(answer):
    body = answer.json()
    assert set(body) == {"code", "sentence"}
    assert body["sentence"].startswith(words.say(f"problem.{body['code']}", "fr", where="§").split("§")[0])
    return answer.status_code, body["code"]


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic abc"},
        {"Authorization": "Bearer"},
        {"Authorization": ""},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("get", "/api/v1/pull"), ("post", "/api/v1/push"), ("post", "/api/v1/sync")]
)
def test_without_a_known_token_nobody_enters(db, header, method, path):
    answer = getattr(Client(), method)(path, headers=header | {"Accept-Language": "fr"})

    assert refusal(answer) == (401, "people.device_unknown")


def test_fifty_records_are_taken_and_fifty_one_are_too_many(phone):
    records = [record("story", {}) for _ in range(51)]

    assert len(phone.sync(*records[:50])["results"]) == 50
    assert refusal(phone.ask({"records": records})) == (413, "sync.too_large")
    assert refusal(phone.post({"records": records})) == (413, "sync.too_large")


def padded(size):
    """A body of exactly so many bytes: one record of an unknown kind with a long body."""
    empty = len(json.dumps({"records": [record("story", {"x": ""})]}))
    return json.dumps({"records": [record("story", {"x": "y" * (size - empty)})]}).encode()


@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 200), (64 * 1024 + 1, 413), (11 * 1024 * 1024, 413)])
def test_a_push_weighs_64_kib_at_most(phone, size, status):
    body = padded(size)

    answer = phone.post(body)

    assert (len(body), answer.status_code) == (size, status)
    assert status == 200 or refusal(answer) == (413, "sync.too_large")


def test_a_heavy_body_is_refused_before_it_is_read(phone):
    assert refusal(phone.post(b"[" * 70_000)) == (413, "sync.too_large")


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 3_000, b'{"records": [}'])
def test_what_is_no_json_is_told_so(phone, body):
    assert refusal(phone.post(body)) == (400, "sync.request_wrong")


ENVELOPES = [
    b"",
    [],
    {},
    {"records": None},
    {"records": [1]},
    {"records": [], "more": 1},
    {"records": [record("session", {}) | {"id": "1"}]},
    {"records": [record("session", {}) | {"extra": 1}]},
    {"records": [record("session", {}) | {"v": 0}]},
    {"records": [record("session", {}) | {"at": "yesterday"}]},
    {"records": [record("session", {}) | {"at": "2026-11-22T14:05:09"}]},
    {"records": [record("session", {}) | {"at": "0001-01-01T00:00:00+14:00"}]},
    {"records": [record("session", {}) | {"at": "9999-12-31T23:59:59-14:00"}]},
    {"records": [record("session", {}) | {"body": []}]},
    {"records": [record("x" * 41, {})]},
]


@pytest.mark.parametrize("number", range(len(ENVELOPES)))
def test_an_envelope_of_another_shape_is_told_where(phone, number):
    assert refusal(phone.post(ENVELOPES[number])) == (422, "sync.request_wrong")


ASKED = [
    {"since": -1},
    {"since": 2**53 + 1},
    {"since": "1.5"},
    {"left": -1},
    {"holds": ["1"]},
    {"holds": [str(new_id())] * 501},
    {"digest": "x" * 65},
    {"clock": "2026-11-22T14:05:09"},
    {"clock": "9999-12-31T23:59:59-14:00"},
    {"more": True},
    *(wrong for wrong in ENVELOPES if isinstance(wrong, dict) and wrong),
]


@pytest.mark.parametrize("number", range(len(ASKED)))
@pytest.mark.parametrize("deflated", [True, False])
def test_a_round_trip_of_another_shape_is_told_where(phone, number, deflated):
    assert refusal(phone.ask(ASKED[number], deflated=deflated)) == (422, "sync.request_wrong")


def enrol(**body):
    return Client().post(
        "/api/v1/enrol", json.dumps(body), content_type="application/json", headers={"Accept-Language": "fr"}
    )


@pytest.fixture
def code(cast):
    return people_actions.issue_enrolment_code(actor=cast.actor("coordinator"), account=cast["amina"], now=clock.now())


def test_enrolling_gives_a_token_that_opens_the_door(cast, code, aminas_group):
    answer = enrol(code=code, label="Chrome on Android").json()

    told = Phone.with_token(answer["token"]).sync()

    assert set(answer) == {"device", "token", "organisation", "me", "synthetic"}
    assert (answer["me"], answer["synthetic"]) == ({"name": "Amina", "language": "en"}, True)
    assert [group["id"] for group in told["groups"]] == [str(aminas_group.pk)]


@pytest.mark.parametrize("label", ["", "a\x00b\nc", "☎" * 80])
def test_whatever_a_browser_calls_itself_is_kept_as_plain_signs(code, label):
    assert enrol(code=code, label=label).status_code == 200

    assert Device.objects.get().label == "".join(sign for sign in label if sign.isprintable())


def test_a_wrong_and_a_used_code_are_told_alike(code):
    enrol(code=code)

    assert {refusal(enrol(code=wrong)) for wrong in (code, "ABCD-EFGH")} == {(404, "people.code_unknown")}


def test_guessing_codes_is_slowed_down(db):
    tried = [enrol(code="ABCD-EFGH").status_code for _ in range(21)]

    assert tried == [404] * 20 + [429]
    assert refusal(enrol(code="ABCD-EFGH")) == (429, "sync.too_often")


@pytest.mark.parametrize("ask", [Phone.pull, Phone.sync])
def test_a_phone_that_speaks_is_seen(phone, cast, ask):
    ask(phone)

    assert DeviceSeen.objects.get().device == phone.enrolled.device
    assert DeviceSeen.objects.get().at > NOW.replace(year=2020)


def test_a_page_of_the_office_does_not_open_for_a_phone(phone):
    answer = Client().get("/groups/", headers=phone.headers)

    assert answer.status_code in {302, 403, 404}


def test_an_account_of_the_office_does_not_open_the_phones_door(cast):
    client = Client()
    client.force_login(cast["coordinator"], backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/api/v1/pull").status_code == 401


def test_two_phones_of_one_person_have_tokens_of_their_own(cast):
    first, second = Phone(cast["amina"]), Phone(cast["amina"])

    assert first.enrolled.token != second.enrolled.token
