"""A phone that was withdrawn hands in its unsent work once, and hears nothing."""

from datetime import timedelta

import pytest

from tests.cast import NOW
from tests.factories.phones import record, response_record, session_record
from tuvurane.foundation import clock
from tuvurane.groups.models import Session
from tuvurane.people import actions as people_actions
from tuvurane.people.actions.devices import HAND_IN_LASTS
from tuvurane.people.models import DeviceSeen
from tuvurane.sync.models import SetAside


@pytest.fixture
def withdrawn(cast, phone, aminas_group):
    """Amina's phone, which holds a group, is revoked; answers what it asks."""
    told = phone.sync()
    people_actions.revoke_device(actor=cast.actor("coordinator"), device=phone.enrolled.device, now=NOW)
    return {"since": told["cursor"], "holds": [str(aminas_group.pk)], "digest": told["digest"]}


def silence(answer):
    """Everything but what became of the records."""
    return {key: value for key, value in answer.items() if key != "results"}


def refused(phone):
    answer = phone.ask({"records": [record("story", {})]})
    return answer.status_code, answer.json()["code"]


def test_it_hands_in_batch_after_batch_and_then_the_door_is_shut(phone, aminas_group, withdrawn):
    first = phone.sync(session_record(aminas_group, 1), left=2, **withdrawn)
    second = phone.sync(session_record(aminas_group, 2), left=1, **withdrawn)
    last = phone.sync(response_record(aminas_group), left=0, **withdrawn)

    said = [result for answer in (first, second, last) for result in answer["results"]]
    assert [(result["outcome"], result.get("code")) for result in said] == [("set_aside", "people.device_revoked")] * 3
    assert refused(phone) == (401, "people.device_revoked")
    assert SetAside.objects.count() == 3
    assert not Session.objects.exists()


@pytest.mark.parametrize("left", [0, 1])
def test_it_hears_nothing(phone, aminas_group, withdrawn, left):
    answer = phone.sync(
        session_record(aminas_group), left=left, **(withdrawn | {"since": 0, "holds": [], "digest": ""})
    )

    assert silence(answer) == {
        "revoked": True, "cursor": 0, "more": False, "gone": [], "groups": [], "digest": "", "definitions": None
    }  # fmt: skip


def test_its_names_are_not_even_said_back(phone, aminas_group, withdrawn):
    answer = phone.sync(session_record(aminas_group), **withdrawn)

    assert silence(answer) == {
        "revoked": True, "cursor": withdrawn["since"], "more": False, "gone": [], "groups": [],
        "digest": withdrawn["digest"], "definitions": None,
    }  # fmt: skip


def test_a_batch_whose_answer_was_lost_is_recognised(phone, aminas_group, withdrawn):
    sent = session_record(aminas_group)

    answers = [phone.sync(sent, left=1, **withdrawn)["results"][0]["outcome"] for _ in range(3)]

    assert answers == ["set_aside"] * 3
    assert SetAside.objects.count() == 1


def test_what_was_taken_before_is_recognised(cast, phone, aminas_group):
    sent = session_record(aminas_group)
    phone.sync(sent)
    people_actions.revoke_device(actor=cast.actor("coordinator"), device=phone.enrolled.device, now=NOW)

    assert phone.sync(sent)["results"][0]["outcome"] == "already"
    assert not SetAside.objects.exists()


def test_a_day_after_it_began_the_door_is_shut_although_something_is_left(phone, withdrawn, monkeypatch):
    phone.sync(record("story", {}), left=1, **withdrawn)

    later = clock.now() + HAND_IN_LASTS + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert refused(phone) == (401, "people.device_revoked")


def test_an_account_that_was_closed_hands_in_the_same_way(cast, phone, aminas_group):
    people_actions.close_account(actor=cast.actor("administrator"), account=cast["amina"], now=NOW)

    answer = phone.sync(session_record(aminas_group))

    assert (answer["revoked"], answer["results"][0]["outcome"], answer["groups"]) == (True, "set_aside", [])


# --------------------------------------------------------------------------------------------------- its clock


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_a_year_off_is_kept_as_claimed_and_its_gap_noted(phone, aminas_group, days):
    theirs = clock.now() + timedelta(days=days)
    sent = session_record(aminas_group, on=theirs.date().isoformat()) | {"at": theirs.isoformat()}

    (result,) = phone.sync(sent, clock=theirs.isoformat())["results"]

    taken = Session.objects.get()
    assert result["outcome"] == "accepted"
    assert (taken.claimed_at, taken.held_on) == (theirs, theirs.date())
    assert abs(taken.clock_gap + days * 86_400) < 60
    assert abs(DeviceSeen.objects.get().clock_gap + days * 86_400) < 60


@pytest.mark.parametrize("theirs", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_clock_at_the_ends_of_the_calendar_stops_nothing(phone, aminas_group, theirs):
    records = [session_record(aminas_group), record("story", {})]

    results = phone.sync(*(one | {"at": theirs} for one in records), clock=theirs)["results"]

    assert [result["outcome"] for result in results] == ["accepted", "set_aside"]


def test_a_phone_that_says_no_clock_has_no_gap(phone, aminas_group):
    phone.sync(session_record(aminas_group))

    assert (Session.objects.get().clock_gap, DeviceSeen.objects.get().clock_gap) == (None, None)
