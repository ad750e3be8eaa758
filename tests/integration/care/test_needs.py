"""Capacity beside need: who is asked in the weeks to come, and who can be received."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, TODAY
from tests.factories.browsers import browser_of
from tests.factories.care import make_on_call, make_service
from tests.factories.groups import make_group
from tuvurane.care import actions, queries
from tuvurane.care.codes import ServiceKind
from tuvurane.groups.codes import Status
from tuvurane.measures.queries import asked_soon

CONTENT = actions.ServiceContent("Health centre", ServiceKind.HEALTH_CENTRE, "+257 00 00 00 02")


@pytest.fixture
def didier(cast):
    return cast.actor("didier")


def rows(actor, asked):
    return [
        ([call.account.name for call in row.calls], [place.name for place in row.places], row.need.asked, row.need.what)
        for row in queries.needs(actor, on=TODAY, asked=asked)
    ]


def test_whoever_is_on_call_stands_once_and_people_nobody_answers_for_stand_by_commune(cast, didier):
    places = cast.places
    for name in ("Muriza", "Butare"):
        make_on_call(cast["didier"], places[name], capacity=5)
    make_service(cast.organisation, places["Musongati"])
    asked = {places["Muriza"].path: 10, places["Butare"].path: 20, places["Kibago"].path: 30}

    assert rows(didier, asked) == [
        ([], ["Makamba"], 30, ("put_on_call", "add_service")),
        (["Didier"], ["Muriza", "Butare"], 30, ("ask_capacity",)),
    ]


def test_a_service_that_told_how_many_it_receives_is_counted(cast, didier):
    make_on_call(cast["didier"], cast.places["Burunga"], capacity=5)
    service = make_service(cast.organisation, cast.places["Musongati"])
    actions.change_service(actor=didier, service=service, content=replace(CONTENT, capacity=1), now=NOW)
    [row] = queries.needs(didier, on=TODAY, asked={cast.places["Muriza"].path: 80})

    assert (row.need.expected, row.need.on_call, row.need.services, row.need.what) == (4, 20, 4, ())


def test_a_service_that_counts_no_more_and_those_of_others_are_left_out(cast, didier):
    make_on_call(cast["didier"], cast.places["Burunga"], capacity=5)
    make_service(cast.organisation, cast.places["Musongati"], verified_on=TODAY - timedelta(days=181))
    make_service(cast.other, cast.places["Musongati"])

    assert rows(didier, {cast.places["Muriza"].path: 80}) == [(["Didier"], ["Burunga"], 80, ("add_service",))]


def test_those_are_asked_soon_whose_group_has_a_window_with_such_an_item(cast):
    place = cast.places["Muriza"]
    soon = make_group(cast.organisation, place, name="Soon", members=4, status=Status.RECRUITING)
    over = make_group(cast.organisation, cast.places["Butare"], name="Over", members=5, status=Status.STOPPED)

    assert asked_soon([soon, over], on=TODAY, days=28) == {place.path: 4}
    assert asked_soon([], on=TODAY, days=28) == {}


def test_the_page_says_its_base_and_the_sources_of_its_numbers(cast):
    make_group(cast.organisation, cast.places["Muriza"], members=2, status=Status.RECRUITING)
    make_on_call(cast["didier"], cast.places["Burunga"])

    page = browser_of(cast["didier"]).get(reverse("care:capacity")).content.decode()

    assert "pmc.ncbi.nlm.nih.gov/articles/PMC10022777" in page
    assert "People to be asked from" in page
    assert "Add a service" in page


def test_nobody_on_call_and_nobody_to_ask_is_said(cast):
    page = browser_of(cast["didier"]).get(reverse("care:capacity")).content.decode()

    assert "nobody is on call yet" in page
