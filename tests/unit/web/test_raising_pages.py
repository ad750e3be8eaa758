"""Somebody needs help, told in the office: what to do first, sealed at once, and never shown again to whoever wrote it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW
from tests.factories.care import make_on_call
from tests.unit.web.test_care_pages import text
from tuvurane.care import queries as care
from tuvurane.care.models import Concern
from tuvurane.groups import queries as groups
from tuvurane.journal.models import Entry

SEEN = "Bruises on both arms"


def said(**more: str) -> dict[str, str]:
    return {"when": "soon", "item": "violence_at_home", "words": SEEN} | more


def test_what_to_do_now_stands_before_the_questions(at_the_desk, cast, aminas_group):
    make_on_call(cast["didier"], cast.places["Musongati"])

    page = text(at_the_desk("carine").get(reverse("raising:in_group", args=[aminas_group.pk])))

    assert page.index("Stay with the person.") < page.index("Didier, +257 00 00 00 01") < page.index("Hand it over now")
    assert not [word for word in ("diagnosis", "level", "risk") if word in page.lower()]


def test_it_is_handed_over_and_told_once_by_its_reference(at_the_desk, cast, aminas_group):
    make_on_call(cast["didier"], cast.places["Musongati"])
    client, journal = at_the_desk("carine"), Entry.objects.count()

    first = client.post(reverse("raising:in_group", args=[aminas_group.pk]), said(seat="2", when="now"), follow=True)
    again = client.get(reverse("raising:handed_over"))

    concern = Concern.objects.get()
    assert (concern.participant_id, concern.raised_by) == (groups.seats_of(aminas_group)[2], cast["carine"])
    assert (concern.next_by, concern.source) == (NOW + timedelta(hours=1), "office")
    assert care.opened(concern, concern.words_sealed, concern.pk) == SEEN
    page = text(first)
    for told in ("Handed over", care.reference_of(concern.pk), "Didier, +257 00 00 00 01", "Stay with the person."):
        assert told in page
    secret = (SEEN, "Violence", concern.participant.code, str(concern.pk))
    for shown in (first, again, client.get(reverse("raising:in_group", args=[aminas_group.pk]))):
        assert not [word for word in secret[2:] if word in shown.content.decode()]
        assert SEEN not in shown.content.decode()
    assert care.reference_of(concern.pk) not in text(again)
    assert Entry.objects.count() == journal


def test_who_it_is_may_stay_unsaid_and_it_may_be_of_no_group(at_the_desk, cast, aminas_group):
    client = at_the_desk("coordinator")

    client.post(reverse("raising:in_group", args=[aminas_group.pk]), said(seat=""))
    client.post(reverse("raising:somewhere"), said(place=str(cast.places["Makamba"].pk)))

    told: set[tuple[object, ...]] = set(Concern.objects.values_list("participant", "group", "place__name"))
    assert told == {(None, aminas_group.pk, "Muriza"), (None, None, "Makamba")}


@pytest.mark.parametrize("missing", ["when", "item"])
def test_what_is_left_out_is_asked_for_and_nothing_is_lost(at_the_desk, aminas_group, missing):
    sent = {name: value for name, value in said(seat="1").items() if name != missing}

    page = at_the_desk("carine").post(reverse("raising:in_group", args=[aminas_group.pk]), sent).content.decode()

    assert not Concern.objects.exists()
    assert SEEN in page


def test_a_person_s_page_leads_there_with_their_seat(at_the_desk, aminas_group):
    person = groups.seats_of(aminas_group)[3]

    page = at_the_desk("carine").get(reverse("groups:participant", args=[person])).content.decode()

    assert re.search(rf"/someone-needs-help/groups/{aminas_group.pk}/\?seat=3", page)


def test_outside_ones_places_nothing_can_be_raised(at_the_desk, cast, aminas_group):
    client = at_the_desk("carine")

    answer = client.post(reverse("raising:somewhere"), said(place=str(cast.places["Makamba"].pk)))

    assert answer.status_code == 403
    assert not Concern.objects.exists()
