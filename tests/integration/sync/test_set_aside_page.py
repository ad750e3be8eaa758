"""The pages of what was set aside: a coordinator sees what, from whom and why, and what can be done about it."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW
from tests.factories.browsers import browser_of
from tests.factories.groups import make_participant
from tests.factories.phones import Phone, Record, missed_record, record, rescued_record, response_record, session_record
from tuvurane.foundation import clock
from tuvurane.groups.codes import Voice
from tuvurane.groups.models import MissedSession, Session, VoiceTally
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions
from tuvurane.people.models import Device, DeviceSeen
from tuvurane.sync import actions
from tuvurane.sync.models import Decision, SetAside

LIST = "/set-aside/"
HAND_IN = "/set-aside/hand-in/"
MOST_QUERIES = 15
NOWHERE = "019aaaaa-0000-7000-8000-00000000000f"
SESSION = {
    "number": 3, "held_on": "2026-09-08", "minutes": 120, "place_kind": "church", "phase": "trust",
    "facilitators": [1], "mark_1": "present", "note": "",
}  # fmt: skip


@pytest.fixture
def enter(cast):
    """A browser in which someone of the cast has signed in, both steps."""
    return lambda name: browser_of(cast[name])


@pytest.fixture
def desk(enter):
    """The coordinator's browser."""
    return enter("coordinator")


def kept(phone: Phone, sent: Record, **asked: object) -> SetAside:
    """A record that was pushed and set aside."""
    phone.sync(sent, **asked)
    return SetAside.objects.get(pk=sent["id"])


def text(response) -> str:
    """A page's words, without its tags."""
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return page.replace("&#x27;", "'")


def page_of(aside: SetAside, name: str = "record") -> str:
    return reverse(f"set_aside:{name}", args=[aside.pk])


def upload(client, data: bytes | str):
    file = SimpleUploadedFile("tuvurane-rescue-2026-11-22.json", data.encode() if isinstance(data, str) else data)
    return client.post(HAND_IN, {"file": file}, follow=True)


# ------------------------------------------------------------------------------------------ the list


def test_an_empty_page_says_that_nothing_expires(desk):
    page = text(desk.get(LIST))

    assert "Nothing waits for you." in page
    assert "nothing expires" in page


def test_a_line_says_what_it_is_from_whom_when_and_why(desk, phone, boscos_group):
    gap = clock.now() - timedelta(days=366)
    kept(phone, session_record(boscos_group, 4), clock=gap.isoformat())

    page = text(desk.get(LIST))

    assert "Amina , Chrome on Android since" in page
    assert "Session 4 , Dusangire" in page
    assert "is not one that Amina leads now" in page
    assert "made 22/11/2026 16:05 by the phone's clock" in page
    assert "Phone's clock behind, days: 366" in page


def test_the_records_of_each_phone_stand_together(desk, cast, phone, aminas_group, boscos_group):
    other = Phone(cast["bosco"])
    for n in (1, 2):
        kept(phone, session_record(boscos_group, n))
        kept(other, session_record(aminas_group, n))

    page = desk.get(LIST).content.decode()

    assert page.count("<h3") == 2
    assert text(desk.get(LIST)).count("Waiting: 2") == 2


def test_all_of_a_closed_phone_is_accepted_with_one_button(desk, phone, cast, aminas_group):
    people_actions.revoke_device(actor=cast.actor("coordinator"), device=phone.enrolled.device, now=NOW)
    phone.sync(session_record(aminas_group, 1), missed_record(aminas_group), record("story", {}))

    answer = desk.post(reverse("set_aside:accept_all", args=[phone.enrolled.device.pk]), follow=True)

    assert "Accepted: 2. Still waiting: 1." in text(answer)
    assert (Session.objects.count(), MissedSession.objects.count()) == (1, 1)


def test_a_phone_of_which_nothing_can_be_taken_says_so(desk, phone):
    kept(phone, record("story", {}))

    answer = desk.post(reverse("set_aside:accept_all", args=[phone.enrolled.device.pk]), follow=True)

    assert "None of them can be taken as it came." in text(answer)


def test_what_was_decided_stands_below_with_who_when_and_why(desk, cast, phone, boscos_group):
    aside = kept(phone, session_record(boscos_group))
    actions.discard(actor=cast.actor("coordinator"), aside=aside, reason="It was a trial", now=NOW)

    page = text(desk.get(LIST))

    assert page.index("Nothing waits for you.") < page.index("Decided") < page.index("It was a trial")
    assert "Discarded, Coordinator, 22/11/2026 11:00" in page


def test_long_lists_come_in_pages_and_ask_few_questions_of_the_database(desk, cast, phone, boscos_group):
    for group in (1, 2):
        phone.sync(*[session_record(boscos_group, n % 15 + 1) for n in range(25)])
        if group == 1:
            for aside in SetAside.objects.all():
                actions.discard(actor=cast.actor("coordinator"), aside=aside, reason="Twice", now=NOW)
            phone.sync(*[session_record(boscos_group, n % 15 + 1) for n in range(20)])

    with CaptureQueriesContext(connection) as asked:
        page = desk.get(LIST)

    assert text(page).count("is not one that Amina leads now") == 40
    assert text(page).count("Twice") == 20
    assert "?page=2" in page.content.decode()
    assert "?decided=2" in page.content.decode()
    assert len(asked) <= MOST_QUERIES


@pytest.mark.parametrize(("n", "line"), [(1, "One record waits"), (3, "3 records wait")])
def test_the_board_tells_a_coordinator_how_many_wait(desk, phone, boscos_group, n, line):
    phone.sync(*[session_record(boscos_group, number) for number in range(1, n + 1)])

    page = desk.get("/")

    assert line in text(page)
    assert LIST in page.content.decode()


def test_nobody_else_is_told(enter, phone, boscos_group):
    kept(phone, session_record(boscos_group))

    page = enter("carine").get("/").content.decode()

    assert LIST not in page


# --------------------------------------------------------------------------------------- one record


def test_an_opened_session_names_its_people_for_those_who_may_know_them(desk, phone, boscos_group):
    make_participant(boscos_group, "Espérance Iradukunda")
    aside = kept(phone, session_record(boscos_group, 4, marks={"p": [1, 3], "a": [9]}, note="Ego", hard=["late_start"]))

    page = text(desk.get(page_of(aside)))

    assert "Session 4, Dusangire" in page
    assert "3. Espérance" in page
    assert "number 9: nobody sits there" in page
    assert "Bosco" in page
    assert "Late start" in page


def test_totals_that_could_betray_someone_are_not_shown(desk, phone, boscos_group):
    aside = kept(phone, session_record(boscos_group, voice={"safe": [7, 5, 6]}))

    page = text(desk.get(page_of(aside)))

    assert "Not shown" in page
    assert not {"7", "5", "6"} & set(page.split())


def test_a_group_out_of_reach_shows_numbers_and_no_names(desk, phone):
    sent = record("session", {"group": NOWHERE, "n": 1, "marks": {"p": [1, 2]}})

    page = text(desk.get(page_of(kept(phone, sent))))

    assert "a group not in your places, or not known" in page
    assert "number 2" in page
    assert "Accept as it came" not in page


def test_a_questionnaire_says_who_and_when_and_never_an_answer(desk, phone, boscos_group):
    sent = response_record(boscos_group, 2)
    page = desk.get(page_of(kept(phone, sent)))

    assert "2. Nadia" in text(page)
    assert "SRQ-20" in text(page)
    assert "The answers stay closed." in text(page)
    assert sent["body"]["sealed"][:20] not in page.content.decode()
    assert "srq_" not in page.content.decode()


def test_a_kind_of_tomorrow_says_that_it_waits_for_a_renewed_server(desk, phone):
    aside = kept(phone, record("story", {"words": "Ndafise ubwoba"}, v=3))

    page = text(desk.get(page_of(aside)))

    assert "Kind story Version 3 Size in bytes" in page
    assert "It can be accepted after the server is renewed." in page
    assert "Accept as it came" not in page
    assert "ubwoba" not in page


WILD = [
    {"note": "half a sign \ud800"},
    {"n": True, "on": 5, "min": "long", "by": {}, "marks": [], "voice": 3, "shifts": ["x"], "hard": {"a": 1}},
    {"phase": "anger", "place": "moon", "hard": ["hail"], "on": "9999-99-99"},
    {"group": 5},
    {"marks": {"p": ["x", -1, 10**30]}, "voice": {"safe": [1]}},
]


@pytest.mark.parametrize("change", WILD)
def test_a_record_of_any_form_can_be_opened_and_corrected(desk, phone, aminas_group, change):
    sent = session_record(aminas_group)
    sent["body"] |= change
    aside = kept(phone, sent)

    statuses = [desk.get(page_of(aside, name)).status_code for name in ("record", "correct")]
    choosing = f"{page_of(aside, 'correct')}?group={aminas_group.pk}"
    taken = desk.post(choosing, SESSION, follow=True)

    assert statuses == [200, 200]
    assert "Corrected and taken" in text(taken)
    assert Session.objects.get(pk=aside.pk).number == 3


def test_the_part_that_cannot_be_read_is_called_as_the_form_calls_it(desk, phone, aminas_group):
    aside = kept(phone, session_record(aminas_group, hard=["hail"]))

    page = text(desk.get(page_of(aside)))

    assert "Part of it cannot be read here: What was hard." in page
    assert "hard.0" not in page


def test_a_settlement_that_came_too_early_says_what_it_chose(desk, phone, aminas_group):
    sent = record("settle", {"group": str(aminas_group.pk), "n": 2, "of": [str(aminas_group.pk)], "take": {"min": 0}})

    page = text(desk.get(page_of(kept(phone, sent))))

    assert "Session 2: a choice between two reports" in page
    assert "Minutes as report 1 says" in page


# ----------------------------------------------------------------------------------------- deciding


def test_one_press_accepts_and_leads_back_to_the_list(desk, phone, boscos_group):
    aside = kept(phone, session_record(boscos_group))

    answer = desk.post(page_of(aside), {"deed": "accept"}, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert "Accepted: Session 1" in text(answer)
    assert reverse("groups:session", args=[aside.pk]) in desk.get(page_of(aside)).content.decode()


def test_what_cannot_be_accepted_says_why_and_that_nothing_is_lost(desk, phone, aminas_group):
    aside = kept(phone, session_record(aminas_group, marks={"p": [97]}))

    page = text(desk.post(page_of(aside), {"deed": "accept"}))

    assert "Number 97 is not in this group's list." in page
    assert "nothing is lost. Correct it, or discard it with a reason." in page
    assert not Decision.objects.exists()


def test_a_second_decision_shows_the_first(desk, phone, boscos_group):
    aside = kept(phone, session_record(boscos_group))
    desk.post(page_of(aside), {"deed": "accept"})

    page = text(desk.post(page_of(aside), {"deed": "discard", "reason": "No"}))

    assert "Accepted as it came: Coordinator" in page
    assert "What do you decide?" not in page
    assert Decision.objects.get().what == "accepted"


def test_discarding_asks_for_a_reason_without_names(desk, phone, boscos_group):
    aside = kept(phone, session_record(boscos_group))

    asked = desk.post(page_of(aside), {"deed": "discard", "reason": " "})
    desk.post(page_of(aside), {"deed": "discard", "reason": "It was a trial"})

    assert "Never write a name." in text(asked)
    assert 'aria-invalid="true"' in asked.content.decode()
    assert "It was a trial" in text(desk.get(page_of(aside)))


def test_a_session_of_a_group_out_of_reach_is_corrected_with_the_right_group(desk, cast, phone, aminas_group):
    sent = session_record(aminas_group, 3)
    sent["body"]["group"] = NOWHERE
    aside = kept(phone, sent)

    asked = desk.get(page_of(aside, "correct"))
    desk.post(f"{page_of(aside, 'correct')}?group={aminas_group.pk}", SESSION)

    assert "Groups of Amina" in asked.content.decode()
    report = Session.objects.get(pk=aside.pk)
    assert (report.group, report.phase, report.recorded_by) == (aminas_group, "trust", cast["amina"])


def test_the_form_is_filled_with_what_came(desk, phone, boscos_group):
    shifts = [{"d": "family", "line": f"Line {n}"} for n in range(5)]
    aside = kept(phone, session_record(boscos_group, 4, marks={"p": [1], "a": [2]}, shifts=shifts, note="Ego"))

    page = desk.get(page_of(aside, "correct")).content.decode()

    assert 'name="number" value="4"' in page
    assert re.search(r'<option value="absent" selected>', page)
    assert "Line 4" in page
    assert "Ego</textarea>" in page


def test_totals_that_are_not_shown_stay_as_they_came(desk, phone, boscos_group):
    aside = kept(phone, session_record(boscos_group, voice={"safe": [2, 1, 0], "heard": [1, 1, 0]}))
    page = desk.get(page_of(aside, "correct"))
    counted_again = {"voice_heard_good": 3, "voice_heard_middle": 0, "voice_heard_not_good": 0}

    desk.post(page_of(aside, "correct"), SESSION | counted_again)

    assert "the totals stay as they came" in text(page)
    assert 'name="voice_safe_good" value' not in page.content.decode()
    totals = {row.question: (row.good, row.middle, row.not_good) for row in VoiceTally.objects.all()}
    assert totals == {Voice.SAFE: (2, 1, 0), Voice.HEARD: (3, 0, 0)}


def test_a_day_without_session_is_corrected(desk, phone, boscos_group, aminas_group):
    aside = kept(phone, missed_record(boscos_group))

    desk.post(f"{page_of(aside, 'correct')}?group={aminas_group.pk}", {"on": "2026-09-16", "reason": "mourning"})

    missed = MissedSession.objects.get(pk=aside.pk)
    assert (missed.group, str(missed.on), missed.reason) == (aminas_group, "2026-09-16", "mourning")


def test_a_questionnaire_is_corrected_without_opening_its_answers(desk, phone, boscos_group, aminas_group):
    aside = kept(phone, response_record(boscos_group, 1))

    page = desk.post(f"{page_of(aside, 'correct')}?group={aminas_group.pk}", {"seat": 2, "wave": "end"}, follow=True)

    assert "Corrected and taken: A questionnaire" in text(page)
    taken = Response.objects.get(pk=aside.pk)
    assert (taken.group, taken.wave, taken.participant) == (
        aminas_group, "end", aminas_group.memberships.get(seat=2).participant
    )  # fmt: skip


def test_a_refused_correction_comes_back_to_the_form(desk, phone, boscos_group):
    aside = kept(phone, session_record(boscos_group))

    page = text(desk.post(page_of(aside, "correct"), SESSION | {"mark_1": "absent"}))

    assert "Nobody is marked present." in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize("kind", ["story", "settle"])
def test_what_has_no_form_is_not_corrected(desk, phone, aminas_group, kind):
    sent = record(kind, {"group": str(aminas_group.pk), "n": 2, "of": [str(aminas_group.pk)], "take": {}})

    assert desk.get(page_of(kept(phone, sent), "correct")).status_code == 404


# ------------------------------------------------------------------------------------- rescue files


def rescue_file(phone: Phone, *records: Record) -> str:
    return json.dumps(
        {"format": "tuvurane-rescue", "version": 1, "device": str(phone.enrolled.device.pk), "records": list(records)}
    )


def test_a_rescue_file_is_taken_and_counted(desk, phone, aminas_group):
    closed = rescued_record(aminas_group, session_record(aminas_group))
    broken = {"id": NOWHERE, "box": "AAAA"}

    page = text(upload(desk, rescue_file(phone, {"id": closed["id"], "box": closed["body"]["box"]}, broken)))

    assert "Set aside now: 1. Here already: 0. Could not be opened: 1." in page
    assert "Keep the file." in page
    assert "saved from a phone that could no longer read it" in page


@pytest.mark.parametrize(
    ("data", "repair"),
    [
        (b"\xff\xfe\x00", "Copy it from the phone again."),
        ("{}", "Copy it from the phone again."),
        ("", "Choose the rescue file first."),
        (" " * (5 * 1024 * 1024 + 1), "Largest size in megabytes: 5."),
        (" " * (11 * 1024 * 1024), "Largest size in megabytes: 5."),
    ],
    ids=["no text", "another file", "empty", "too big", "far too big"],
)
def test_a_wrong_file_is_refused_with_its_repair(desk, data, repair):
    assert repair in text(upload(desk, data))


def test_a_phone_elsewhere_is_not_found(enter, phone):
    page = text(upload(enter("stranger"), rescue_file(phone)))

    assert "The phone that saved this file is not enrolled in your places." in page


# ------------------------------------------------------------------------------- phones of a person


def person(client, cast) -> str:
    return text(client.get(reverse("people:account", args=[cast["amina"].pk])))


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (-365 * 86_400, "Its clock is 365 days ahead."),
        (90_000, "Its clock is more than a day behind."),
        (80_000, None),
        (None, None),
    ],
)
def test_a_persons_page_tells_when_a_phones_clock_is_off(desk, cast, phone, seconds, sentence):
    DeviceSeen.objects.update_or_create(device=phone.enrolled.device, defaults={"at": NOW, "clock_gap": seconds})

    page = person(desk, cast)

    assert ("ts clock is" in page) == bool(sentence)
    assert sentence is None or sentence in page


def test_a_persons_page_tells_what_waits_and_leads_there(desk, cast, phone, boscos_group):
    kept(phone, session_record(boscos_group))
    kept(Phone(cast["bosco"]), record("story", {}))

    page = desk.get(reverse("people:account", args=[cast["amina"].pk]))
    alone = text(desk.get(f"{LIST}?phone={phone.enrolled.device.pk}"))

    assert "Records of this phone that wait: 1" in text(page)
    assert HAND_IN in page.content.decode()
    assert "Only this phone: Amina" in alone
    assert "Bosco ," not in alone


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (None, "It has not handed in its unsent work yet."),
        (datetime(2026, 1, 1, tzinfo=UTC), "It has handed in its unsent work."),
        (datetime(2126, 1, 1, tzinfo=UTC), "It is handing in its unsent work, until 01/01/2126"),
    ],
)
def test_a_closed_phone_tells_whether_it_has_handed_in(desk, cast, phone, until, sentence):
    people_actions.revoke_device(actor=cast.actor("coordinator"), device=phone.enrolled.device, now=NOW)
    Device.objects.update(hands_in_until=until)

    assert sentence in person(desk, cast)


def test_closing_a_phone_says_what_becomes_of_unsent_work(desk, phone):
    page = text(desk.get(reverse("people:revoke_device", args=[phone.enrolled.device.pk])))

    assert "The phone receives nothing any more." in page
    assert "it can hand in once" in page
