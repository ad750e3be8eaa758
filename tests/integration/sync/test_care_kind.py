"""A concern from a phone: heard once, opened here only, and never lost nor read where it could not be placed."""

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.factories.browsers import browser_of
from tests.factories.care import make_on_call, make_service
from tests.factories.groups import make_consent, new_id
from tests.factories.phones import NO_TO_ALL, concern_record, interview_record, rescued_record
from tuvurane.care.codes import Deed
from tuvurane.care.models import CareEntry, Concern
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Participant
from tuvurane.journal.models import Entry
from tuvurane.measures.models import Response
from tuvurane.people import actions as people_actions
from tuvurane.people.models import Device
from tuvurane.people.scope import Actor
from tuvurane.sync import actions
from tuvurane.sync.codes import What
from tuvurane.sync.models import Decision, SetAside

YES = NO_TO_ALL | {"srq_17": 1}


def outcomes(answer) -> list[str]:
    return [one["outcome"] for one in answer["results"]]


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


def test_a_coordinator_accepts_blind_and_the_concern_is_raised(cast, phone, aminas_group, moved_away):
    moved_away()
    phone.sync(concern_record(aminas_group, 2))
    aside, desk = SetAside.objects.get(), browser_of(cast["coordinator"])

    page = desk.get(reverse("set_aside:record", args=[aside.pk])).content.decode()
    desk.post(reverse("set_aside:record", args=[aside.pk]), {"deed": "accept"})

    assert "A sealed record" in page
    assert not [word for word in ("Twiyubake", "concern", "srq_17", "08/09/2026", "Nadia") if word in page]
    assert Decision.objects.get().what == What.ACCEPTED
    assert Concern.objects.get().raised_by == cast["amina"]
    assert not Entry.objects.filter(subject_id=str(Concern.objects.get().pk)).exists()


def test_nobody_throws_away_unread_what_can_be_heard(cast, phone, aminas_group, moved_away):
    moved_away()
    phone.sync(concern_record(aminas_group, 2))

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


def test_a_closed_phone_and_a_rescued_record_are_heard_once_the_office_takes_them(cast, phone, aminas_group):
    device = Device.objects.get(pk=phone.enrolled.device.pk)
    sent = concern_record(aminas_group, 2)
    people_actions.revoke_device(actor=Actor.system(), device=device, now=NOW)

    assert (
        outcomes(phone.sync(sent, rescued_record(aminas_group, concern_record(aminas_group, 3)))) == ["set_aside"] * 2
    )
    taken = actions.accept_all(actor=cast.actor("coordinator"), device_id=device.pk, now=NOW)

    assert taken == 2
    assert Concern.objects.count() == 2
