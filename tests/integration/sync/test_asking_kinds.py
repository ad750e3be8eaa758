"""What comes of asking: answers sealed sitting by sitting, refusals, and a word after each screening item."""

from itertools import permutations
from uuid import UUID

import pytest
from django.urls import reverse

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.browsers import browser_of
from tests.factories.groups import make_group, make_participant, new_id
from tests.factories.phones import (
    NO_TO_ALL,
    concern_record,
    declined_record,
    interview_record,
    response_record,
)
from tuvurane.care.models import CareEntry, Concern
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Status
from tuvurane.journal import queries as journal
from tuvurane.measures import queries as measures
from tuvurane.measures.models import Declined, Response
from tuvurane.sync.models import SetAside


def outcomes(answer):
    return [one["outcome"] for one in answer["results"]]


def test_one_sitting_is_scored_and_says_how_it_was_asked(phone, aminas_group):
    answer = phone.sync(interview_record(aminas_group, 2, parts=[NO_TO_ALL | {"srq_01": 1, "srq_02": None}]))

    taken = Response.objects.get()
    assert outcomes(answer) == ["accepted"]
    assert taken.participant_id == groups.seats_of(aminas_group)[2]
    assert (taken.total, taken.missing, taken.seconds, taken.form) == (None, 1, 240, "whole")
    assert (taken.arm, taken.wave, taken.by_leader) == ("group", "baseline", True)


def test_a_later_sitting_goes_on_and_overrides_what_an_earlier_one_said(phone, aminas_group):
    first = {f"srq_{n:02d}": 1 for n in range(1, 11)}
    second = {f"srq_{n:02d}": 0 for n in range(10, 21)}

    phone.sync(interview_record(aminas_group, parts=[first, second]))

    assert (Response.objects.get().total, Response.objects.get().missing) == (9, 0)


@pytest.mark.parametrize("mangle", ["swapped", "foreign", "cut", "none"])
def test_a_part_opens_only_in_its_record_and_in_its_place(phone, aminas_group, mangle):
    sent, other = (interview_record(aminas_group, parts=[{"srq_01": 1}, {"srq_01": 0}]) for _ in range(2))
    [one, two] = sent["body"]["parts"]
    parts = {
        "swapped": [two, one],
        "foreign": [one, other["body"]["parts"][1]],
        "cut": [one, two[:-8]],
        "none": [],
    }[mangle]

    answer = phone.sync(sent | {"body": sent["body"] | {"parts": parts}})

    assert outcomes(answer) == ["set_aside"]
    assert not Response.objects.exists()


def test_sent_again_nothing_is_counted_twice_and_other_answers_under_its_id_are_refused(phone, aminas_group):
    sent = interview_record(aminas_group)
    changed = interview_record(aminas_group, parts=[NO_TO_ALL | {"srq_01": 1}], record_id=UUID(sent["id"]))

    assert outcomes(phone.sync(sent)) + outcomes(phone.sync(sent)) == ["accepted", "already"]
    assert outcomes(phone.sync(changed)) == ["refused"]
    assert Response.objects.get().total == 0


def test_an_item_that_was_not_asked_is_no_missing_answer(phone, aminas_group):
    asked = {key: 0 for key in NO_TO_ALL if key != "srq_17"}

    phone.sync(interview_record(aminas_group, parts=[asked], na=["srq_17"]))

    assert (Response.objects.get().form, Response.objects.get().missing) == ("without_screening", 0)


def test_an_item_that_one_sitting_could_not_ask_and_the_next_one_did_is_answered(phone, aminas_group):
    without = {key: 0 for key in NO_TO_ALL if key != "srq_17"}

    phone.sync(interview_record(aminas_group, parts=[without, {"srq_17": 0}], na=["srq_17"]))

    assert (Response.objects.get().form, Response.objects.get().total) == ("whole", 0)


def test_only_a_screening_item_may_be_left_out(phone, aminas_group):
    asked = {key: 0 for key in NO_TO_ALL if key != "srq_01"}

    phone.sync(interview_record(aminas_group, parts=[asked], na=["srq_01"]))

    assert not Response.objects.filter(form="without_screening").exists()


@pytest.mark.parametrize(
    "changed",
    [{"seat": 97}, {"wave": "someday"}, {"arm": "both"}, {"secs": -1}, {"version": "0"}, {"instrument": "unknown"}],
)
def test_what_cannot_be_read_or_placed_waits_for_the_office(phone, aminas_group, changed):
    assert outcomes(phone.sync(interview_record(aminas_group, **changed))) == ["set_aside"]
    assert SetAside.objects.get().kind == "response"


def test_people_who_wait_are_asked_beside_those_who_meet(cast, phone):
    group = make_group(
        cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2, status=Status.RECRUITING
    )
    refused = outcomes(phone.sync(interview_record(group, arm="waiting")))
    group_actions.let_wait(actor=SYSTEM, group=group, since=TODAY, now=NOW)

    taken = phone.sync(interview_record(group, arm="waiting"), interview_record(group, arm="group"))

    assert refused == ["set_aside"]
    assert outcomes(taken) == ["accepted", "accepted"]
    assert set(Response.objects.values_list("arm", "standing")) == {("waiting", "counted"), ("group", "counted")}


def test_what_an_app_of_before_sealed_in_one_piece_still_lands(phone, aminas_group):
    assert outcomes(phone.sync(response_record(aminas_group), asks=1)) == ["accepted"]
    assert Response.objects.get().seconds is None


# ------------------------------------------------------------------------------------------------------ refusals


def test_who_does_not_want_to_be_asked_is_no_longer_due_and_answers_win(phone, begins):
    sent = declined_record(begins, 2)

    assert outcomes(phone.sync(sent, sent)) == ["accepted", "already"]
    assert (2, "srq20") not in due(begins)
    assert (2, "who5") in due(begins)

    assert outcomes(phone.sync(interview_record(begins, 2))) == ["accepted"]
    assert Response.objects.get().standing == "counted"


def due(group):
    return {(one.seat, one.instrument) for one in measures.due_for(group, on=TODAY)}


def test_who_never_agreed_to_be_measured_may_decline_too(phone, begins):
    make_participant(begins, "Claver")

    assert outcomes(phone.sync(declined_record(begins, 5))) == ["accepted"]


@pytest.mark.parametrize("changed", [{"seat": 97}, {"wave": "someday"}, {"group": str(new_id())}])
def test_a_refusal_that_cannot_be_placed_waits_for_the_office(phone, begins, changed):
    sent = declined_record(begins)

    assert outcomes(phone.sync(sent | {"body": sent["body"] | changed})) == ["set_aside"]
    assert not Declined.objects.exists()


def test_the_office_reads_which_refusal_it_is_asked_about(cast, phone, begins):
    phone.sync(declined_record(begins, 97))

    page = browser_of(cast["coordinator"]).get(reverse("set_aside:record", args=[SetAside.objects.get().pk]))

    told = page.content.decode()
    assert [
        said for said in ("A questionnaire that somebody did not want", "97", "srq20", "Before") if said not in told
    ] == []


# --------------------------------------------------------------------------------------- a word after a screening item


def test_a_no_after_a_screening_item_leaves_nothing_here(phone, aminas_group):
    before = journal.cursor()

    answer = phone.sync(concern_record(aminas_group, item=None))

    assert outcomes(answer) == ["accepted"]
    assert not Concern.objects.exists()
    assert not CareEntry.objects.exists()
    assert journal.cursor() == before


def test_the_line_tells_a_yes_from_a_no_as_little_as_the_phone(phone, aminas_group):
    told = [phone.sync(concern_record(aminas_group, item=item)) for item in ("srq_17", None)]

    assert told[0] == told[1]


# --------------------------------------------------------------------------------------------------- order and repetition


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_in_whatever_order_and_how_often_records_come_they_end_in_one_state(phone, begins, order):
    said = [
        interview_record(begins, 1, parts=[NO_TO_ALL | {"srq_01": 1, "srq_17": 1}]),
        concern_record(begins, 1),
        concern_record(begins, 1, item=None),
        declined_record(begins, 1),
    ]

    for at in order:
        phone.sync(said[at], said[at])
    phone.sync(*said)

    response, concern = Response.objects.get(), Concern.objects.get()
    assert (response.total, response.standing) == (2, "counted")
    assert (concern.participant_id, concern.item) == (response.participant_id, "srq_17")
    assert Declined.objects.count() == 1
    assert (1, "srq20") not in due(begins)
