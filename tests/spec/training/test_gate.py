"""
The gate: from the ratings of one person to clear, blocked or paused, and how long an override holds.

A rating is written as rater, levels of competences: ``X L1 S3`` is rater X, listening 1, safety 3. Each
stands on a day of its own in the order of the line; a ``-`` before it: its rater was not certified.
"""

from datetime import UTC, date, datetime
from itertools import permutations
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.training.codes import Gate
from tuvurane.training.rules.gate import GateState, OpenItem, Seen, gate_of, override_holds

CLEAR, BLOCKED, PAUSED = Gate.CLEAR, Gate.BLOCKED, Gate.PAUSED
COMPETENCES = {"L": "listening", "S": "safety", "C": "conflict"}


def rater(letter):
    return UUID(int=ord(letter))


def day(number):
    return date(2026, 3, number)


def seen(text, number):
    counts, text = not text.startswith("-"), text.lstrip("-")
    who, *levels = text.split()
    return Seen(
        UUID(int=1_000 + number),
        day(number),
        100 + number,
        rater(who),
        {COMPETENCES[level[0]]: int(level[1]) for level in levels},
        counts,
    )


def ratings(line):
    return [seen(one.strip(), number) for number, one in enumerate(line.split(","), start=1) if one.strip()]


# ratings in their order -> gate, the open competences
TABLE = [
    # nothing, and nothing harmful
    ("", CLEAR, ""),
    ("X L2", CLEAR, ""),
    ("X L4 S3, Y L3 S2", CLEAR, ""),
    # one level 1 blocks, whatever else was seen
    ("X L1", BLOCKED, "L"),
    ("X L1 S4 C4", BLOCKED, "L"),
    ("Y L4, X L1", BLOCKED, "L"),
    ("X L1 S1", BLOCKED, "L S"),
    # re-observed by the same rater: still closed
    ("X L1, X L4", BLOCKED, "L"),
    ("X L1, X L4, X L4, X L4", BLOCKED, "L"),
    # re-observed by another rater
    ("X L1, Y L2", CLEAR, ""),
    ("X L1, Y L4", CLEAR, ""),
    ("X L1, X L3, Y L2", CLEAR, ""),
    # the other rater saw something else
    ("X L1, Y S4", BLOCKED, "L"),
    ("X L1, Y S4, Y C4", BLOCKED, "L"),
    # before is not after
    ("Y L4, X L1, X L3", BLOCKED, "L"),
    # across competences: each needs its own
    ("X L1 S1, Y L2", BLOCKED, "S"),
    ("X L1 S1, Y L2, Z S2", CLEAR, ""),
    ("X L1 S1, Y L2 S3", CLEAR, ""),
    ("X L1 S1, Y L2, X S2", BLOCKED, "S"),
    # two in a row pause, by one rater or by two, of one competence or of two
    ("X L1, X L1", PAUSED, "L"),
    ("X L1, Y L1", PAUSED, "L"),
    ("X L1, Y S1", PAUSED, "L S"),
    ("X L3, Y L1, Z S1 L4", PAUSED, "S"),
    # not in a row
    ("X L1, Y S2, X L1", BLOCKED, "L"),
    ("X L1, X L2, X L1", BLOCKED, "L"),
    # what closed and opened in between begins again
    ("X L1, Y L2, X L1", BLOCKED, "L"),
    ("X L1, Y L2, X L1, Z L2", CLEAR, ""),
    # each level 1 asks for another rater than the one who gave it
    ("X L1, Y S3, Y L1, Y L3", BLOCKED, "L"),
    ("X L1, Y S3, Y L1, X L3", BLOCKED, "L"),
    ("X L1, Y S3, Y L1, X L3, Y L2", CLEAR, ""),
    ("X L1, Y S3, Y L1, Z L3", CLEAR, ""),
    # a pause lasts until nothing is open
    ("X L1, Y S1, Z L3", PAUSED, "S"),
    ("X L1, Y S1, Z L3, X S2", CLEAR, ""),
    ("X L1, Y L1, Y L4", PAUSED, "L"),
    ("X L1, Y L1, X L2", PAUSED, "L"),
    ("X L1, Y L1, X L2, Y L2", CLEAR, ""),
    ("X C1, Y S3, X L1, X L1, Y L2", PAUSED, "C"),
    ("X L1, X L1, Y L2", CLEAR, ""),
    ("X L1, X L1, Y S4, Y C4", PAUSED, "L"),
    # after the pause ended one level 1 blocks, and no more
    ("X L1, X L1, Y L2, X L1", BLOCKED, "L"),
    ("X L1, X L1, Y L2, X L1, Y S1", PAUSED, "L S"),
    # a rating that closes one competence and opens another is itself a second in a row
    ("X L1, Y L3 S1", PAUSED, "S"),
    # uncertified ratings move nothing: they neither block, nor open, nor come in between
    ("-X L1", CLEAR, ""),
    ("-X L1, -Y L1", CLEAR, ""),
    ("X L1, -Y L4", BLOCKED, "L"),
    ("X L1, -Y L4, Z L2", CLEAR, ""),
    ("X L1, -Y L3, X L1", PAUSED, "L"),
    ("X L1, -Y L1, Z L2", CLEAR, ""),
    ("-X L1, Y L1", BLOCKED, "L"),
]


@pytest.mark.parametrize(("line", "state", "waiting"), TABLE, ids=[line or "nobody rated" for line, _, _ in TABLE])
def test_the_gate_follows_from_the_ratings(line, state, waiting):
    gate = gate_of(ratings(line))

    assert gate.state == state
    assert {item.competence for item in gate.open} == {COMPETENCES[letter] for letter in waiting.split()}


def test_what_is_open_says_since_when_and_whose_word_does_not_open_it():
    gate = gate_of(ratings("X S1, Y L3, Y S1, X L1"))

    assert gate == GateState(
        PAUSED, (OpenItem("safety", day(1), rater("Y")), OpenItem("listening", day(4), rater("X")))
    )


# what arrives in which order -> the gate after each arrival
LATE = [
    # what was not yet known when somebody saw better is not answered by it
    ("the good one first, the harm of an earlier day after it", ["Y L3 on 2", "X L1 on 1"], [CLEAR, BLOCKED]),
    ("harm whose date is years too old", ["Y L3 on 9", "X L1 on 1", "Y L2 on 10"], [CLEAR, BLOCKED, CLEAR]),
    ("an old good one that comes after the harm", ["X L1 on 5", "Y L4 on 2"], [BLOCKED, BLOCKED]),
    ("the good one first, the harm of a later day after it", ["Y L3 on 1", "X L1 on 2"], [CLEAR, BLOCKED]),
    ("a harm that slips in beside another", ["X L1 on 1", "Y L3 on 3", "Y S1 on 2"], [BLOCKED, CLEAR, PAUSED]),
    ("a good one that slips between two harms", ["X L1 on 1", "X L1 on 3", "Y S3 on 2"], [BLOCKED, PAUSED, BLOCKED]),
    ("of one day, in the order of the journal", ["X L1 on 1", "Y L3 on 1"], [BLOCKED, CLEAR]),
    ("of one day, the other way round", ["Y L3 on 1", "X L1 on 1"], [CLEAR, BLOCKED]),
]


@pytest.mark.parametrize(("arrivals", "states"), [row[1:] for row in LATE], ids=[row[0] for row in LATE])
def test_what_comes_late_never_opens_the_gate(arrivals, states):
    arrived, after = [], []
    for seq, arrival in enumerate(arrivals, start=1):
        text, on = arrival.split(" on ")
        arrived.append(seen(text, seq)._replace(on=day(int(on))))
        after.append(gate_of(arrived).state)

    assert after == states


LEVELS = st.dictionaries(st.sampled_from(sorted(COMPETENCES.values())), st.integers(1, 4), min_size=1)
RATINGS = st.lists(st.tuples(st.sampled_from("XYZ"), LEVELS, st.booleans()), max_size=5)


def arrived(drawn, order):
    """Each has a day of its own; its number in the journal is its place among the arrivals."""
    return [
        Seen(UUID(int=at), day(at + 1), seq, rater(drawn[at][0]), drawn[at][1], drawn[at][2])
        for seq, at in enumerate(order)
    ]


def open_in(gate):
    return {item.competence for item in gate.open}


@given(RATINGS)
def test_no_order_of_arrival_opens_what_the_order_of_the_days_keeps_closed(drawn):
    in_order = gate_of(arrived(drawn, range(len(drawn))))

    for order in permutations(range(len(drawn))):
        gate = gate_of(arrived(drawn, order))

        assert open_in(gate) >= open_in(in_order)
        assert (in_order.state != PAUSED) or (gate.state == PAUSED)


@given(RATINGS)
def test_the_gate_is_open_exactly_when_nothing_waits_and_no_word_of_ones_own_opens_it(drawn):
    rows = arrived(drawn, range(len(drawn)))
    gate = gate_of(rows)

    assert (gate.state == CLEAR) == (gate.open == ())
    for item in gate.open:
        again = Seen(UUID(int=99), day(30), 99, item.rater_id, {item.competence: 4}, counts=True)
        assert item.competence in open_in(gate_of([*rows, again]))
        uncertified = again._replace(rater_id=rater("W"), counts=False)
        assert gate_of([*rows, uncertified]) == gate
        other = again._replace(rater_id=rater("W"))
        assert item.competence not in open_in(gate_of([*rows, other]))


BUJUMBURA, PARIS, UTC_ZONE = ZoneInfo("Africa/Bujumbura"), ZoneInfo("Europe/Paris"), ZoneInfo("UTC")
GIVEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LAST = date(2026, 11, 24)


def at(day_and_time):
    return datetime.fromisoformat(f"2026-11-{day_and_time}+00:00")


# zone, the moment in UTC -> whether an override until the 24th holds. Bujumbura is two hours ahead of UTC all year.
OVERRIDES = [
    (BUJUMBURA, "20T08:59:59", False),  # before it was given
    (BUJUMBURA, "20T09:00:00", True),
    (BUJUMBURA, "24T12:00:00", True),
    (BUJUMBURA, "24T21:59:59", True),  # one second before midnight there
    (BUJUMBURA, "24T22:00:00", False),  # midnight there, still the 24th in UTC
    (BUJUMBURA, "24T23:30:00", False),
    (BUJUMBURA, "25T09:00:00", False),
    (PARIS, "24T22:30:00", True),  # one hour ahead in November
    (PARIS, "24T23:00:00", False),
    (UTC_ZONE, "24T22:00:00", True),
    (UTC_ZONE, "24T23:59:59", True),
    (UTC_ZONE, "25T00:00:00", False),
]


@pytest.mark.parametrize(("zone", "now", "holds"), OVERRIDES, ids=str)
def test_an_override_holds_until_the_midnight_that_ends_its_last_day(zone, now, holds):
    assert override_holds(given_at=GIVEN, last_day=LAST, ended_at=None, now=at(now), zone=zone) is holds


@pytest.mark.parametrize(
    ("now", "holds"),
    [("22T11:59:59", True), ("22T12:00:00", False), ("23T08:00:00", False)],
    ids=str,
)
def test_an_override_that_was_taken_back_holds_until_then(now, holds):
    ended = at("22T12:00:00")

    assert override_holds(given_at=GIVEN, last_day=LAST, ended_at=ended, now=at(now), zone=BUJUMBURA) is holds


def test_an_override_of_one_day_ends_with_that_day():
    given = at("24T05:00:00")

    assert override_holds(given_at=given, last_day=LAST, ended_at=None, now=at("24T21:59:59"), zone=BUJUMBURA)
    assert not override_holds(given_at=given, last_day=LAST, ended_at=None, now=at("24T22:00:00"), zone=BUJUMBURA)
