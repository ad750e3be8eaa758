"""The directory of services: found by place and need, made sure of in time, with what changed since."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.browsers import browser_of
from tests.factories.care import make_service
from tuvurane.care import actions, problems, queries
from tuvurane.care.codes import Help, ServiceKind
from tuvurane.care.models import Service
from tuvurane.foundation.records import FactsAreNotEdited

CONTENT = actions.ServiceContent(
    "Centre Amahoro", ServiceKind.COUNSELLOR, "+257 22 00 11 22", ("rn",), "free", "",
    opening={"1": "08:00-12:00"}, helps=(Help.COUNSELLING,), receives=("women",), capacity=3,
)  # fmt: skip


@pytest.fixture
def didier(cast):
    return cast.actor("didier")


@pytest.fixture
def service(cast, didier):
    made = make_service(cast.organisation, cast.places["Musongati"])
    return actions.change_service(actor=didier, service=made, content=CONTENT, now=NOW)


def test_what_is_known_of_a_service_is_kept(service):
    stored = Service.objects.get(pk=service.pk)

    assert (stored.opening, stored.helps, stored.receives, stored.capacity) == (
        {"1": [["08:00", "12:00"]]}, ["counselling"], ["women"], 3,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "helping", "found"),
    [
        ("", None, ["Centre Amahoro", "Health centre"]),
        ("amahoro", None, ["Centre Amahoro"]),
        ("musongati centre", None, ["Centre Amahoro"]),
        ("22 00 11", None, ["Centre Amahoro"]),
        ("makamba", None, ["Health centre"]),
        ("burunga", None, ["Centre Amahoro", "Health centre"]),  # the place above
        ("nowhere", None, []),
        ("", Help.COUNSELLING, ["Centre Amahoro", "Health centre"]),  # one that says no help yet is not left out
        ("", Help.LEGAL, ["Health centre"]),
    ],
)
def test_a_service_is_found_by_its_words_and_by_need(cast, didier, service, words, helping, found):
    make_service(cast.organisation, cast.places["Makamba"])
    make_service(cast.other, cast.places["Musongati"], name="Of others")

    read = queries.services_found(didier, queries.Wanted(words, helping))

    assert sorted(one.name for one in read) == found


def test_the_list_of_the_month_holds_what_counts_no_more_and_what_soon_will_not(cast, didier):
    for name, days in (("old", 200), ("soon", 155), ("later", 149), ("new", 0)):
        make_service(cast.organisation, cast.places["Musongati"], name=name, verified_on=TODAY - timedelta(days=days))

    assert [one.name for one in queries.services_to_verify(didier, TODAY)] == ["old", "soon"]


def test_who_made_sure_is_named_and_the_time_begins_again(cast, didier, service):
    later = NOW + timedelta(days=160)

    actions.verify_service(actor=didier, service=service, on=later.date(), now=later)

    stored = Service.objects.get(pk=service.pk)
    assert (stored.verified_by, stored.verified_on) == (cast["didier"], later.date())
    assert queries.next_check(stored) == later.date() + timedelta(days=180)


def test_each_change_stays_with_what_was_known_before(didier, service):
    later = NOW + timedelta(days=1)
    actions.change_service(
        actor=didier, service=service, content=replace(CONTENT, cost="500 F", capacity=None), now=later
    )
    actions.verify_service(actor=didier, service=service, on=TODAY, now=later + timedelta(hours=1))

    past = queries.history_of(service)

    assert [(one.what, one.before, one.after) for one in past[:3]] == [
        ("verified", None, None), ("capacity", 3, None), ("cost", "free", "500 F"),
    ]  # fmt: skip
    assert past[1].by == "Didier"
    with pytest.raises(FactsAreNotEdited):
        service.changes.first().delete()


def test_hours_that_nobody_can_read_and_a_capacity_of_none_are_refused(didier, service):
    with pytest.raises(problems.OpeningUnreadable):
        actions.change_service(actor=didier, service=service, content=replace(CONTENT, opening={"2": "soon"}), now=NOW)
    with pytest.raises(problems.CapacityOutOfRange):
        actions.change_service(actor=didier, service=service, content=replace(CONTENT, capacity=0), now=NOW)
    assert Service.objects.get(pk=service.pk).capacity == 3


def test_the_page_says_what_looks_double_and_dials_the_number(cast, service):
    make_service(cast.organisation, cast.places["Muriza"], name="CENTRE AMAHORO")

    page = browser_of(cast["didier"]).get(reverse("care:services")).content.decode()

    assert page.count("Looks the same as") == 2
    assert 'href="tel:+25722001122"' in page


def test_the_form_takes_the_hours_of_each_day_and_says_which_it_cannot_read(cast, service):
    browser, address = browser_of(cast["didier"]), reverse("care:change_service", args=[service.pk])
    said = {"name": "Centre Amahoro", "kind": "counsellor", "reach": "22", "day_1": "8h-12h", "day_5": "08:00-12:00"}

    wrong = browser.post(address, said | {"day_2": "mornings"})
    right = browser.post(address, said)

    assert "The hours mornings cannot be read" in wrong.content.decode()
    assert right.status_code == 302
    assert Service.objects.get(pk=service.pk).opening == {"1": [["08:00", "12:00"]], "5": [["08:00", "12:00"]]}


def test_a_button_leads_back_to_the_list_on_which_it_was_pressed_and_nowhere_else(cast, service):
    browser, address = browser_of(cast["didier"]), reverse("care:verify_service", args=[service.pk])

    here = browser.post(address, {"back": "/care/services/verify/?page=2"})
    away = browser.post(address, {"back": "https://elsewhere.example/"})

    assert here.headers["Location"] == "/care/services/verify/?page=2"
    assert away.headers["Location"] == reverse("care:services")
