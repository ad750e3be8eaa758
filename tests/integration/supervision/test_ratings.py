"""Ratings in real sessions: a rating of training, and the group in which it was made."""

import pytest

from tests.factories.groups import NOW, TODAY, make_group, new_id
from tuvurane.groups import problems as group_problems
from tuvurane.journal.models import Entry
from tuvurane.people import problems as people_problems
from tuvurane.people.actions import Origin
from tuvurane.supervision import actions, problems
from tuvurane.supervision.models import Observation
from tuvurane.training.actions import RatingContent
from tuvurane.training.codes import Occasion
from tuvurane.training.models import Rating
from tuvurane.training.rules.rubrics import OWN, Kind, own

LISTENING = own().competences[0]
BASIC = [one.code for one in LISTENING.behaviours if one.kind == Kind.BASIC]


def observe(
    actor, group, facilitator, *, rating_id=None, supersedes=None, occasion=Occasion.IN_GROUP, ticks=BASIC, n=3
):
    content = RatingContent(
        facilitator.pk, TODAY, occasion, *OWN, {LISTENING.code: ticks},
        session_number=n if occasion == Occasion.IN_GROUP else None,
    )  # fmt: skip
    return actions.record_observed_rating(
        actor=actor, rating_id=rating_id or new_id(), group_id=group.pk, content=content, now=NOW, supersedes=supersedes
    )


def test_a_rating_in_a_session_knows_its_group_and_is_journalled_once(muriza, amina, carine):
    taken = observe(carine, muriza, amina)

    assert (taken.new, taken.rating.levels) == (True, {LISTENING.code: 3})
    assert Observation.objects.get().group_id == muriza.pk
    assert Entry.objects.filter(verb="ratings.record").count() == 1


def test_a_rating_sent_twice_is_one(muriza, amina, carine):
    rating_id = new_id()

    first, again = (observe(carine, muriza, amina, rating_id=rating_id) for _ in range(2))

    assert (first.new, again.new) == (True, False)
    assert Rating.objects.count() == Observation.objects.count() == 1


def test_the_same_rating_is_never_of_two_groups(cast, muriza, amina, carine):
    rating_id = new_id()
    observe(carine, muriza, amina, rating_id=rating_id)
    other = make_group(cast.organisation, cast.places["Muriza"], name="Dukundane", leaders=[cast["amina"]])

    with pytest.raises(group_problems.IdAlreadyUsed):
        observe(carine, other, amina, rating_id=rating_id)


def test_a_correction_is_of_the_same_group(muriza, amina, carine):
    first = observe(carine, muriza, amina).rating

    second = observe(carine, muriza, amina, supersedes=first.pk, ticks=BASIC[:1]).rating

    first.refresh_from_db()
    assert first.superseded_by_id == second.pk
    assert {row.rating_id for row in Observation.objects.all()} == {first.pk, second.pk}


def test_only_who_leads_or_led_the_group_is_rated_in_it(muriza, amina, bosco, carine):
    with pytest.raises(group_problems.DoesNotLead):
        observe(carine, muriza, bosco)

    assert not Rating.objects.exists()


def test_a_role_play_is_no_session_of_a_group(muriza, amina, carine):
    with pytest.raises(problems.SessionNotNamed):
        observe(carine, muriza, amina, occasion=Occasion.ROLE_PLAY)


def test_a_group_out_of_reach_does_not_exist(cast, boscos_group, bosco):
    with pytest.raises(group_problems.GroupUnknown):
        observe(cast.actor("stranger"), boscos_group, bosco)


def test_the_office_takes_in_a_rating_of_a_lost_phone_in_the_name_of_its_holder(cast, muriza, amina):
    content = RatingContent(amina.pk, TODAY, Occasion.IN_GROUP, *OWN, {LISTENING.code: BASIC}, session_number=3)
    said = {"rating_id": new_id(), "group_id": muriza.pk, "content": content, "now": NOW}

    taken = actions.record_observed_rating(
        actor=cast.actor("coordinator"), origin=Origin(cast["carine"].pk, None, NOW, 0), **said
    )

    assert taken.rating.rater_id == cast["carine"].pk
    with pytest.raises(people_problems.NotAllowed):
        actions.record_observed_rating(actor=cast.actor("coordinator"), **(said | {"rating_id": new_id()}))
