"""Deciding about what was set aside: accept, correct, discard. Once, in one's places, and nothing is lost on the way."""

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.cast import NOW
from tests.factories.groups import content, make_group
from tests.factories.phones import Phone, Record, missed_record, record, rescued_record, response_record, session_record
from tuvurane.groups import problems as group_problems
from tuvurane.groups.models import MissedSession, Session
from tuvurane.journal.models import Entry
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.sync import actions, catalogue, problems, queries
from tuvurane.sync.models import Decision, SetAside

MAKERS: dict[str, Any] = {"session": session_record, "missed": missed_record, "response": response_record}
ROWS = {"session": Session, "missed": MissedSession, "response": Response}
CLAIMED = datetime(2026, 11, 22, 14, 5, 9, tzinfo=UTC)
NOTE, ANSWERED, REASON = "Ndabivuze mu kanwa", {"srq_17": 1}, "It was Espérance who asked"


@pytest.fixture
def desk(cast):
    """What the coordinator acts as."""
    return cast.actor("coordinator")


@pytest.fixture
def astray(phone, boscos_group):
    """A session of a group that amina does not lead, set aside."""
    return kept(phone, session_record(boscos_group, note=NOTE))


def kept(phone: Phone, sent: Record) -> SetAside:
    """A record that was pushed and set aside."""
    [result] = phone.sync(sent)["results"]
    assert result["outcome"] == "set_aside", result
    return SetAside.objects.get(pk=sent["id"])


def state() -> tuple[int, ...]:
    """How much there is of everything that a decision may write."""
    return tuple(model.objects.count() for model in (Session, MissedSession, Response, Decision, Entry))


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_accepted_stands_in_the_name_of_who_recorded_it_with_the_time_they_claimed(
    cast, desk, phone, boscos_group, kind
):
    aside = kept(phone, MAKERS[kind](boscos_group))

    actions.accept(actor=desk, aside=aside, now=NOW)

    row = ROWS[kind].objects.get(pk=aside.pk)
    said_by = row.asked_by_id if kind == "response" else row.recorded_by_id
    assert (said_by, row.device, row.claimed_at) == (cast["amina"].pk, phone.enrolled.device, CLAIMED)
    assert (aside.decision.what, aside.decision.decided_by) == ("accepted", cast["coordinator"])
    assert not queries.waiting(desk).exists()


def test_an_accepted_session_keeps_how_far_the_phones_clock_was_off(desk, phone, boscos_group):
    sent = session_record(boscos_group)
    phone.sync(sent, clock="2025-11-22T10:00:00Z")
    aside = SetAside.objects.get(pk=sent["id"])

    actions.accept(actor=desk, aside=aside, now=NOW)

    assert aside.clock_gap is not None
    assert Session.objects.get().clock_gap == aside.clock_gap > 360 * 86_400


def test_what_is_corrected_counts_and_what_came_stays_readable(cast, desk, aminas_group, astray):
    right = catalogue.body_of(aminas_group.pk, content(number=3, note="Ego"))

    actions.correct(actor=desk, aside=astray, body=right, now=NOW)

    taken = Session.objects.get(pk=astray.pk)
    assert (taken.group, taken.number, taken.recorded_by) == (aminas_group, 3, cast["amina"])
    assert queries.opened(queries.aside_for(desk, astray.pk)).body["note"] == NOTE
    assert queries.decided(desk).get().decision.what == "corrected"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_discarded_without_a_reason(desk, astray, reason):
    with pytest.raises(problems.ReasonMissing):
        actions.discard(actor=desk, aside=astray, reason=reason, now=NOW)

    assert queries.waiting(desk).get() == astray


def test_what_is_discarded_stays_readable_with_its_reason(desk, astray):
    actions.discard(actor=desk, aside=astray, reason=REASON, now=NOW)

    aside = queries.decided(desk).get()
    assert (aside.decision.what, queries.reason_of(aside.decision)) == ("discarded", REASON)
    assert queries.opened(aside).body["note"] == NOTE
    assert not Session.objects.exists()


DEEDS = {
    "accept": lambda desk, aside: actions.accept(actor=desk, aside=aside, now=NOW),
    "correct": lambda desk, aside: actions.correct(actor=desk, aside=aside, body=queries.opened(aside).body, now=NOW),
    "discard": lambda desk, aside: actions.discard(actor=desk, aside=aside, reason=REASON, now=NOW),
}


@pytest.mark.parametrize("first", DEEDS)
@pytest.mark.parametrize("second", DEEDS)
def test_nobody_decides_twice(desk, astray, first, second):
    DEEDS[first](desk, astray)
    before = state()

    with pytest.raises(problems.AlreadyDecided):
        DEEDS[second](desk, SetAside.objects.get())

    assert state() == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
def test_two_who_decide_at_once_decide_once(committed_cast, together):
    cast = committed_cast
    group = make_group(cast.organisation, cast.places["Butare"], leaders=[cast["bosco"]], members=1)
    aside = kept(Phone(cast["amina"]), session_record(group))
    desk = cast.actor("coordinator")

    outcomes = together(*[lambda deed=deed: deed(desk, SetAside.objects.get()) for deed in DEEDS.values()])

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(one) for one in refused] == [problems.AlreadyDecided] * 2
    assert Decision.objects.get().set_aside == aside


@pytest.mark.parametrize("name", ["stranger", "carine", "amina", "eva", "administrator"])
def test_outside_their_places_or_without_the_verb_a_record_does_not_exist(cast, astray, name):
    actor = cast.actor(name)

    with pytest.raises(problems.AsideUnknown):
        queries.aside_for(actor, astray.pk)

    assert not queries.waiting(actor).exists()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("name", ["stranger", "carine"])
def test_whoever_does_not_find_it_cannot_decide_about_it_either(cast, astray, name, deed):
    with pytest.raises(people_problems.NotAllowed):
        DEEDS[deed](cast.actor(name), astray)

    assert not Decision.objects.exists()


def test_nothing_is_lost_when_accepting_is_refused(desk, phone, aminas_group):
    aside = kept(phone, session_record(aminas_group, marks={"p": [1, 97]}))
    before = state()

    with pytest.raises(group_problems.SeatUnknown):
        actions.accept(actor=desk, aside=aside, now=NOW)

    assert state() == before
    assert queries.opened(queries.waiting(desk).get()).body["marks"]["p"] == [1, 97]


def test_all_of_a_phone_that_can_be_taken_is_taken_and_the_rest_stays(cast, desk, phone, aminas_group):
    sent = [session_record(aminas_group, n) for n in (1, 2)] + [record("story", {})]
    people_actions.revoke_device(actor=desk, device=phone.enrolled.device, now=NOW)
    phone.sync(*sent)
    kept(Phone(cast["bosco"]), session_record(aminas_group, 9))

    taken = actions.accept_all(actor=desk, device_id=phone.enrolled.device.pk, now=NOW)

    assert taken == 2
    assert sorted(Session.objects.values_list("number", flat=True)) == [1, 2]
    assert sorted(queries.waiting(desk).values_list("kind", flat=True)) == ["session", "story"]


def test_a_kind_of_tomorrow_is_accepted_once_the_server_is_renewed(desk, phone, boscos_group, monkeypatch):
    sent = session_record(boscos_group)
    aside = kept(phone, sent | {"v": 2})
    with pytest.raises(problems.KindUnknown):
        actions.accept(actor=desk, aside=aside, now=NOW)

    monkeypatch.setitem(catalogue.CATALOGUE, ("session", 2), catalogue.CATALOGUE["session", 1])
    actions.accept(actor=desk, aside=aside, now=NOW)

    assert Session.objects.get().pk == aside.pk


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "é" * 300], ids=["nothing", "half a sign", "long"])
def test_whatever_signs_a_record_is_made_of_it_is_kept_whole(phone, aminas_group, sign):
    sent = session_record(aminas_group, note=sign)
    sent["body"][f"field {sign}"] = sign

    aside = kept(phone, sent)

    assert queries.opened(aside).body == sent["body"]


def test_each_step_leaves_its_line_in_the_journal(desk, astray):
    actions.accept(actor=desk, aside=astray, now=NOW)

    lines = list(Entry.objects.filter(subject_kind="record").order_by("seq"))
    assert [(line.verb, line.detail) for line in lines] == [
        ("set_aside.keep", {"why": "groups.unknown"}),
        ("set_aside.decide", {"what": "accepted"}),
    ]
    assert (lines[1].actor_id, lines[1].subject_id) == (str(desk.account_id), str(astray.pk))
    assert Entry.objects.filter(verb="sessions.record", seq__lt=lines[1].seq).exists()


def test_names_notes_answers_and_reasons_reach_neither_journal_nor_log_nor_open_column(
    desk, phone, boscos_group, caplog
):
    caplog.set_level(logging.DEBUG)
    sent = [session_record(boscos_group, note=NOTE), response_record(boscos_group, answers=ANSWERED)]
    asides = [kept(phone, one) for one in sent]
    actions.discard(actor=desk, aside=asides[0], reason=REASON, now=NOW)
    with pytest.raises(problems.ShapeWrong):
        actions.correct(actor=desk, aside=asides[1], body=queries.opened(asides[1]).body | {"seat": 99}, now=NOW)

    journal = json.dumps(list(Entry.objects.values()), default=str)
    columns = str([*SetAside.objects.values_list(), *Decision.objects.values_list()])
    for secret in (NOTE, REASON, "srq_17", sent[1]["body"]["sealed"]):
        assert secret not in journal + columns + caplog.text


def file_of(phone: Phone, *envelopes: Record, **changed: object) -> str:
    plain = {"format": "tuvurane-rescue", "version": 1, "device": str(phone.enrolled.device.pk)}
    return json.dumps(plain | {"records": list(envelopes)} | changed)


def envelope(group, lost) -> Record:
    closed = rescued_record(group, lost)
    return {"id": closed["id"], "box": closed["body"]["box"]}


def test_a_rescue_file_says_what_was_new_what_was_here_and_what_does_not_open(desk, phone, aminas_group):
    taken, lost = session_record(aminas_group, 1), session_record(aminas_group, 2)
    phone.sync(taken)
    broken = envelope(aminas_group, session_record(aminas_group, 3)) | {"box": "AAAA"}
    text = file_of(phone, envelope(aminas_group, taken), envelope(aminas_group, lost), broken)

    first = actions.hand_in(actor=desk, text=text, now=NOW)
    again = actions.hand_in(actor=desk, text=text, now=NOW)

    assert (first, again) == ((1, 1, 1), (0, 2, 1))
    assert queries.waiting(desk).get().why == "sync.rescued"


def test_a_rescued_record_is_accepted_in_the_name_of_its_phones_holder(cast, desk, phone, aminas_group):
    lost = session_record(aminas_group)
    actions.hand_in(actor=desk, text=file_of(phone, envelope(aminas_group, lost)), now=NOW)

    actions.accept(actor=desk, aside=queries.waiting(desk).get(), now=NOW)

    report = Session.objects.get()
    assert (report.recorded_by, report.claimed_at) == (cast["amina"], CLAIMED)


@pytest.mark.parametrize("text", ["", "[]", "not JSON", '{"format": "other"}', "\ud800"])
def test_a_file_that_no_phone_saved_is_refused(desk, text):
    with pytest.raises(problems.RescueFileBroken):
        actions.hand_in(actor=desk, text=text, now=NOW)


def test_a_file_of_a_phone_elsewhere_is_refused(cast, phone, aminas_group):
    with pytest.raises(problems.RescuePhoneUnknown):
        actions.hand_in(actor=cast.actor("stranger"), text=file_of(phone), now=NOW)


def test_nothing_that_waits_ever_expires(desk, astray):
    in_ten_years = NOW + timedelta(days=3653)

    actions.accept(actor=desk, aside=queries.waiting(desk).get(), now=in_ten_years)

    assert Session.objects.get().recorded_at == in_ten_years
