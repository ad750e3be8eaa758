"""The board as small tables: which stone is late, and why a group needs someone."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tuvurane.foundation import words
from tuvurane.groups.codes import SESSIONS, Status
from tuvurane.groups.models import Group
from tuvurane.groups.queries.board import Circle, Facilitator, Held, _needs, _stones, presence_of

START = date(2026, 9, 1)


def group(status=Status.RUNNING, starts_on=START):
    return Group(status=status, starts_on=starts_on)


def held(*days_after_start, present=10, marked=12):
    """Sessions one, two, three … held so many days after the start."""
    return [
        Held(number, START + timedelta(days=days), "trust", present, marked)
        for number, days in enumerate(days_after_start, start=1)
    ]


def needs_of(group, sessions, on, *, members=12, leading=2, beside=False):
    leader = Facilitator(1, UUID(int=1), "Amina", START, None)
    return _needs(Circle(group, sessions, members, [leader] * leading, beside), on)


# days since the start, sessions held on these days after it -> number of the late stone and days late (None: none)
LATE = [
    (0, (), None),
    (7, (), None),  # a week of patience with the first
    (8, (), (1, 1)),
    (30, (), (1, 23)),
    (14, (0,), None),  # due after seven days, and a week of patience
    (15, (0,), (2, 1)),
    (15, (0, 8), None),
    (40, (0, 3, 30), None),
    (45, (0, 3, 30), (4, 1)),
    (45, (30, 3, 0), (4, 1)),  # the last day counts, whatever its number
    (400, tuple(range(0, 7 * SESSIONS, 7)), None),  # all fifteen are held
    (5, (60,), None),  # a phone's clock ran ahead
]


@pytest.mark.parametrize(("today", "days", "expected"), LATE)
def test_the_next_stone_is_late_a_week_after_its_day(today, days, expected):
    on, sessions = START + timedelta(days=today), held(*days)

    stones = _stones(group(), sessions, on)
    needs = {need.code: need.details for need in needs_of(group(), sessions, on)}

    late = [stone.number for stone in stones if stone.state == "late"]
    assert late == ([expected[0]] if expected else [])
    assert needs.get("late", {}).get("days") == (expected[1] if expected else None)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.RUNNING])
def test_only_a_running_group_is_late(status):
    stones = _stones(group(status), [], START + timedelta(days=300))

    assert {stone.state for stone in stones} == {"coming"}


def test_a_path_has_fifteen_stones_and_keeps_its_holes():
    sessions = [session for session in held(0, 7, 14) if session.number != 2]

    stones = _stones(group(), sessions, START + timedelta(days=29))

    assert [stone.number for stone in stones] == list(range(1, 16))
    assert [stone.state for stone in stones[:4]] == ["held", "late", "held", "coming"]
    assert (stones[0].phase, stones[0].on) == ("trust", START)


def test_a_phone_that_claims_the_last_day_of_all_stops_no_board():
    sessions = [Held(1, date.max, "trust", 10, 12)]

    assert needs_of(group(), sessions, START + timedelta(days=1)) == []


# present and marked of each session -> the mean share of the last three with marks
PRESENCE = [
    ([], None),
    ([(0, 0)], None),
    ([(6, 12)], 0.5),
    ([(12, 12), (6, 12)], 0.75),
    ([(0, 12), (12, 12), (12, 12), (12, 12)], 1.0),  # only the last three
    ([(12, 12), (0, 0), (6, 12)], 0.75),  # without marks nothing is known
]


@pytest.mark.parametrize(("marks", "share"), PRESENCE)
def test_presence_is_the_mean_of_the_last_three(marks, share):
    sessions = [Held(number, START, "trust", *pair) for number, pair in enumerate(marks, start=1)]

    assert presence_of(sessions) == share


ALL = tuple(range(0, 7 * SESSIONS, 7))
# status, sessions held, present of 12, what else is not as it should be -> needs, the weightiest first
NEEDS = [
    (Status.RUNNING, (0,), 12, {}, []),
    (Status.RUNNING, (0,), 12, {"leading": 1}, ["few_facilitators"]),
    (Status.RUNNING, (0,), 12, {"leading": 0}, ["few_facilitators"]),
    (Status.RUNNING, (0,), 12, {"leading": 3}, []),
    (Status.RUNNING, (0,), 7, {}, ["thin"]),
    (Status.RUNNING, (0,), 8, {}, []),
    (Status.RUNNING, (0,), 12, {"members": 9}, ["few_members"]),
    (Status.RUNNING, (0,), 12, {"members": 10}, []),
    (Status.RUNNING, (0,), 12, {"members": 15}, []),
    (Status.RUNNING, (0,), 12, {"members": 16}, ["many_members"]),
    (Status.RUNNING, (0,), 12, {"beside": True}, ["beside"]),
    (Status.RUNNING, ALL, 12, {}, ["ready_to_graduate"]),
    (
        Status.RUNNING, (0,), 0, {"members": 0, "leading": 0, "beside": True},
        ["few_facilitators", "thin", "beside", "few_members"],
    ),
    (Status.RECRUITING, (), 12, {"members": 3}, []),
    (Status.GRADUATED, ALL, 12, {"members": 9, "leading": 0}, []),
]  # fmt: skip


@pytest.mark.parametrize(("status", "days", "present", "else_", "expected"), NEEDS)
def test_a_group_needs_someone_for_these_reasons(status, days, present, else_, expected):
    on = START + timedelta(days=max(days, default=0) + 1)

    needs = needs_of(group(status), held(*days, present=present), on, **else_)

    assert [need.code for need in needs] == expected


def test_every_need_has_its_words():
    needs = needs_of(group(), held(*ALL, present=0), START, members=3, leading=0, beside=True)
    needs += needs_of(group(), [], date(2027, 1, 1), members=16)

    said = [words.say(f"need.{need.code}", language, **need.details) for need in needs for language in words.LANGUAGES]

    assert len({need.code for need in needs}) == 7
    assert not [sentence for sentence in said if "{" in sentence]


def test_later_needs_more_than_late_and_any_need_more_than_none():
    def weight(days, present):
        on = START + timedelta(days=days)
        return sum(need.weight for need in needs_of(group(), held(0, present=present), on))

    assert weight(30, 12) > weight(20, 12) > weight(1, 12) == 0
    assert weight(1, 0) > weight(1, 6) > 0


# who is held back, and until which day a word lets them lead -> codes of the needs, and whom they name
HELD_BACK = [
    ({}, {}),
    ({1: None}, {"stand_in": "Amina"}),
    ({1: START}, {"override": "Amina"}),
    ({1: None, 2: START}, {"stand_in": "Amina", "override": "Bosco"}),
    ({1: None, 2: None}, {"stand_in": "Amina, Bosco"}),
    ({3: None}, {}),  # somebody who leads another group
]


@pytest.mark.parametrize(("held_back", "expected"), HELD_BACK, ids=lambda case: "-".join(map(str, case)) or "nobody")
def test_who_may_not_lead_asks_for_a_stand_in_and_a_word_is_kept_in_sight(held_back, expected):
    pair = [Facilitator(n, UUID(int=n), name, START, None) for n, name in enumerate(("Amina", "Bosco"), start=1)]
    told = {UUID(int=n): word for n, word in held_back.items()}

    needs = _needs(Circle(group(), [], 12, pair, beside=False, held_back=told), START)

    assert {need.code: need.details["names"] for need in needs} == expected


def test_a_group_that_has_ended_asks_for_no_stand_in():
    leader = Facilitator(1, UUID(int=1), "Amina", START, None)

    needs = _needs(Circle(group(Status.GRADUATED), [], 12, [leader], False, {UUID(int=1): None}), START)

    assert needs == []
