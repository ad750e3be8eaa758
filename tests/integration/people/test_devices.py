"""Phones: enrolled once by a code, known by their token, refused once revoked."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.people import make_account, make_device
from tuvurane.people import actions, problems
from tuvurane.people import queries as people
from tuvurane.people.models import Device, DeviceSeen, EnrolmentCode
from tuvurane.people.roles import Role


@pytest.fixture
def code(cast):
    return actions.issue_enrolment_code(actor=cast.actor("coordinator"), account=cast["amina"], now=NOW)


def enrol(code, now=NOW, label="a phone"):
    return actions.enrol_device(code=code, label=label, now=now)


def test_a_code_enrols_one_phone_that_acts_as_its_facilitator(cast, code):
    enrolled = enrol(code)

    actor = people.actor_of_device(enrolled.token, now=NOW)

    assert (actor.kind, actor.account_id, actor.device_id) == ("device", cast["amina"].pk, enrolled.device.pk)
    assert actor.roles == {Role.FACILITATOR}


@pytest.mark.parametrize(
    "typed",
    [str.lower, str.title, lambda code: code.replace("-", ""), lambda code: f" {code} ", " ".join],
    ids=["small letters", "mixed letters", "no dash", "blanks around", "blanks between"],
)
def test_a_code_may_be_typed_as_people_type(code, typed):
    assert enrol(typed(code)).device.pk


def test_used_expired_and_unknown_codes_are_not_told_apart(cast, code):
    enrol(code)
    expired = actions.issue_enrolment_code(actor=SYSTEM, account=cast["amina"], now=NOW - timedelta(hours=24))

    refusals = []
    for wrong in (code, expired, "ABCD-EFGH", "", "🙂"):
        with pytest.raises(problems.CodeUnknown) as refused:
            enrol(wrong)
        refusals.append((refused.value.code, refused.value.details, refused.value.sentence("rn")))

    assert len({str(refusal) for refusal in refusals}) == 1
    assert Device.objects.count() == 1


def test_a_code_lasts_to_its_last_second(cast, code):
    assert enrol(code, NOW + timedelta(hours=24) - timedelta(seconds=1)).token


def test_neither_code_nor_token_stands_in_the_database(code):
    enrolled = enrol(code)

    held = str([*EnrolmentCode.objects.values(), *Device.objects.values()])

    assert code not in held
    assert code.replace("-", "") not in held
    assert enrolled.token not in held


@pytest.mark.parametrize("name", ["trainer"])
def test_a_code_is_only_for_those_who_have_a_phone(cast, name):
    with pytest.raises(problems.NoRoleForAPhone):
        actions.issue_enrolment_code(actor=cast.actor("coordinator"), account=cast[name], now=NOW)


@pytest.mark.parametrize("by", ["amina", "carine", "didier", "eva", "director", "trainer", "stranger"])
def test_others_than_the_office_issue_no_code(cast, by):
    with pytest.raises(problems.NotAllowed):
        actions.issue_enrolment_code(actor=cast.actor(by), account=cast["amina"], now=NOW)


def test_a_revoked_phone_holds_no_role_and_the_others_go_on(cast):
    lost, kept = make_device(cast["amina"]), make_device(cast["amina"])

    actions.revoke_device(actor=cast.actor("coordinator"), device=lost.device, now=NOW)

    actor = people.actor_of_device(lost.token, now=NOW)
    assert (actor.revoked, actor.grants) == (True, ())
    assert not people.actor_of_device(kept.token, now=NOW).revoked


@pytest.mark.parametrize(
    ("done", "later", "open_still"),
    [
        (False, timedelta(hours=23), True),
        (False, timedelta(hours=24), False),
        (True, timedelta(0), False),
    ],
)
def test_a_revoked_phone_hands_in_once_within_a_day(cast, done, later, open_still):
    lost = make_device(cast["amina"])
    actions.revoke_device(actor=cast.actor("coordinator"), device=lost.device, now=NOW)

    actions.note_hand_in(device_id=lost.device.pk, now=NOW, done=False)
    actions.note_hand_in(device_id=lost.device.pk, now=NOW, done=done)

    refused = nullcontext() if open_still else pytest.raises(problems.DeviceRevoked)
    with refused:
        people.actor_of_device(lost.token, now=NOW + later)


def test_a_phone_that_begins_to_hand_in_again_gets_no_new_day(cast):
    lost = make_device(cast["amina"])
    actions.revoke_device(actor=cast.actor("coordinator"), device=lost.device, now=NOW)
    actions.note_hand_in(device_id=lost.device.pk, now=NOW, done=False)

    actions.note_hand_in(device_id=lost.device.pk, now=NOW + timedelta(hours=20), done=False)

    with pytest.raises(problems.DeviceRevoked):
        people.actor_of_device(lost.token, now=NOW + timedelta(hours=25))


def test_the_command_line_can_revoke_a_phone(cast):
    lost = make_device(cast["amina"])

    actions.revoke_device(actor=SYSTEM, device=lost.device, now=NOW)

    assert people.actor_of_device(lost.token, now=NOW).revoked


def test_a_phone_is_seen_with_the_gap_of_its_clock_and_keeps_the_last_one_known(cast):
    device = make_device(cast["amina"]).device

    actions.note_seen(device_id=device.pk, now=NOW, clock_gap=-31_536_000)
    actions.note_seen(device_id=device.pk, now=NOW + timedelta(hours=1))

    seen = DeviceSeen.objects.get()
    assert (seen.at, seen.clock_gap) == (NOW + timedelta(hours=1), -31_536_000)


def test_revoking_twice_keeps_the_first_moment(cast):
    device = make_device(cast["amina"]).device
    actions.revoke_device(actor=cast.actor("coordinator"), device=device, now=NOW)

    actions.revoke_device(actor=cast.actor("coordinator"), device=device, now=NOW + timedelta(days=1))

    assert Device.objects.get().revoked_at == NOW


def test_the_phones_of_a_closed_account_are_refused_and_its_codes_dead(cast, code):
    device = make_device(cast["amina"])

    actions.close_account(actor=cast.actor("coordinator"), account=cast["amina"], now=NOW)

    assert people.actor_of_device(device.token, now=NOW).revoked
    with pytest.raises(problems.CodeUnknown):
        enrol(code)


@pytest.mark.parametrize("token", ["", "wrong", "é🙂"])
def test_an_unknown_token_is_refused(cast, token):
    with pytest.raises(problems.DeviceUnknown):
        people.actor_of_device(token, now=NOW)


def test_a_phone_carries_no_office_role(cast):
    both = make_account(cast.organisation, "both", role=Role.FACILITATOR, place=cast.places["Muriza"])
    actions.give_role(
        actor=SYSTEM, account=both, role=Role.COORDINATOR, place=cast.places["Burunga"], since=TODAY, now=NOW
    )

    assert people.actor_of_device(make_device(both).token, now=NOW).roles == {Role.FACILITATOR}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
def test_two_phones_that_try_one_code_at_once_get_one_device(committed_cast, together):
    code = actions.issue_enrolment_code(actor=SYSTEM, account=committed_cast["amina"], now=NOW)

    tried = together(*[lambda: enrol(code)] * 4)

    assert sorted(type(outcome).__name__ for outcome in tried) == ["CodeUnknown"] * 3 + ["Enrolled"]
    assert Device.objects.count() == 1
