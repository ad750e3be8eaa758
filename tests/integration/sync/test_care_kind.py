"""A concern from a phone: heard once, opened here only, and never lost nor read where it could not be placed."""

import json

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.factories.browsers import browser_of
from tests.factories.care import close_concern, make_on_call, make_service
from tests.factories.groups import make_consent, make_participant, new_id
from tests.factories.people import make_account
from tests.factories.phones import (
    NO_TO_ALL,
    Phone,
    concern_record,
    interview_record,
    raised_record,
    rescued_record,
    response_record,
)
from tuvurane.care import queries as care_queries
from tuvurane.care.codes import Deed
from tuvurane.care.models import CareEntry, Concern
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Participant
from tuvurane.journal.models import Entry
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions
from tuvurane.people.models import Device
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.sync import actions
from tuvurane.sync.codes import What
from tuvurane.sync.models import Decision, SetAside

YES = NO_TO_ALL | {"srq_17": 1}


LATE_SEAT = 5  # nobody sits there yet


def outcomes(answer) -> list[str]:
    return [one["outcome"] for one in answer["results"]]


def close(phone: Phone) -> None:
    """The office closes a phone."""
    device = Device.objects.get(pk=phone.enrolled.device.pk)
    people_actions.revoke_device(actor=Actor.system(), device=device, now=NOW)


def seat_somebody(group) -> None:
    """The next seat is taken."""
    make_participant(group)


def test_a_concern_comes_before_its_questionnaire_and_is_one_with_it(phone, aminas_group):
    first = phone.sync(concern_record(aminas_group, 2))
    second = phone.sync(interview_record(aminas_group, 2, parts=[YES]))

    concern = Concern.objects.get()
    assert outcomes(first) + outcomes(second) == ["accepted", "accepted"]
    assert (concern.participant_id, concern.item) == (groups.seats_of(aminas_group)[2], "srq_17")
    assert list(concern.entries.order_by("pk").values_list("what", flat=True)) == [Deed.RAISE, Deed.AGAIN]


def test_sent_twice_it_is_heard_once_also_after_the_group_went_to_others(phone, aminas_group, moved_away):
    sent = concern_record(aminas_group)

    before = phone.sync(sent)
    moved_away()
    after = phone.sync(sent)

    assert outcomes(before) + outcomes(after) == ["accepted", "already"]
    assert CareEntry.objects.count() == 1


def test_it_writes_nothing_into_the_common_journal(phone, aminas_group):
    before = Entry.objects.count()

    phone.sync(concern_record(aminas_group))

    assert Entry.objects.count() == before


def test_whoever_took_back_consent_to_be_measured_is_heard(phone, aminas_group):
    person = Participant.objects.get(pk=groups.seats_of(aminas_group)[1])
    make_consent(aminas_group, person, Purpose.BE_MEASURED, given=False)

    answer = phone.sync(concern_record(aminas_group), interview_record(aminas_group, parts=[YES]))

    assert outcomes(answer) == ["accepted", "refused"]
    assert Concern.objects.get().participant == person


def test_a_closed_gate_is_told_and_a_yes_that_comes_all_the_same_is_heard(cast, phone, aminas_group):
    """A phone that had not heard of it yet asked, and somebody said yes."""
    make_on_call(cast["didier"], cast.places["Musongati"])

    closed = phone.sync()
    late = phone.sync(interview_record(aminas_group, 3, parts=[YES]))
    make_service(cast.organisation, cast.places["Musongati"])
    opened = phone.sync()

    assert (closed["screening"], opened["screening"]) == ([], [str(aminas_group.pk)])
    assert outcomes(late) == ["accepted"]
    assert Concern.objects.get().must_act == cast["didier"]


def test_where_the_gate_is_closed_the_item_is_not_asked_and_the_score_says_so(phone, aminas_group):
    assert phone.sync()["screening"] == []

    phone.sync(
        interview_record(aminas_group, parts=[{k: v for k, v in NO_TO_ALL.items() if k != "srq_17"}], na=["srq_17"])
    )

    assert Response.objects.get().form == "without_screening"
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [{"seat": 99}, {"sealed": "AAAA"}, {"sealed": "no base64"}, {"group": str(new_id())}, {"on": "yesterday"}],
)
def test_what_cannot_be_placed_waits_sealed(phone, aminas_group, changed):
    sent = concern_record(aminas_group)

    answer = phone.sync(sent | {"body": sent["body"] | changed})

    assert outcomes(answer) == ["set_aside"]
    assert not Concern.objects.exists()
    assert SetAside.objects.get().kind == "concern"


def test_a_group_that_went_to_others_and_a_closed_phone_keep_nobody_waiting(cast, phone, aminas_group, moved_away):
    moved_away()
    gone = phone.sync(concern_record(aminas_group, 2))
    close(phone)

    closed = phone.sync(concern_record(aminas_group, 3), interview_record(aminas_group, 4))

    assert outcomes(gone) + outcomes(closed) == ["accepted", "accepted", "set_aside"]
    assert [one.raised_by for one in Concern.objects.all()] == [cast["amina"]] * 2


def test_a_phone_of_another_organisation_raises_nothing(cast, aminas_group):
    stranger = make_account(cast.other, "elsewhere", role=Role.FACILITATOR, place=cast.places["Muriza"])

    answer = Phone(stranger).sync(concern_record(aminas_group))

    assert outcomes(answer) == ["set_aside"]
    assert not Concern.objects.exists()


def test_a_questionnaire_set_aside_is_heard_at_once_and_raises_no_second_one(cast, phone, aminas_group, moved_away):
    moved_away()
    said = phone.sync(interview_record(aminas_group, 2, parts=[YES]), response_record(aminas_group, 3, answers=YES))
    heard = set(Concern.objects.values_list("participant", "must_act"))
    actions.accept_all(actor=cast.actor("coordinator"), device_id=phone.enrolled.device.pk, now=NOW)

    seats = groups.seats_of(aminas_group)
    assert outcomes(said) == ["set_aside"] * 2
    assert {who for who, _ in heard} == {seats[2], seats[3]}
    assert {must_act for _, must_act in heard} == {None}
    assert Response.objects.count() == Concern.objects.count() == 2


def test_one_that_does_not_open_or_holds_no_yes_is_set_aside_as_before(phone, aminas_group, moved_away):
    moved_away()

    answer = phone.sync(interview_record(aminas_group), response_record(aminas_group, sealed="AAAA"))

    assert outcomes(answer) == ["set_aside"] * 2
    assert not Concern.objects.exists()


def test_a_yes_waits_for_its_questionnaire_by_its_id(cast, phone, aminas_group):
    """Said, talked about, and only then sent with the whole questionnaire, on another day of the phone's."""
    whole = interview_record(aminas_group, 2, parts=[YES], on="2026-09-11")
    phone.sync(concern_record(aminas_group, 2, response=whole["id"]))
    close_concern(cast["didier"], Concern.objects.get(), at=NOW)

    assert outcomes(phone.sync(whole)) == ["accepted"]
    assert Concern.objects.get().closed_as == "resolved"


def test_sent_again_a_yes_and_a_no_are_answered_in_the_same_words(cast, phone, aminas_group):
    yes, no = concern_record(aminas_group, 2), concern_record(aminas_group, 3, item=None)

    first, again = phone.sync(yes, no), phone.sync(yes, no)
    lost = phone.sync(*(rescued_record(aminas_group, one) for one in (yes, no)))

    assert (outcomes(first), outcomes(again), outcomes(lost)) == (["accepted"] * 2, ["already"] * 2, ["already"] * 2)


@pytest.mark.parametrize("item", ["srq_17", None])
def test_a_rescue_file_tells_no_yes_from_a_no(cast, phone, aminas_group, item):
    device, sent = phone.enrolled.device, concern_record(aminas_group, 2, item=item)
    envelope = {"id": sent["id"], "box": rescued_record(aminas_group, sent)["body"]["box"]}
    file = {"format": "tuvurane-rescue", "version": 1, "device": str(device.pk), "records": [envelope]}

    def handed_in():
        return actions.hand_in(actor=cast.actor("coordinator"), text=json.dumps(file), now=NOW)

    assert [handed_in(), handed_in()] == [actions.HandedIn(0, 1, 0)] * 2
    assert Concern.objects.filter(raised_by=cast["amina"]).count() == (item is not None)


def test_a_coordinator_accepts_blind_and_the_concern_is_raised(cast, phone, aminas_group):
    """It could not be placed when it came: somebody takes the seat later."""
    phone.sync(concern_record(aminas_group, LATE_SEAT))
    aside, desk = SetAside.objects.get(), browser_of(cast["coordinator"])
    seat_somebody(aminas_group)

    page = desk.get(reverse("set_aside:record", args=[aside.pk])).content.decode()
    desk.post(reverse("set_aside:record", args=[aside.pk]), {"deed": "accept"})

    assert "A sealed record" in page
    assert not [word for word in ("Twiyubake", "concern", "srq_17", "08/09/2026", "Nadia") if word in page]
    assert Decision.objects.get().what == What.ACCEPTED
    assert Concern.objects.get().raised_by == cast["amina"]
    assert not Entry.objects.filter(subject_id=str(Concern.objects.get().pk)).exists()


def test_nobody_throws_away_unread_what_can_be_heard(cast, phone, aminas_group):
    phone.sync(concern_record(aminas_group, LATE_SEAT))
    seat_somebody(aminas_group)

    what = actions.discard(actor=cast.actor("coordinator"), aside=SetAside.objects.get(), reason="Old", now=NOW)

    assert what == What.ACCEPTED
    assert Concern.objects.exists()


def test_what_cannot_be_heard_can_be_discarded_and_says_no_more(cast, phone, aminas_group):
    phone.sync(concern_record(aminas_group, sealed="AAAA"))
    aside, desk = SetAside.objects.get(), browser_of(cast["coordinator"])
    address = reverse("set_aside:record", args=[aside.pk])

    refused = desk.post(address, {"deed": "accept"}).content.decode()
    desk.post(address, {"deed": "discard", "reason": "It does not open"})

    assert "It could not be taken." in refused
    assert Decision.objects.get().what == What.DISCARDED


def test_what_a_facilitator_saw_is_sealed_from_the_phone_to_the_concern(cast, phone, aminas_group):
    sent = raised_record(aminas_group, 2, item="violence_at_home", now=True, line="He locks her in")

    answers = [phone.sync(sent), phone.sync(sent)]

    concern = Concern.objects.get()
    assert [outcomes(answer) for answer in answers] == [["accepted"], ["already"]]
    assert concern.participant_id == groups.seats_of(aminas_group)[2]
    assert (concern.source, concern.item, concern.urgent) == ("phone", "violence_at_home", True)
    assert concern.raised_by == cast["amina"]
    assert care_queries.opened(concern, concern.words_sealed, concern.pk) == "He locks her in"
    assert not Entry.objects.filter(verb__contains="concern").exists()


@pytest.mark.parametrize("seat", [None, LATE_SEAT])
def test_whoever_is_not_named_or_sits_nowhere_keeps_nobody_waiting(phone, aminas_group, seat):
    assert outcomes(phone.sync(raised_record(aminas_group, seat))) == ["accepted"]
    assert Concern.objects.get().participant is None


def test_what_is_raised_from_another_organisation_or_does_not_open_waits_sealed(cast, phone, aminas_group):
    stranger = make_account(cast.other, "elsewhere", role=Role.FACILITATOR, place=cast.places["Muriza"])

    told = Phone(stranger).sync(raised_record(aminas_group))
    shut = phone.sync(raised_record(aminas_group, sealed="AAAA"), raised_record(aminas_group, item="gossip"))

    assert outcomes(told) + outcomes(shut) == ["set_aside"] * 3
    assert not Concern.objects.exists()


def test_on_the_line_nothing_tells_what_was_raised(phone, aminas_group):
    one = raised_record(aminas_group, None, item="ill")
    other = raised_record(aminas_group, 3, item="violence_at_home", now=True, line="a" * 120)

    assert one["body"].keys() == other["body"].keys()
    assert len(one["body"]["sealed"]) == len(other["body"]["sealed"])
    assert phone.sync(one, since=0, holds=[])["results"][0]["outcome"] == "accepted"
