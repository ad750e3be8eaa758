"""On PostgreSQL a rating and an assignment come at once: harm that is known is never passed, and nobody waits for ever."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.groups import make_group, make_session, new_id
from tests.factories.ratings import certify, override, rate
from tests.factories.training import make_facilitator
from tuvurane.groups import actions as group_actions
from tuvurane.groups.actions import GroupPlan
from tuvurane.groups.codes import Status
from tuvurane.groups.models import FacilitatorAssignment, Group
from tuvurane.journal import queries as journal
from tuvurane.journal.models import Entry
from tuvurane.training import problems, queries
from tuvurane.training.codes import Gate
from tuvurane.training.models import Facilitator, GateOverride, Rating

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")


@pytest.fixture
def world(committed_cast):
    """Amina on the ladder, carine certified, a planned group; rows that other connections see."""
    cast = committed_cast
    certify(cast["carine"])
    certify(cast["trainer"])
    make_facilitator(cast["amina"], cast.places["Muriza"])
    return cast


def amina_of(cast):
    return cast["amina"].facilitator


def planned(cast, name, status=Status.PLANNED, leaders=()):
    return make_group(cast.organisation, cast.places["Muriza"], name=name, status=status, leaders=leaders)


def assign(cast, group):
    group_actions.assign_facilitator(actor=SYSTEM, group=group, account=cast["amina"], since=TODAY, now=NOW)


def seq_of(verb):
    return list(Entry.objects.filter(verb=verb).values_list("seq", flat=True))


@pytest.mark.parametrize("turn", range(4))
def test_harm_and_an_assignment_at_once_are_never_both_taken_in_the_wrong_order(world, together, turn):
    group = planned(world, "Twiyubake")
    acts = [lambda: rate(amina_of(world), world["carine"], on=TODAY, safety=1), lambda: assign(world, group)]

    outcomes = together(*(acts if turn % 2 else reversed(acts)))

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    [harm] = seq_of("ratings.record")
    if refused:
        assert [type(one) for one in refused] == [problems.GateClosed]
        assert seq_of("groups.assign") == []
        assert not FacilitatorAssignment.objects.exists()
    else:
        [given] = seq_of("groups.assign")
        assert given < harm
    assert queries.gates_of([world["amina"].pk], now=NOW)[world["amina"].pk].state == Gate.BLOCKED
    assert journal.verify().whole


def test_of_many_assignments_and_one_harm_only_those_before_it_stand(world, together):
    groups = [planned(world, f"Group {number}") for number in range(4)]

    together(
        *[lambda group=group: assign(world, group) for group in groups[:2]],
        lambda: rate(amina_of(world), world["carine"], on=TODAY, safety=1),
        *[lambda group=group: assign(world, group) for group in groups[2:]],
    )

    [harm] = seq_of("ratings.record")
    assert all(given < harm for given in seq_of("groups.assign"))
    assert FacilitatorAssignment.objects.count() == len(seq_of("groups.assign"))


def test_harm_and_the_move_of_her_group_at_once_are_never_both_taken_in_the_wrong_order(world, together):
    group = planned(world, "Twiyubake", Status.RECRUITING, leaders=[world["amina"]])
    before = seq_of("groups.move")

    together(
        lambda: rate(amina_of(world), world["carine"], on=TODAY, safety=1),
        lambda: group_actions.move_group(actor=SYSTEM, group=group, to=Status.RUNNING, on=TODAY, reason="", now=NOW),
    )

    [harm] = seq_of("ratings.record")
    moved = [seq for seq in seq_of("groups.move") if seq not in before]
    group.refresh_from_db()
    assert (group.status == Status.RUNNING) == bool(moved)
    assert all(seq < harm for seq in moved)


def test_two_harms_at_once_pause(world, together):
    acts = [
        lambda rater=rater, competence=competence: rate(amina_of(world), world[rater], on=TODAY, **{competence: 1})
        for rater, competence in [("carine", "safety"), ("trainer", "listening")]
    ]

    together(*acts)

    amina = amina_of(world)
    amina.refresh_from_db()
    assert amina.gate == queries.gates_of([amina.pk], now=NOW)[amina.pk].state == Gate.PAUSED


def test_one_rating_that_comes_four_times_at_once_is_taken_once(world, together):
    rating_id = new_id()

    taken = together(*[lambda: rate(amina_of(world), world["carine"], on=TODAY, rating_id=rating_id, safety=1)] * 4)

    assert sorted(one.new for one in taken) == [False, False, False, True]
    assert (Rating.objects.count(), Facilitator.objects.get(pk=world["amina"].pk).gate) == (1, Gate.BLOCKED)


def test_two_overrides_at_once_leave_one(world, together):
    rate(amina_of(world), world["carine"], on=TODAY, safety=1)
    actor, last_day = world.actor("carine"), TODAY + timedelta(days=3)

    outcomes = together(*[lambda: override(amina_of(world), actor, last_day=last_day)] * 3)

    assert sorted(type(one).__name__ for one in outcomes) == ["GateOverride", "OverrideStands", "OverrideStands"]
    assert GateOverride.objects.count() == 1


def load(cast, name):
    plan = GroupPlan(
        id=new_id(),
        place_id=cast.places["Muriza"].pk,
        name=name,
        site="",
        language="rn",
        weekday=None,
        starts_on=None,
        moves=[],
        facilitators=[(cast["amina"].pk, date(2026, 11, 1), None)],
        people=[],
        sessions=[],
        missed=[],
        made_at=NOW,
    )
    return group_actions.load_programme(actor=SYSTEM, organisation_id=cast.organisation.pk, plans=[plan], now=NOW)


def test_ratings_loads_sessions_and_assignments_never_stop_each_other(world, together):
    running = make_group(
        world.organisation, world.places["Butare"], name="Running", leaders=[world["bosco"]], members=1
    )
    make_facilitator(world["bosco"], world.places["Butare"])

    def rate_both():
        rate(amina_of(world), world["carine"], on=TODAY, safety=3)
        rate(world["bosco"].facilitator, world["carine"], on=TODAY, safety=3)

    outcomes = together(
        many(lambda number: assign(world, planned(world, f"Assigned {number}"))),
        many(lambda number: load(world, f"Loaded {number}")),
        many(lambda _: rate_both()),
        many(lambda number: make_session(Group.objects.get(pk=running.pk), number=number)),
    )

    assert outcomes == [None] * 4
    assert journal.verify().whole


def many(act):
    """The same act six times, one after the other."""

    def run():
        for number in range(1, 7):
            act(number)

    return run


ACTS = {
    "assign_facilitator": assign,
    "move_group": lambda cast, group: group_actions.move_group(
        actor=SYSTEM, group=group, to=Status.RUNNING, on=TODAY, reason="", now=NOW
    ),
    "load_programme": lambda cast, group: load(cast, "Loaded"),
    "record_rating": lambda cast, group: rate(amina_of(cast), cast["carine"], on=TODAY, safety=3),
    "override_gate": lambda cast, group: override(amina_of(cast), cast.actor("carine"), last_day=TODAY),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_locks_the_person_after_the_group_and_before_the_head_of_the_journal(world, name):
    leaders = [world["amina"]] if name == "move_group" else []
    group = planned(world, "Twiyubake", Status.RECRUITING, leaders=leaders)
    if name == "override_gate":
        rate(amina_of(world), world["carine"], on=TODAY, safety=1)

    with CaptureQueriesContext(connection) as seen:
        ACTS[name](world, group)

    statements = [query["sql"] for query in seen.captured_queries]
    head = next(at for at, sql in enumerate(statements) if "journal_head" in sql and "FOR UPDATE" in sql)
    locks = [at for at, sql in enumerate(statements) if "FOR NO KEY UPDATE" in sql]
    of_people = [at for at in locks if 'FROM "training_facilitator"' in statements[at]]
    of_groups = [at for at in locks if 'FROM "groups_group"' in statements[at]]
    assert of_people
    assert of_people[0] < head
    assert all(at < of_people[0] for at in of_groups[:1])
