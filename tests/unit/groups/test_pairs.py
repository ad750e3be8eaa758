"""Pairs for a group: who is proposed with whom, and why not the others. Nothing is decided here."""

from datetime import timedelta

import pytest

from tests.cast import NOW, SYSTEM, TODAY, Cast, cast
from tests.factories.groups import make_group
from tests.factories.people import make_account
from tests.factories.training import make_facilitator
from tuvurane.foundation import ids, words
from tuvurane.groups import actions, queries
from tuvurane.groups.codes import Status
from tuvurane.groups.models import FacilitatorAssignment, Group
from tuvurane.groups.queries import pairs as pairing
from tuvurane.groups.queries.pairs import WEIGHTS
from tuvurane.people.models import Organisation
from tuvurane.people.roles import Role
from tuvurane.training import actions as training_actions
from tuvurane.training.actions import OverridePlan, RatingContent, RatingPlan, TrainingPlans
from tuvurane.training.codes import Away, Occasion, Rung, WhyAway
from tuvurane.training.models import Facilitator
from tuvurane.training.rules.rubrics import own

__all__ = ["cast"]

pytestmark = pytest.mark.django_db

RUBRIC = own()


@pytest.fixture
def group(cast: Cast) -> Group:
    """A planned group on Muriza: Kirundi, on Tuesdays."""
    return make_group(cast.organisation, cast.places["Muriza"], status=Status.PLANNED)


def make_neighbour(cast, name, place="Muriza", *, role=True, **said):
    """Somebody of the ladder with the facilitator's role where they live."""
    where = cast.places[place]
    account = make_account(cast.organisation, name, role=Role.FACILITATOR if role else None, place=where)
    return make_facilitator(account, where, **said)


def led(cast, facilitator, name, status=Status.GRADUATED):
    make_group(cast.organisation, facilitator.place, name=name, leaders=[facilitator.account], status=status)


def seen_doing_harm(cast, facilitator, times=1):
    ratings = [
        RatingPlan(
            ids.new_id(NOW),
            RatingContent(
                facilitator.pk,
                TODAY - timedelta(days=9 - n),
                Occasion.ROLE_PLAY,
                RUBRIC.name,
                RUBRIC.version,
                {"listening": ["h1"]},
                rater_id=cast["carine"].pk,
            ),
            True,
            NOW,
        )
        for n in range(times)
    ]
    training_actions.load_training(
        actor=SYSTEM, organisation_id=cast.organisation.pk, plans=TrainingPlans(ratings=ratings), now=NOW
    )


def overridden(cast, facilitator):
    plan = OverridePlan(facilitator.pk, cast["carine"].pk, "nobody else is near", NOW, TODAY + timedelta(days=3))
    training_actions.load_training(
        actor=SYSTEM, organisation_id=cast.organisation.pk, plans=TrainingPlans(overrides=[plan]), now=NOW
    )


def rests(facilitator, kind=Away.REST):
    training_actions.go_away(
        actor=SYSTEM, facilitator=facilitator, kind=kind, why=WhyAway.TIRED, since=TODAY, until=None, now=NOW
    )


def pairs(cast, group, actor="coordinator", limit=9):
    return queries.pairs_for(cast.actor(actor), group, now=NOW, limit=limit)


def names(proposals):
    return [(pair.first.account.username, pair.second.account.username) for pair in proposals]


def codes(whys):
    return {why.code for why in whys}


def kept_out(proposals):
    return {facilitator.account.username: [why.code for why in whys] for facilitator, whys in proposals.not_proposed}


def test_two_neighbours_who_speak_its_language_are_proposed_with_their_reasons(cast, group):
    make_neighbour(cast, "alice", weekdays=[2])
    make_neighbour(cast, "beatrice")

    (pair,) = pairs(cast, group)

    assert names([pair]) == [("alice", "beatrice")]
    assert codes(pair.good) == {"same_place", "language", "weekday", "free"}
    assert codes(pair.against) == {"both_new"}
    assert {why.details["name"] for why in pair.good} == {"Alice", "Beatrice"}
    assert pair.score == sum(WEIGHTS[why.code] for why in [*pair.good, *pair.against])


def test_the_nearest_come_first(cast, group):
    make_neighbour(cast, "alice", "Butare")
    make_neighbour(cast, "beatrice")
    make_neighbour(cast, "claude")

    found = pairs(cast, group)

    assert names(found) == [("beatrice", "claude"), ("alice", "beatrice"), ("alice", "claude")]
    assert {"near"} <= codes(found[1].good)


def test_no_more_pairs_than_asked_for(cast, group):
    for name in ("alice", "beatrice", "claude"):
        make_neighbour(cast, name)

    assert len(pairs(cast, group, limit=2)) == 2


HINDRANCES = {
    "level_candidate": lambda cast: make_neighbour(cast, "alice", rung=Rung.CANDIDATE),
    "language_other": lambda cast: make_neighbour(cast, "alice", languages=["sw"]),
    "weekday_other": lambda cast: make_neighbour(cast, "alice", weekdays=[5]),
    "load_full": lambda cast: led(cast, make_neighbour(cast, "alice", most_groups=1), "Another", status=Status.RUNNING),
    "gate_blocked": lambda cast: seen_doing_harm(cast, make_neighbour(cast, "alice")),
    "gate_paused": lambda cast: seen_doing_harm(cast, make_neighbour(cast, "alice"), times=2),
    "away_rest": lambda cast: rests(make_neighbour(cast, "alice")),
    "away_pause": lambda cast: rests(make_neighbour(cast, "alice"), Away.PAUSE),
}


@pytest.mark.parametrize("code", HINDRANCES)
def test_who_is_not_proposed_is_shown_with_what_keeps_them_away(cast, group, code):
    make_neighbour(cast, "beatrice")
    make_neighbour(cast, "claude")
    HINDRANCES[code](cast)

    found = pairs(cast, group)

    assert names(found) == [("beatrice", "claude")]
    assert kept_out(found) == {"alice": [code]}


def test_who_left_is_neither_proposed_nor_shown(cast, group):
    rests(make_neighbour(cast, "alice"), Away.LEFT)

    found = pairs(cast, group)

    assert (list(found), found.not_proposed) == ([], [])


def test_a_pause_is_not_lifted_by_an_override_and_a_block_is(cast, group):
    alice, beatrice = make_neighbour(cast, "alice"), make_neighbour(cast, "beatrice")
    make_neighbour(cast, "claude")
    seen_doing_harm(cast, alice)
    seen_doing_harm(cast, beatrice, times=2)
    overridden(cast, alice)
    overridden(cast, beatrice)

    found = pairs(cast, group)

    assert names(found) == [("alice", "claude")]
    assert "override" in codes(found[0].against)
    assert kept_out(found) == {"beatrice": ["gate_paused"]}


def test_what_each_carries_speaks_for_or_against(cast, group):
    alice = make_neighbour(cast, "alice")
    make_neighbour(cast, "beatrice", role=False)
    led(cast, alice, "Ended")
    Group.objects.get(name="Ended").moves.filter(went_to="graduated").update(on=TODAY - timedelta(days=10))
    led(cast, alice, "Running", status=Status.RUNNING)

    (pair,) = pairs(cast, group)

    said = {(why.details.get("name"), why.code): dict(why.details) for why in [*pair.good, *pair.against]}
    assert said["Alice", "experienced"]["completed"] == 1
    assert said["Alice", "busy"] == {"name": "Alice", "open": 1, "most": 2}
    assert said["Alice", "without_rest"]["days"] == 10
    assert (None, "one_experienced") in said
    assert ("Beatrice", "no_role") in said
    assert ("Alice", "no_role") not in said


def test_a_woman_and_a_man_come_first_where_the_organisation_asks_for_it(cast, group):
    for name, sex in (("alice", "f"), ("beatrice", "f"), ("claude", "m"), ("denis", "")):
        make_neighbour(cast, name, sex=sex)
    plain = pairs(cast, group)
    Organisation.objects.filter(pk=cast.organisation.pk).update(mixed_pairs=True)

    found = pairs(cast, group)

    assert not {"mixed", "not_mixed", "sex_unknown"} & codes(
        why for pair in plain for why in [*pair.good, *pair.against]
    )
    assert names(found)[:2] == [("alice", "claude"), ("beatrice", "claude")]
    assert names(found)[-1] == ("alice", "beatrice")
    assert "not_mixed" in codes(found[-1].against)
    assert "sex_unknown" in codes(found[2].against)


def test_beside_one_who_leads_already_only_a_second_is_sought(cast, group):
    alice = make_neighbour(cast, "alice", most_groups=1)
    for name in ("beatrice", "claude"):
        make_neighbour(cast, name)
    actions.assign_facilitator(actor=SYSTEM, group=group, account=alice.account, since=TODAY, now=NOW)

    assert names(pairs(cast, group)) == [("alice", "beatrice"), ("alice", "claude")]


def test_with_two_who_lead_nobody_is_sought(cast, group):
    for name in ("alice", "beatrice", "claude"):
        make_neighbour(cast, name)
    for facilitator in Facilitator.objects.filter(account__username__in=["alice", "beatrice"]):
        actions.assign_facilitator(actor=SYSTEM, group=group, account=facilitator.account, since=TODAY, now=NOW)

    assert list(pairs(cast, group)) == []


def test_for_one_who_leads_and_may_no_longer_a_stand_in_is_sought(cast, group):
    alice, beatrice = make_neighbour(cast, "alice"), make_neighbour(cast, "beatrice")
    make_neighbour(cast, "claude")
    for facilitator in (alice, beatrice):
        actions.assign_facilitator(actor=SYSTEM, group=group, account=facilitator.account, since=TODAY, now=NOW)
    seen_doing_harm(cast, alice, times=2)

    found = pairs(cast, group)

    assert names(found) == [("beatrice", "claude")]
    assert kept_out(found) == {"alice": ["gate_paused"]}


def test_where_the_commune_has_too_few_the_next_one_is_asked(cast, group):
    make_neighbour(cast, "alice")
    make_neighbour(cast, "beatrice", "Kibago")

    (pair,) = pairs(cast, group)

    assert names([pair]) == [("alice", "beatrice")]
    assert "elsewhere" in codes(pair.against)


def test_where_the_commune_has_two_nobody_comes_from_further(cast, group):
    make_neighbour(cast, "alice")
    make_neighbour(cast, "beatrice")
    make_neighbour(cast, "claude", "Kibago")

    found = pairs(cast, group)

    assert names(found) == [("alice", "beatrice")]
    assert found.not_proposed == []


@pytest.mark.parametrize("name", ["amina", "didier", "eva", "administrator", "stranger"])
def test_who_may_not_see_the_ladder_sees_no_pairs(cast, group, name):
    make_neighbour(cast, "alice")
    make_neighbour(cast, "beatrice")

    found = pairs(cast, group, actor=name)

    assert (list(found), found.not_proposed) == ([], [])


def test_people_of_another_house_are_never_proposed(cast, group):
    make_neighbour(cast, "alice")
    where = cast.places["Muriza"]
    make_facilitator(make_account(cast.other, "theirs", role=Role.FACILITATOR, place=where), where)

    assert list(pairs(cast, group, actor="system")) == []


def test_nothing_is_decided(cast, group):
    make_neighbour(cast, "alice")
    make_neighbour(cast, "beatrice")

    pairs(cast, group)

    assert not FacilitatorAssignment.objects.exists()


def test_many_neighbours_cost_the_same_questions_as_two(cast, group, django_assert_max_num_queries):
    for n in range(30):
        make_neighbour(cast, f"neighbour{n}", sex="f" if n % 2 else "m")

    with django_assert_max_num_queries(16):
        found = pairs(cast, group)

    assert len(found) == 9


def test_of_a_crowd_the_nearest_are_read(cast, group, monkeypatch):
    for name, place in (("alice", "Butare"), ("beatrice", "Muriza"), ("claude", "Muriza")):
        make_neighbour(cast, name, place)
    monkeypatch.setattr(pairing, "READ_AT_MOST", 2)

    assert names(pairs(cast, group)) == [("beatrice", "claude")]


@pytest.mark.parametrize("code", sorted({*WEIGHTS, *HINDRANCES}))
def test_every_reason_has_its_words(code):
    assert words.knows(f"pair_why.{code}")


# ------------------------------------------------------------------------------------------------ loads


def test_a_load_is_what_somebody_leads_led_and_is_about_to_lead(cast):
    alice = make_neighbour(cast, "alice")
    for number, status in enumerate(
        [Status.PLANNED, Status.RECRUITING, Status.RUNNING, Status.GRADUATED, Status.STOPPED]
    ):
        led(cast, alice, f"Group {number}", status=status)
    idle = make_neighbour(cast, "beatrice")

    loads = queries.loads_of([alice.pk, idle.pk], TODAY)

    assert (loads[alice.pk].planned, loads[alice.pk].running, loads[alice.pk].completed) == (2, 1, 1)
    assert loads[alice.pk].open == 3
    assert loads[alice.pk].last_ended_on is not None
    assert (loads[idle.pk].open, loads[idle.pk].completed, loads[idle.pk].last_ended_on) == (0, 0, None)


def test_who_went_before_the_end_did_not_complete_the_group(cast):
    alice = make_neighbour(cast, "alice")
    led(cast, alice, "Left early", status=Status.GRADUATED)
    ended_on = FacilitatorAssignment.objects.get().group.moves.get(went_to="graduated").on
    FacilitatorAssignment.objects.update(since=ended_on - timedelta(days=30), until=ended_on - timedelta(days=1))

    assert queries.loads_of([alice.pk], TODAY)[alice.pk] == queries.Load()


def test_a_group_handed_over_is_no_load_from_that_day_on(cast):
    alice = make_neighbour(cast, "alice")
    led(cast, alice, "Handed over", status=Status.RUNNING)
    FacilitatorAssignment.objects.update(until=TODAY)

    assert queries.loads_of([alice.pk], TODAY - timedelta(days=1))[alice.pk].running == 1
    assert queries.loads_of([alice.pk], TODAY)[alice.pk].running == 0
