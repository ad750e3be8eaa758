"""The yield of the cascade: who came to which link, who was lost before it, and how well they do."""

from datetime import date, timedelta
from importlib import import_module

import pytest

from tests.cast import NOW, SYSTEM
from tests.factories.groups import STARTED_ON, make_group, make_session
from tests.factories.people import make_account
from tests.factories.ratings import certify, rate
from tests.factories.training import COURSE_DAYS, hold_course, make_course, make_facilitator
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Status
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.supervision import queries as supervision
from tuvurane.supervision.queries import LinkCode
from tuvurane.training import actions
from tuvurane.training.codes import Away, Rung, WhyAway

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 31)
RATED_ON = date(2026, 6, 1)
TRAINED_ON = COURSE_DAYS[-1]
FIFTEENTH_ON = date(2026, 11, 20)
CASCADE = import_module("tuvurane.supervision.queries.cascade")  # the package names the query as its file


@pytest.fixture
def trained(cast):
    """Alice, Beatrice and Claude, who completed a basic course by people who brought the method."""
    people = {name: join(cast, name) for name in ("alice", "beatrice", "claude")}
    course = make_course(cast.organisation, cast.places["Burunga"], trainees=list(people.values()))
    hold_course(course, list(people.values()))
    certify(cast["carine"])
    certify(cast["trainer"])
    return people


def join(cast, name, *, rung=Rung.CANDIDATE, on=date(2025, 1, 6)):
    account = make_account(cast.organisation, name, role=Role.FACILITATOR, place=cast.places["Muriza"])
    return make_facilitator(account, cast.places["Muriza"], rung=rung, on=on)


def lead(cast, *people, name="Twiyubake", status=Status.RUNNING):
    accounts = [person.account for person in people]
    return make_group(cast.organisation, cast.places["Muriza"], name=name, leaders=accounts, members=1, status=status)


def hold_fifteenth(group, *, on=FIFTEENTH_ON, numbers=(15,)):
    for number in numbers:
        make_session(group, number=number, held_on=on)


def leave(facilitator, *, since=date(2026, 12, 1)):
    actions.go_away(
        actor=SYSTEM, facilitator=facilitator, kind=Away.LEFT, why=WhyAway.MOVED, since=since, until=None, now=NOW
    )


def read(actor=SYSTEM, *, on=ON):
    return supervision.cascade(actor, on=on)


def links(actor=SYSTEM, *, on=ON, row=0):
    return {link.code: link for link in read(actor, on=on)[row].links}


def people_by_link(**asked):
    return [link.people for link in links(**asked).values()]


def test_nobody_trained_is_no_generation(cast):
    join(cast, "alice")

    assert read() == []


def test_who_completed_a_basic_course_is_trained_and_the_rest_are_on_the_way(cast, trained):
    found = links()

    assert list(found) == list(LinkCode)
    assert people_by_link() == [3, 0, 0, 0, 0]
    assert (found["passed_gate"].lost, found["passed_gate"].on_the_way) == (0, 3)
    assert found["trained"].median_days is None


def test_each_link_counts_those_who_came_to_it_and_the_days_since_the_one_before(cast, trained):
    alice, beatrice, _claude = trained.values()
    rate(alice, cast["carine"], on=RATED_ON)
    rate(beatrice, cast["carine"], on=date(2026, 7, 1))
    group = lead(cast, alice, beatrice)
    hold_fifteenth(group, numbers=range(1, 16))
    lead(cast, alice, name="Dusangire")

    found = links()

    assert people_by_link() == [3, 2, 2, 2, 1]
    first, second = (RATED_ON - TRAINED_ON).days, (date(2026, 7, 1) - TRAINED_ON).days
    assert found["passed_gate"].median_days == (first + second) / 2
    assert found["completed_fifteen"].median_days == (FIFTEENTH_ON - STARTED_ON).days
    assert found["led_second"].median_days == 0  # the second group began before the first had ended


def test_lost_are_only_those_who_left(cast, trained):
    alice, beatrice, claude = trained.values()
    for person in (alice, beatrice, claude):
        rate(person, cast["carine"], on=RATED_ON)
    lead(cast, alice)
    leave(beatrice)

    found = links()["led_group"]

    assert (found.people, found.lost, found.on_the_way) == (1, 1, 1)


def test_who_left_after_the_last_link_they_came_to_is_lost_before_the_next_one_alone(cast, trained):
    alice = trained["alice"]
    rate(alice, cast["carine"], on=RATED_ON)
    leave(alice)

    assert [link.lost for link in links().values()] == [0, 0, 1, 0, 0]


def test_who_comes_back_is_on_the_way_again(cast, trained):
    leave(trained["alice"])
    actions.come_back(actor=SYSTEM, facilitator=trained["alice"], on=date(2026, 12, 20), now=NOW)

    assert (links()["passed_gate"].lost, links(on=date(2026, 12, 10))["passed_gate"].lost) == (0, 1)


def test_a_round_of_rest_loses_nobody(cast, trained):
    actions.go_away(
        actor=SYSTEM,
        facilitator=trained["alice"],
        kind=Away.REST,
        why=WhyAway.TIRED,
        since=date(2026, 12, 1),
        until=None,
        now=NOW,
    )

    assert links()["passed_gate"].lost == 0


def test_harm_passes_the_gate_only_once_another_has_seen_better(cast, trained):
    alice = trained["alice"]
    rate(alice, cast["carine"], on=RATED_ON, safety=1)
    rate(alice, cast["carine"], on=date(2026, 7, 1), safety=3)  # the same rater
    rate(alice, cast["trainer"], on=date(2026, 8, 1), listening=3)  # another competence
    before = people_by_link()
    rate(alice, cast["trainer"], on=date(2026, 9, 1), safety=2)

    assert before == [3, 0, 0, 0, 0]
    assert links()["passed_gate"].median_days == (date(2026, 9, 1) - TRAINED_ON).days


def test_harm_after_passing_takes_nothing_back(cast, trained):
    alice = trained["alice"]
    rate(alice, cast["carine"], on=RATED_ON, safety=3)
    rate(alice, cast["carine"], on=date(2026, 9, 1), safety=1)

    assert people_by_link() == [3, 1, 0, 0, 0]


def test_an_uncertified_rating_passes_nobody(cast, trained):
    other = make_account(cast.organisation, "other", role=Role.SUPERVISOR, place=cast.places["Musongati"])
    rate(trained["alice"], other, on=RATED_ON)

    assert people_by_link() == [3, 0, 0, 0, 0]


def test_who_leads_unobserved_stands_apart_and_breaks_no_chain(cast, trained):
    lead(cast, trained["alice"])

    found = links()

    assert people_by_link() == [3, 0, 0, 0, 0]
    assert (found["led_group"].apart, found["passed_gate"].on_the_way) == (1, 3)


@pytest.mark.parametrize(
    ("status", "numbers", "completed"),
    [
        (Status.RUNNING, (15,), 0),
        (Status.RUNNING, range(1, 16), 1),
        (Status.RUNNING, range(1, 15), 0),
        (Status.GRADUATED, (15,), 1),
        (Status.GRADUATED, (14,), 0),
    ],
    ids=["runs, only the last", "runs, all", "runs, fourteen", "graduated, the last", "graduated, not the last"],
)
def test_fifteen_are_completed_in_a_group_that_graduated_or_held_them_all(cast, trained, status, numbers, completed):
    rate(trained["alice"], cast["carine"], on=RATED_ON)
    group = lead(cast, trained["alice"], status=status)
    hold_fifteenth(group, numbers=numbers)

    assert links()["completed_fifteen"].people == completed


def test_who_handed_the_group_over_before_the_fifteenth_did_not_complete_it(cast, trained):
    for person in trained.values():
        rate(person, cast["carine"], on=RATED_ON)
    group = lead(cast, trained["alice"], trained["beatrice"])
    alice = trained["alice"].account
    group_actions.end_assignment(actor=SYSTEM, group=group, account=alice, until=date(2026, 10, 1), now=NOW)
    hold_fifteenth(group, numbers=range(1, 16))

    assert people_by_link() == [3, 3, 2, 1, 0]


def test_a_group_that_never_ran_was_not_led(cast, trained):
    rate(trained["alice"], cast["carine"], on=RATED_ON)
    lead(cast, trained["alice"], status=Status.RECRUITING)

    assert links()["led_group"].people == 0


def test_nothing_is_known_before_its_day(cast, trained):
    rate(trained["alice"], cast["carine"], on=RATED_ON)

    assert people_by_link(on=date(2026, 5, 31)) == [3, 0, 0, 0, 0]
    assert read(on=date(2026, 3, 1)) == []


def test_generations_stand_in_their_order_and_the_unknown_one_last(cast, trained):
    join(cast, "denise", rung=Rung.BASIC)  # on a rung that leads, and nobody knows who taught her

    rows = read()

    assert [row.generation for row in rows] == [1, None]
    assert [row.links[0].people for row in rows] == [3, 1]


def test_competence_is_of_the_latest_counting_rating_of_each(cast, trained):
    alice, beatrice, _claude = trained.values()
    rate(alice, cast["carine"], on=RATED_ON, listening=1, safety=2)
    rate(alice, cast["trainer"], on=date(2026, 9, 1), listening=3, safety=4)
    rate(beatrice, cast["carine"], on=RATED_ON, listening=1, safety=2, time=3)

    found = read()[0].competence

    assert found.rated == 2
    assert found.mean == pytest.approx((3.5 + 2) / 2)
    assert found.at_three == pytest.approx(3 / 5)
    assert found.no_harm == pytest.approx(1 / 2)


def test_who_may_not_see_ratings_sees_the_chain_without_competence(cast, trained):
    rate(trained["alice"], cast["carine"], on=RATED_ON)

    found = read(cast.actor("director"))[0]

    assert found.links[1].people == 1
    assert found.competence == (None, None, None, 0)
    assert read(cast.actor("stranger")) == []


def test_three_questions_are_asked_whatever_the_number_of_people(cast, trained, django_assert_num_queries):
    actor = cast.actor("trainer")
    hold_fifteenth(lead(cast, *trained.values()), numbers=range(1, 16))
    for person in trained.values():
        rate(person, cast["carine"], on=RATED_ON, safety=1)

    with django_assert_num_queries(3):
        read(actor)


def test_of_many_people_a_cascade_of_the_last_minutes_will_do(monkeypatch, cast, trained):
    monkeypatch.setattr(CASCADE, "MANY", 2)
    actor = cast.actor("coordinator")
    first = supervision.cascade_lately(actor, now=NOW)
    leave(trained["alice"], since=TRAINED_ON)

    soon = supervision.cascade_lately(actor, now=NOW + timedelta(minutes=9))
    later = supervision.cascade_lately(actor, now=NOW + timedelta(minutes=10))

    assert soon == first
    assert later.generations != first.generations


def test_what_one_scope_read_is_not_told_to_another(monkeypatch, cast, trained):
    monkeypatch.setattr(CASCADE, "MANY", 2)
    supervision.cascade_lately(cast.actor("coordinator"), now=NOW)
    supervision.cascade_lately(Actor.system(cast.organisation.pk), now=NOW)
    nobody = Actor("account", cast["didier"].pk, cast.organisation.pk)

    assert supervision.cascade_lately(cast.actor("stranger"), now=NOW).generations == []
    assert supervision.cascade_lately(nobody, now=NOW).generations == []


def test_of_few_people_the_cascade_is_always_read_anew(cast, trained):
    actor = cast.actor("coordinator")
    first = supervision.cascade_lately(actor, now=NOW)
    leave(trained["alice"], since=TRAINED_ON)

    assert supervision.cascade_lately(actor, now=NOW).generations != first.generations
