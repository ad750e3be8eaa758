"""When a stop rule trips: the table of what was agreed, with the rules that are in force."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.care.codes import AdverseKind, Relatedness
from tuvurane.care.rules.stopping import Happened, Trip, is_new, trips
from tuvurane.care.thresholds import numbers_of, source_of, stop_rules

ON = date(2026, 11, 22)
GROUPS = [UUID(int=number + 1) for number in range(400)]
FIRST = GROUPS[0]
BREACH, THREAT, AGAIN = (
    AdverseKind.BREACH_OF_CONFIDENTIALITY,
    AdverseKind.THREATS_AFTER_DISCLOSURE,
    AdverseKind.RETRAUMATISATION,
)
VIOLENCE, OTHER = AdverseKind.VIOLENCE, AdverseKind.OTHER
U, P, L = Relatedness.UNRELATED, Relatedness.POSSIBLE, Relatedness.LIKELY


def happened(*events, group=FIRST):
    """Events as (kind, serious, relatedness, days ago)."""
    return [
        Happened(UUID(int=10_000 + at), group, kind, serious, relatedness, ON - timedelta(days=ago))
        for at, (kind, serious, relatedness, ago) in enumerate(events)
    ]


def tripped(events, met=()):
    return {trip.rule for trip in trips(stop_rules(), events, met=met, on=ON)}


OF_A_GROUP = {
    "nothing": ((), set()),
    "serious and likely": (((VIOLENCE, True, L, 0),), {"one_serious"}),
    "serious and likely, years ago": (((VIOLENCE, True, L, 900),), {"one_serious"}),
    "serious and only possible": (((VIOLENCE, True, P, 0),), set()),
    "serious and unrelated": (((VIOLENCE, True, U, 0),), set()),
    "likely, not serious": (((OTHER, False, L, 0),), set()),
    "one breach": (((BREACH, False, L, 0),), set()),
    "two harms from the group": (((BREACH, False, P, 0), (THREAT, False, L, 20)), {"repeated_harm"}),
    "the same sort twice": (((AGAIN, False, P, 0), (AGAIN, False, P, 7)), {"repeated_harm"}),
    "two, on the last day of fifteen weeks": (((BREACH, False, P, 0), (THREAT, False, P, 104)), {"repeated_harm"}),
    "two, a day too long ago": (((BREACH, False, P, 0), (THREAT, False, P, 105)), set()),
    "two, one unrelated": (((BREACH, False, P, 0), (THREAT, False, U, 0)), set()),
    "two, one of another sort": (((BREACH, False, P, 0), (OTHER, False, L, 0)), set()),
    "both at once": (((BREACH, True, L, 0), (THREAT, False, P, 1)), {"one_serious", "repeated_harm"}),
}


@pytest.mark.parametrize("case", OF_A_GROUP)
def test_the_rules_of_a_group(case):
    events, expected = OF_A_GROUP[case]

    assert tripped(happened(*events), met=GROUPS) == expected


# Groups with a serious event that is possibly related, of so many that met, and whether no new group starts. The lower
# limits are those of Clopper and Pearson: 2 of 10 2.52 %, 2 of 13 1.92 %, 7 of 120 2.38 %, 6 of 120 1.86 %.
OF_ALL = [
    (1, 1, False),
    (1, 10, False),
    (2, 2, True),
    (2, 10, True),
    (2, 13, False),
    (2, 300, False),
    (6, 120, False),
    (7, 120, True),
    (14, 360, True),
    (10, 360, False),
]


@pytest.mark.parametrize(("hurt", "met", "stops"), OF_ALL)
def test_the_rule_of_the_organisation_asks_for_more_than_chance(hurt, met, stops):
    events = [
        Happened(UUID(int=20_000 + at), group, VIOLENCE, True, P, ON - timedelta(days=at))
        for at, group in enumerate(GROUPS[:hurt])
    ]

    assert ("many_groups" in tripped(events, met=GROUPS[:met])) is stops


def test_many_events_of_one_group_are_one_group():
    events = happened(*[(VIOLENCE, True, P, day) for day in range(20)])

    assert tripped(events, met=GROUPS[:10]) == set()


def test_an_event_of_no_group_trips_nothing():
    events = happened((VIOLENCE, True, L, 0), (BREACH, True, L, 0), (THREAT, True, L, 0), group=None)

    assert tripped(events, met=GROUPS[:2]) == set()


def test_what_is_older_than_the_weeks_of_the_rule_does_not_count():
    events = [
        Happened(UUID(int=30_000 + at), group, VIOLENCE, True, P, ON - timedelta(weeks=26))
        for at, group in enumerate(GROUPS[:5])
    ]

    assert tripped(events, met=GROUPS[:10]) == set()


def test_events_of_two_groups_are_not_added_up():
    events = [*happened((BREACH, False, L, 0)), Happened(UUID(int=40000), GROUPS[1], THREAT, False, L, ON)]

    assert tripped(events, met=GROUPS) == set()


KNOWN = {("repeated_harm", FIRST): {UUID(int=1), UUID(int=2)}}
ONES = frozenset(map(UUID, (f"{n:032x}" for n in (1, 2))))


@pytest.mark.parametrize(
    ("trip", "new"),
    [
        (Trip("repeated_harm", FIRST, ONES), False),
        (Trip("repeated_harm", FIRST, frozenset({UUID(int=1)})), False),
        (Trip("repeated_harm", FIRST, ONES | {UUID(int=3)}), True),
        (Trip("repeated_harm", GROUPS[1], ONES), True),
        (Trip("one_serious", FIRST, ONES), True),
    ],
)
def test_a_stop_comes_again_only_from_an_event_that_none_of_its_rule_knew(trip, new):
    assert is_new(trip, KNOWN) is new


EVENTS = st.lists(
    st.builds(
        Happened,
        st.uuids(),
        st.sampled_from([None, *GROUPS[:4]]),
        st.sampled_from(AdverseKind),
        st.booleans(),
        st.sampled_from(Relatedness),
        st.dates(ON - timedelta(days=400), ON),
    ),
    max_size=12,
    unique_by=lambda event: event.id,
)


@given(events=EVENTS, more=EVENTS)
def test_one_more_event_never_takes_a_trip_of_a_group_back(events, more):
    before = {(trip.rule, trip.group_id) for trip in trips(stop_rules(), events, met=(), on=ON) if trip.group_id}
    known = {event.id for event in events}
    both = [*events, *(event for event in more if event.id not in known)]
    after = {(trip.rule, trip.group_id) for trip in trips(stop_rules(), both, met=(), on=ON) if trip.group_id}

    assert before <= after


@given(events=EVENTS)
def test_nothing_that_is_unrelated_or_of_no_group_is_ever_in_a_trip(events):
    counted = {event.id for event in events if event.group_id and event.relatedness is not U}

    assert all(trip.events <= counted for trip in trips(stop_rules(), events, met=GROUPS[:3], on=ON))


def test_every_rule_has_its_source_and_its_numbers():
    assert [rule.name for rule in stop_rules()] == ["one_serious", "repeated_harm", "many_groups"]
    assert all(source_of(rule.name).startswith("Proposed default") for rule in stop_rules())
    assert source_of("group_induced").startswith("Proposed default")
    assert numbers_of("many_groups") == {"least": 2, "weeks": 26, "share": 2}
