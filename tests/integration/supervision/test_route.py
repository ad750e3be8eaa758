"""A route for the day over real places."""

import pytest

from tests.factories.groups import make_group
from tuvurane.supervision import problems, queries


@pytest.fixture
def groups(cast):
    """A group on every hill, two on Muriza."""
    at = {"Twiyubake": "Muriza", "Dukundane": "Muriza", "Dusangire": "Butare", "Tugende": "Kibago"}
    return [make_group(cast.organisation, cast.places[place], name=name) for name, place in at.items()]


def test_the_day_goes_through_near_places_first_and_says_why(cast, groups):
    stops = queries.route(
        cast.actor("coordinator"), place_id=cast.places["Muriza"].pk, group_ids=[group.pk for group in groups]
    )

    assert [(stop.trail, [group.name for group in stop.groups], *stop.why) for stop in stops] == [
        ("Muriza, Musongati, Burunga", ["Dukundane", "Twiyubake"], "here", ""),
        ("Butare, Musongati, Burunga", ["Dusangire"], "within", "Musongati"),
        ("Kibago, Makamba, Burunga", ["Tugende"], "within", "Burunga"),
    ]


def test_groups_out_of_scope_are_no_stops(cast, groups, carine):
    ids = [group.pk for group in groups]

    own = queries.route(carine, place_id=cast.places["Musongati"].pk, group_ids=ids)
    strange = queries.route(cast.actor("stranger"), place_id=cast.places["Musongati"].pk, group_ids=ids)

    assert [stop.place.name for stop in own] == ["Muriza", "Butare"]
    assert strange == []


def test_a_day_without_groups_has_no_stops(cast, carine):
    assert queries.route(carine, place_id=cast.places["Rutana"].pk, group_ids=[]) == []


def test_a_day_that_begins_in_another_tree_says_that_nothing_holds_both(cast, groups, carine):
    stops = queries.route(carine, place_id=cast.places["Rutana"].pk, group_ids=[groups[0].pk])

    assert [stop.why.code for stop in stops] == ["elsewhere"]


def test_a_day_begins_at_a_place_that_exists(carine):
    with pytest.raises(problems.StartUnknown):
        queries.route(carine, place_id=0, group_ids=[])
