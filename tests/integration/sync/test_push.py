"""What becomes of every kind of record; each is answered by itself."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_group, make_session
from tests.factories.people import make_device
from tests.factories.phones import Phone, Record, missed_record, record, response_record, seal_answers, session_record
from tuvurane.foundation import words
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Status
from tuvurane.groups.models import MissedSession, Session
from tuvurane.measures.models import Flag, Response

MAKERS: dict[str, Callable[..., Record]] = {
    "session": session_record,
    "missed": missed_record,
    "response": response_record,
}
NOWHERE = "019a0000-0000-7000-8000-000000000000"
ROWS = {"session": Session, "missed": MissedSession, "response": Response}


def only(results):
    """The one result, as (outcome, code)."""
    (result,) = results
    return result["outcome"], result["code"]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_record_is_taken_once_however_often_it_comes(phone, aminas_group, kind):
    sent = MAKERS[kind](aminas_group)

    answers = [only(phone.push(sent)) for _ in range(3)]

    assert answers == [("accepted", None), ("already", None), ("already", None)]
    assert str(ROWS[kind].objects.get().pk) == sent["id"]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_record_that_comes_twice_in_one_push_is_taken_once(phone, aminas_group, kind):
    sent = MAKERS[kind](aminas_group)

    assert [result["outcome"] for result in phone.push(sent, sent)] == ["accepted", "already"]


@pytest.mark.parametrize("kind", MAKERS)
def test_the_phone_and_what_it_claims_stand_beside_the_record(phone, aminas_group, kind):
    phone.push(MAKERS[kind](aminas_group))

    row = ROWS[kind].objects.get()

    assert (row.device, row.claimed_at.isoformat()) == (phone.enrolled.device, "2026-11-22T14:05:09+00:00")
    assert row.recorded_at != row.claimed_at


# kind, change of a good body -> code, and the place that the sentence names
REFUSED = [
    ("session", {"colour": "blue"}, "sync.shape_wrong", "colour"),
    ("session", {"marks": {"p": [1], "x": [2]}}, "sync.shape_wrong", "marks.x"),
    ("session", {"marks": {"p": [1], "a": [1]}}, "sync.shape_wrong", "marks"),
    ("session", {"marks": {"p": [0]}}, "sync.shape_wrong", "marks.p.0"),
    ("session", {"marks": {"p": [9]}}, "groups.seat_unknown", "9"),
    ("session", {"marks": {"a": [1]}}, "groups.nobody_there", None),
    ("session", {"by": [3]}, "groups.seat_unknown", "3"),
    ("session", {"n": 16}, "sync.shape_wrong", "n"),
    ("session", {"on": "22/11/2026"}, "sync.shape_wrong", "on"),
    ("session", {"min": 9}, "groups.out_of_range", "9"),
    ("session", {"phase": "anger"}, "sync.shape_wrong", "phase"),
    ("session", {"voice": {"safe": [1, 2]}}, "sync.shape_wrong", "voice.safe"),
    ("session", {"voice": {"safe": [41, 0, 0]}}, "sync.shape_wrong", "voice.safe"),
    ("session", {"voice": {"loved": [1, 0, 0]}}, "sync.shape_wrong", "voice.loved"),
    ("session", {"shifts": [{"d": "anger", "line": " "}]}, "groups.shift_needs_a_line", None),
    ("session", {"hard": ["weather"]}, "sync.shape_wrong", "hard.0"),
    ("session", {"note": "x" * 2001}, "sync.shape_wrong", "note"),
    ("session", {"note": "half a sign \ud800"}, "sync.shape_wrong", "note"),
    ("session", {"replaces": NOWHERE}, "groups.nothing_to_supersede", None),
    ("session", {"group": NOWHERE}, "groups.unknown", None),
    ("missed", {"reason": "lazy"}, "sync.shape_wrong", "reason"),
    ("missed", {"why": "rain"}, "sync.shape_wrong", "why"),
    ("missed", {"group": NOWHERE}, "groups.unknown", None),
    ("response", {"seat": 9}, "sync.shape_wrong", "seat"),
    ("response", {"wave": "middle"}, "sync.shape_wrong", "wave"),
    ("response", {"instrument": "srq99"}, "measures.instrument_unknown", None),
    ("response", {"version": "99"}, "measures.version_unknown", "99"),
    ("response", {"sealed": "not base64!"}, "sync.box_unreadable", None),
    ("response", {"sealed": ""}, "sync.box_unreadable", None),
    ("response", {"answers": {"srq_01": 1}}, "sync.shape_wrong", "answers"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[0]} {case[1]}"[:60])
def test_a_wrong_record_is_refused_with_its_place_and_leaves_nothing(phone, aminas_group, case):
    kind, change, code, named = case
    sent = MAKERS[kind](aminas_group)
    sent["body"] |= change

    (result,) = phone.push(sent)

    assert (result["outcome"], result["code"], result["id"]) == ("refused", code, sent["id"])
    assert named is None or named in result["sentence"]
    assert not ROWS[kind].objects.exists()


@pytest.mark.parametrize(("kind", "v"), [("concern", 1), ("session", 2), ("", 1)])
def test_a_kind_or_version_of_tomorrow_stays_safe_on_the_phone(phone, kind, v):
    (result,) = phone.push(record(kind, {}, v=v))

    assert (result["code"], result["sentence"]) == (
        "sync.kind_unknown", words.say("problem.sync.kind_unknown", "fr", kind=kind)
    )  # fmt: skip


def test_one_refused_record_stops_no_other(phone, aminas_group):
    good = [session_record(aminas_group, n) for n in (1, 2)]

    results = phone.push(good[0], session_record(aminas_group, 3, by=[9]), record("concern", {}), good[1])

    assert [result["outcome"] for result in results] == ["accepted", "refused", "refused", "accepted"]
    assert sorted(Session.objects.values_list("number", flat=True)) == [1, 2]


def test_the_same_id_with_other_content_is_refused_and_the_first_stands(phone, aminas_group):
    sent = session_record(aminas_group)
    phone.push(sent)

    result = only(phone.push(sent | {"body": sent["body"] | {"min": 60}}))

    assert result == ("refused", "groups.id_already_used")
    assert Session.objects.get().minutes == 180


def test_a_correction_sent_before_what_it_corrects_is_taken_at_the_next_try(phone, aminas_group):
    first = session_record(aminas_group)
    correction = session_record(aminas_group, min=90, replaces=first["id"])

    results = phone.push(correction, first)
    again = phone.push(correction)

    assert [result["outcome"] for result in results] == ["refused", "accepted"]
    assert only(again) == ("accepted", None)
    assert groups.sessions_of(aminas_group).get().minutes == 90


def test_a_late_report_of_an_ended_group_still_lands(phone, aminas_group):
    group_actions.move_group(actor=SYSTEM, group=aminas_group, to=Status.STOPPED, on=TODAY, reason="", now=NOW)

    assert only(phone.push(session_record(aminas_group))) == ("accepted", None)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_group_of_others_does_not_exist_for_a_phone(phone, boscos_group, kind):
    assert only(phone.push(MAKERS[kind](boscos_group))) == ("refused", "groups.unknown")


def test_sealed_answers_are_opened_here_and_give_the_score(phone, aminas_group):
    answers = dict.fromkeys(("srq_01", "srq_06", "srq_09"), 1)

    phone.push(response_record(aminas_group, 2, answers={f"srq_{n:02d}": 0 for n in range(1, 21)} | answers))

    read = Response.objects.get()
    assert (read.total, read.missing, read.participant_id) == (3, 0, groups.seats_of(aminas_group)[2])
    assert not Flag.objects.exists()


def test_a_yes_to_the_flagged_item_is_flagged_whatever_the_total(phone, aminas_group):
    answers = {f"srq_{n:02d}": int(n == 17) for n in range(1, 21)}

    phone.push(response_record(aminas_group, answers=answers))

    assert Flag.objects.get().item == "srq_17"


@pytest.mark.parametrize(
    "plain",
    [b"", b"no json", b"[]", b"{}", b'{"answers":{"srq_01":"yes"}}', b'{"answers":{},"name":"Nadia"}', b"\xff"],
)
def test_a_box_that_holds_no_answers_is_refused_and_never_told(phone, aminas_group, plain):
    sent = response_record(aminas_group)
    sent["body"]["sealed"] = seal_answers(aminas_group, sent["id"], plain)

    (result,) = phone.push(sent)

    assert result["code"] == "sync.box_unreadable"
    assert "yes" not in json.dumps(result)


def test_answers_sealed_for_another_record_or_another_organisation_are_refused(cast, phone, aminas_group):
    strange = make_group(cast.other, cast.places["Muriza"], name="Strange")
    moved, foreign = response_record(aminas_group), response_record(aminas_group)
    moved["body"]["sealed"] = response_record(aminas_group)["body"]["sealed"]
    foreign["body"]["sealed"] = seal_answers(strange, foreign["id"], b'{"answers":{"srq_01":1}}')

    results = phone.push(moved, foreign)

    assert [result["code"] for result in results] == ["sync.box_unreadable"] * 2
    assert not Response.objects.exists()


def test_an_answer_out_of_range_is_refused_without_saying_it(phone, aminas_group):
    (result,) = phone.push(response_record(aminas_group, answers={"srq_01": 7}))

    assert result["code"].startswith("measures.")
    assert "7" not in result["sentence"]
    assert not Response.objects.exists()


@pytest.mark.parametrize("language", ["rn", "fr", "sw", "en"])
def test_the_phones_language_decides_the_sentence(cast, aminas_group, language):
    (result,) = Phone(cast["amina"], language=language).push(session_record(aminas_group, marks={"a": [1]}))

    assert result["sentence"] == words.say("problem.groups.nobody_there", language)


def test_a_supervisors_grants_do_not_reach_through_their_phone(cast, aminas_group):
    with pytest.raises(Exception, match="facilitator"):
        make_device(cast["carine"])


def test_what_came_by_phone_and_what_the_office_keys_are_one_record(phone, aminas_group):
    sent = session_record(aminas_group)
    make_session(aminas_group, session_id=UUID(sent["id"]))

    assert only(phone.push(sent)) == ("already", None)
