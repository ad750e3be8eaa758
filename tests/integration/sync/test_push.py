"""What becomes of every kind of record; each is answered by itself, in its place."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_group, make_session
from tests.factories.phones import (
    NO_TO_ALL,
    Phone,
    Record,
    missed_record,
    record,
    rescued_record,
    response_record,
    seal_answers,
    session_record,
    settle_record,
)
from tuvurane.care.models import Concern
from tuvurane.foundation import words
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Status
from tuvurane.groups.models import MissedSession, Session
from tuvurane.measures.models import Response
from tuvurane.sync import queries as sync
from tuvurane.sync.actions import MOST_WAITING
from tuvurane.sync.models import SetAside

MAKERS: dict[str, Callable[..., Record]] = {
    "session": session_record,
    "missed": missed_record,
    "response": response_record,
}
NOWHERE = "019a0000-0000-7000-8000-000000000000"
ROWS = {"session": Session, "missed": MissedSession, "response": Response}


def handed(phone, *records):
    """What became of each record."""
    return phone.sync(*records)["results"]


def only(results):
    """The one result, as (outcome, code)."""
    (result,) = results
    return result["outcome"], result.get("code")


def outcomes(results):
    return [result["outcome"] for result in results]


def kept(record_id):
    """The record as it was set aside, opened."""
    return sync.opened(SetAside.objects.get(pk=record_id)).body


@pytest.mark.parametrize("kind", MAKERS)
def test_a_record_is_taken_once_however_often_it_comes(phone, aminas_group, kind):
    sent = MAKERS[kind](aminas_group)

    answers = [only(handed(phone, sent)) for _ in range(3)]

    assert answers == [("accepted", None), ("already", None), ("already", None)]
    assert str(ROWS[kind].objects.get().pk) == sent["id"]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_record_that_comes_twice_in_one_push_is_taken_once(phone, aminas_group, kind):
    sent = MAKERS[kind](aminas_group)

    assert outcomes(handed(phone, sent, sent)) == ["accepted", "already"]


@pytest.mark.parametrize("kind", MAKERS)
def test_the_phone_and_what_it_claims_stand_beside_the_record(phone, aminas_group, kind):
    handed(phone, MAKERS[kind](aminas_group))

    row = ROWS[kind].objects.get()

    assert (row.device, row.claimed_at.isoformat()) == (phone.enrolled.device, "2026-11-22T14:05:09+00:00")
    assert row.recorded_at != row.claimed_at


# kind, change of a good body -> code, and the place that the sentence names. A person cannot repair these on the phone.
ASIDE = [
    ("session", {"colour": "blue"}, "sync.shape_wrong", "colour"),
    ("session", {"marks": {"p": [1], "x": [2]}}, "sync.shape_wrong", "marks.x"),
    ("session", {"marks": {"p": [1], "a": [1]}}, "sync.shape_wrong", "marks"),
    ("session", {"marks": {"p": [0]}}, "sync.shape_wrong", "marks.p.0"),
    ("session", {"marks": {"p": [9]}}, "groups.seat_unknown", "9"),
    ("session", {"by": [3]}, "groups.seat_unknown", "3"),
    ("session", {"n": 16}, "sync.shape_wrong", "n"),
    ("session", {"on": "22/11/2026"}, "sync.shape_wrong", "on"),
    ("session", {"phase": "anger"}, "sync.shape_wrong", "phase"),
    ("session", {"voice": {"safe": [1, 2]}}, "sync.shape_wrong", "voice.safe"),
    ("session", {"voice": {"safe": [41, 0, 0]}}, "sync.shape_wrong", "voice.safe"),
    ("session", {"voice": {"loved": [1, 0, 0]}}, "sync.shape_wrong", "voice.loved"),
    ("session", {"hard": ["weather"]}, "sync.shape_wrong", "hard.0"),
    ("session", {"note": "x" * 2001}, "sync.shape_wrong", "note"),
    ("session", {"note": "half a sign \ud800"}, "sync.shape_wrong", "note"),
    ("session", {"replaces": NOWHERE}, "groups.nothing_to_supersede", None),
    ("session", {"group": NOWHERE}, "groups.unknown", None),
    ("session", {"group": None}, "sync.shape_wrong", "group"),
    ("missed", {"reason": "lazy"}, "sync.shape_wrong", "reason"),
    ("missed", {"why": "rain"}, "sync.shape_wrong", "why"),
    ("missed", {"\x00": "rain"}, "sync.shape_wrong", None),
    ("missed", {"\ud800": "rain"}, "sync.shape_wrong", None),
    ("missed", {"x" * 5_000: "rain"}, "sync.shape_wrong", "xxx"),
    ("missed", {"group": NOWHERE}, "groups.unknown", None),
    ("missed", {"settles": [NOWHERE]}, "groups.nothing_to_supersede", None),
    ("response", {"seat": 9}, "sync.shape_wrong", "seat"),
    ("response", {"wave": "middle"}, "sync.shape_wrong", "wave"),
    ("response", {"instrument": "srq99"}, "measures.instrument_unknown", None),
    ("response", {"version": "99"}, "measures.version_unknown", "99"),
    ("response", {"version": "\x00"}, "measures.version_unknown", None),
    ("response", {"sealed": "not base64!"}, "sync.box_unreadable", None),
    ("response", {"sealed": ""}, "sync.box_unreadable", None),
    ("response", {"answers": {"srq_01": 1}}, "sync.shape_wrong", "answers"),
]
# What a person with the phone in hand can put right: it stays there, and comes again.
REFUSED = [
    ("session", {"marks": {"a": [1]}}, "groups.nobody_there", None),
    ("session", {"min": 9}, "groups.out_of_range", "9"),
    ("session", {"min": 10**400}, "groups.out_of_range", None),
    ("session", {"shifts": [{"d": "anger", "line": " "}]}, "groups.shift_needs_a_line", None),
]


@pytest.mark.parametrize("case", ASIDE, ids=lambda case: f"{case[0]} {case[1]}"[:60])
def test_a_record_that_nobody_on_the_phone_can_repair_is_set_aside_whole(phone, aminas_group, case):
    kind, change, code, named = case
    sent = MAKERS[kind](aminas_group)
    sent["body"] |= change

    (result,) = handed(phone, sent)

    assert (result["outcome"], result.get("code")) == ("set_aside", code)
    assert result["sentence"].startswith(words.say("sync.aside", "fr", why=""))
    assert named is None or named in result["sentence"]
    assert kept(sent["id"]) == sent["body"]
    assert not ROWS[kind].objects.exists()


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]} {case[1]}"[:60])
def test_a_record_that_can_be_repaired_is_refused_with_its_place_and_leaves_nothing(phone, aminas_group, case):
    kind, change, code, named = case
    sent = MAKERS[kind](aminas_group)
    sent["body"] |= change

    (result,) = handed(phone, sent)

    assert (result["outcome"], result.get("code")) == ("refused", code)
    assert named is None or named in result["sentence"]
    assert not ROWS[kind].objects.exists()
    assert not SetAside.objects.exists()


def test_a_record_that_was_refused_is_taken_once_it_is_repaired(phone, aminas_group):
    wrong = session_record(aminas_group, marks={"a": [1]})
    handed(phone, wrong)

    repaired = wrong | {"body": wrong["body"] | {"marks": {"p": [1]}}}

    assert only(handed(phone, repaired)) == ("accepted", None)


@pytest.mark.parametrize(("kind", "v"), [("story", 1), ("session", 2), ("a" * 40, 1_000)])
def test_a_kind_or_version_of_tomorrow_is_set_aside_whole(phone, aminas_group, kind, v):
    body = {"group": str(aminas_group.pk), "words": "\x00\ud800", "deep": [[[1.5e300, {}]]], "big": 10**60}
    sent = record(kind, body, v=v)

    (result,) = handed(phone, sent)

    said = words.say("problem.sync.kind_unknown", "fr", kind=kind)
    assert (result.get("code"), result["sentence"]) == ("sync.kind_unknown", words.say("sync.aside", "fr", why=said))
    assert kept(sent["id"]) == body
    assert SetAside.objects.get().place == aminas_group.place


@pytest.mark.parametrize(("depth", "status"), [(19, 200), (20, 422), (400, 422), (880, 422), (3_000, 400)])
def test_a_record_nested_deeper_than_anybody_writes_is_answered(phone, aminas_group, depth, status):
    plain = json.dumps({"records": [record("story", {"x": "§"}), session_record(aminas_group)]})

    answer = phone.ask(plain.replace('"\\u00a7"', "[" * depth + "]" * depth).encode())

    assert answer.status_code == status


@pytest.mark.parametrize("kind", [*MAKERS, "settle", "story"])
def test_what_is_set_aside_is_kept_once_however_often_it_comes(phone, boscos_group, kind):
    sent = record(kind, {"group": str(boscos_group.pk)})

    answers = [handed(phone, sent, sent)[at] for _ in range(3) for at in (0, 1)]

    assert {answer["outcome"] for answer in answers} == {"set_aside"}
    assert len({answer["sentence"] for answer in answers}) == 1
    assert SetAside.objects.count() == 1


def test_the_same_id_with_other_content_is_refused_after_it_was_set_aside(phone):
    sent = record("story", {"words": "one"})
    handed(phone, sent)

    assert only(handed(phone, sent | {"body": {"words": "two"}})) == ("refused", "sync.id_already_used")
    assert kept(sent["id"]) == {"words": "one"}


def test_a_phone_cannot_fill_the_offices_page_without_end(phone, monkeypatch):
    monkeypatch.setattr("tuvurane.sync.actions.MOST_WAITING", 2)

    results = handed(phone, *(record("story", {}) for _ in range(3)))

    assert [(result["outcome"], result.get("code")) for result in results[1:]] == [
        ("set_aside", "sync.kind_unknown"), ("refused", "sync.aside_full")
    ]  # fmt: skip
    assert MOST_WAITING > 15 * 52


def test_one_refused_record_stops_no_other(phone, aminas_group):
    good = [session_record(aminas_group, n) for n in (1, 2)]

    results = handed(phone, good[0], session_record(aminas_group, 3, min=9), record("story", {}), good[1])

    assert outcomes(results) == ["accepted", "refused", "set_aside", "accepted"]
    assert sorted(Session.objects.values_list("number", flat=True)) == [1, 2]


def test_the_same_id_with_other_content_is_refused_and_the_first_stands(phone, aminas_group):
    sent = session_record(aminas_group)
    handed(phone, sent)

    result = only(handed(phone, sent | {"body": sent["body"] | {"min": 60}}))

    assert result == ("refused", "groups.id_already_used")
    assert Session.objects.get().minutes == 180


def test_a_correction_that_comes_before_what_it_corrects_waits_for_the_office(phone, aminas_group):
    first = session_record(aminas_group)
    correction = session_record(aminas_group, min=90, replaces=first["id"])

    results = handed(phone, correction, first)

    assert outcomes(results) == ["set_aside", "accepted"]
    assert only(handed(phone, correction)) == ("set_aside", "groups.nothing_to_supersede")
    assert groups.sessions_of(aminas_group).get().minutes == 180


def test_a_report_of_another_hand_is_settled_from_the_phone(cast, phone, aminas_group):
    mine, other = session_record(aminas_group), session_record(aminas_group, min=90, phase="trust")
    handed(phone, mine, other)
    settle = settle_record(aminas_group, 1, [mine["id"], other["id"]], {"min": 1, "phase": 0})

    answers = [only(handed(phone, settle)) for _ in range(2)]

    counted = groups.sessions_of(aminas_group).get()
    assert answers == [("accepted", None), ("already", None)]
    assert (str(counted.pk), counted.minutes, counted.phase) == (settle["id"], 90, "safety")
    assert phone.sync()["groups"][0]["beside"] == []


def test_a_settling_that_leaves_a_value_open_is_refused_and_one_of_nothing_set_aside(phone, aminas_group):
    mine, other = session_record(aminas_group), session_record(aminas_group, min=90)
    handed(phone, mine, other)
    of = [mine["id"], other["id"]]

    results = handed(
        phone,
        settle_record(aminas_group, 1, of, {}),
        settle_record(aminas_group, 1, of, {"min": 2}),
        settle_record(aminas_group, 1, [NOWHERE], {}),
    )

    assert [(result["outcome"], result.get("code")) for result in results] == [
        ("refused", "groups.settle_incomplete"),
        ("set_aside", "sync.shape_wrong"),
        ("set_aside", "groups.nothing_to_supersede"),
    ]


def test_a_late_report_of_an_ended_group_still_lands(phone, aminas_group):
    group_actions.move_group(actor=SYSTEM, group=aminas_group, to=Status.STOPPED, on=TODAY, reason="", now=NOW)

    assert only(handed(phone, session_record(aminas_group))) == ("accepted", None)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_group_of_others_does_not_exist_for_a_phone(phone, boscos_group, kind):
    sent = MAKERS[kind](boscos_group)

    assert only(handed(phone, sent)) == ("set_aside", "groups.unknown")
    assert SetAside.objects.get().place == boscos_group.place


@pytest.mark.parametrize("kind", MAKERS)
def test_a_record_for_a_group_that_moved_away_is_set_aside(phone, aminas_group, moved_away, kind):
    moved_away()

    assert only(handed(phone, MAKERS[kind](aminas_group))) == ("set_aside", "groups.unknown")


@pytest.mark.parametrize("kind", MAKERS)
def test_what_was_taken_before_the_group_moved_is_recognised_after(phone, aminas_group, moved_away, kind):
    sent = MAKERS[kind](aminas_group)
    handed(phone, sent)
    moved_away()

    assert only(handed(phone, sent)) == ("already", None)
    assert not SetAside.objects.exists()


def test_a_new_record_beside_one_that_is_recognised_is_set_aside_all_the_same(phone, aminas_group, moved_away):
    before = session_record(aminas_group)
    handed(phone, before)
    moved_away()

    results = handed(phone, before, session_record(aminas_group, 2), before | {"body": before["body"] | {"min": 60}})

    assert [(result["outcome"], result.get("code")) for result in results] == [
        ("already", None), ("set_aside", "groups.unknown"), ("refused", "groups.id_already_used")
    ]  # fmt: skip


@pytest.mark.parametrize("kind", MAKERS)
def test_a_number_that_another_persons_record_has_is_refused(cast, phone, aminas_group, boscos_group, kind):
    hers, his = MAKERS[kind](aminas_group), MAKERS[kind](boscos_group)
    handed(phone, hers)
    if kind == "response":
        his["body"]["sealed"] = seal_answers(boscos_group, hers["id"], json.dumps({"answers": NO_TO_ALL}).encode())

    (result,) = handed(Phone(cast["bosco"]), his | {"id": hers["id"]})

    assert (result["outcome"], result["code"].partition(".")[2]) == ("refused", "id_already_used")


def test_an_envelope_is_opened_here_and_waits_for_the_office(phone, aminas_group):
    lost = session_record(aminas_group)

    answers = [only(handed(phone, rescued_record(aminas_group, lost))) for _ in range(2)]

    aside = SetAside.objects.get()
    assert answers == [("set_aside", "sync.rescued"), ("already", None)]
    assert (str(aside.pk), aside.kind, aside.claimed_at.isoformat()) == (
        lost["id"], "session", "2026-11-22T14:05:09+00:00"
    )  # fmt: skip
    assert kept(lost["id"]) == lost["body"]


def test_an_envelope_around_what_we_hold_is_told_so(phone, aminas_group):
    sent = session_record(aminas_group)
    handed(phone, sent)

    assert only(handed(phone, rescued_record(aminas_group, sent))) == ("already", None)
    assert not SetAside.objects.exists()


@pytest.mark.parametrize("box", ["", "not base64!", "QUJD", None, 7])
def test_an_envelope_that_does_not_open_stays_on_the_phone(phone, aminas_group, box):
    sent = rescued_record(aminas_group, session_record(aminas_group), box=box)

    assert only(handed(phone, sent)) == ("refused", "sync.envelope_unreadable")


def test_an_envelope_under_another_number_does_not_open(phone, aminas_group):
    sent = rescued_record(aminas_group, session_record(aminas_group))

    moved = sent | {"id": session_record(aminas_group)["id"]}

    assert only(handed(phone, moved)) == ("refused", "sync.envelope_unreadable")


def test_sealed_answers_are_opened_here_and_give_the_score(phone, aminas_group):
    answers = dict.fromkeys(("srq_01", "srq_06", "srq_09"), 1)

    handed(phone, response_record(aminas_group, 2, answers={f"srq_{n:02d}": 0 for n in range(1, 21)} | answers))

    read = Response.objects.get()
    assert (read.total, read.missing, read.participant_id) == (3, 0, groups.seats_of(aminas_group)[2])
    assert not Concern.objects.exists()


def test_a_yes_to_the_screening_item_raises_a_concern_whatever_the_total(phone, aminas_group):
    answers = {f"srq_{n:02d}": int(n == 17) for n in range(1, 21)}

    handed(phone, response_record(aminas_group, answers=answers))

    assert Concern.objects.get().item == "srq_17"


@pytest.mark.parametrize(
    "plain",
    [b"", b"no json", b"[]", b"{}", b'{"answers":{"srq_01":"yes"}}', b'{"answers":{},"name":"Nadia"}', b"\xff"],
)
def test_a_box_that_holds_no_answers_is_set_aside_and_never_told(phone, aminas_group, plain):
    sent = response_record(aminas_group)
    sent["body"]["sealed"] = seal_answers(aminas_group, sent["id"], plain)

    (result,) = handed(phone, sent)

    assert result.get("code") == "sync.box_unreadable"
    assert "yes" not in json.dumps(result)


def test_answers_sealed_for_another_record_or_another_organisation_are_set_aside(cast, phone, aminas_group):
    strange = make_group(cast.other, cast.places["Muriza"], name="Strange")
    moved, foreign = response_record(aminas_group), response_record(aminas_group)
    moved["body"]["sealed"] = response_record(aminas_group)["body"]["sealed"]
    foreign["body"]["sealed"] = seal_answers(strange, foreign["id"], b'{"answers":{"srq_01":1}}')

    results = handed(phone, moved, foreign)

    assert [result.get("code") for result in results] == ["sync.box_unreadable"] * 2
    assert not Response.objects.exists()


def test_an_answer_out_of_range_is_set_aside_without_saying_it(phone, aminas_group):
    (result,) = handed(phone, response_record(aminas_group, answers={"srq_01": 7}))

    assert result["code"].startswith("measures.")
    assert "7" not in result["sentence"]
    assert not Response.objects.exists()


@pytest.mark.parametrize("language", ["rn", "fr", "sw", "en"])
def test_the_phones_language_decides_the_sentence(cast, aminas_group, language):
    (result,) = handed(Phone(cast["amina"], language=language), session_record(aminas_group, marks={"a": [1]}))

    assert result["sentence"] == words.say("problem.groups.nobody_there", language)


def test_a_supervisors_grants_do_not_reach_through_their_phone(cast, aminas_group):
    (result,) = handed(Phone(cast["carine"]), session_record(aminas_group))

    assert (result["outcome"], result["code"]) == ("set_aside", "people.not_allowed")
    assert not Session.objects.exists()


def test_what_came_by_phone_and_what_the_office_keys_are_one_record(phone, aminas_group):
    sent = session_record(aminas_group)
    make_session(aminas_group, session_id=UUID(sent["id"]))

    assert only(handed(phone, sent)) == ("already", None)
