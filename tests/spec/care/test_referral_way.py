"""The way of a referral as tables: what may follow what, what comes next, and by when."""

from datetime import UTC, datetime, timedelta

import pytest

from tuvurane.care.codes import WHY, Basis, Priority, Stage
from tuvurane.care.queries.referrals import clocks
from tuvurane.care.rules.referral_way import MOVES, Entry, may_follow, standing, state_of
from tuvurane.care.thresholds import threshold

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MADE = Entry(Stage.MADE, START)
HOUR = timedelta(hours=1)


def way(*stages):
    """Entries an hour after one another."""
    return [MADE, *(Entry(Stage(what), START + n * HOUR) for n, what in enumerate(stages, 1))]


# entries after the referral itself -> state, next thing, hours after the referral by which it is due
# at priority 24 h, 72 h and two weeks
TABLE = [
    ((), "made", "send", (12, 36, 168)),
    (("sent",), "sent", "answer", (12, 36, 168)),
    (("sent", "accepted"), "accepted", "receive", (24, 72, 336)),
    (("sent", "declined"), "declined", "choose", (2 + 24,) * 3),
    (("sent", "accepted", "not_attended"), "not_attended", "follow", (3 + 72,) * 3),
    (("sent", "accepted", "attended"), "attended", "result", (3 + 336,) * 3),
    (("sent", "accepted", "attended", "outcome"), "outcome", "feed_back", (4 + 168,) * 3),
    (("sent", "accepted", "attended", "outcome", "fed_back"), "fed_back", "close", (5 + 168,) * 3),
    (("sent", "withdrawn"), "withdrawn", "stop", (2 + 24,) * 3),
    (("sent", "withdrawn", "closed"), "closed", None, (None,) * 3),
    (("closed",), "closed", None, (None,) * 3),
]


@pytest.mark.parametrize(("stages", "state", "following", "hours"), TABLE)
def test_where_it_stands_and_by_when_the_next_thing_is_due(stages, state, following, hours):
    for priority, after in zip(Priority, hours, strict=True):
        read = standing(way(*stages), priority, Basis.CONSENT, clocks())

        due = None if after is None else START + timedelta(hours=after)
        assert (read.state, read.next, read.due) == (state, following, due)


def test_after_an_appointment_somebody_asks_whether_the_person_went():
    appointed = Entry(Stage.APPOINTMENT, START + 3 * HOUR, appointment=START + 50 * HOUR)
    entries = [*way("sent", "accepted"), appointed]

    read = standing(entries, Priority.HOURS_24, Basis.CONSENT, clocks())

    assert (read.next, read.due) == ("ask_whether", START + 74 * HOUR)


# in an emergency: entries -> next thing at priority 24 h and two weeks; the person is told within 24 h
EMERGENCY = [
    ((), "send", "tell_person"),
    (("sent",), "answer", "tell_person"),
    (("sent", "accepted"), "tell_person", "tell_person"),
    (("sent", "person_told"), "answer", "answer"),
    (("sent", "person_told", "accepted"), "receive", "receive"),
    (("sent", "accepted", "attended"), "tell_person", "tell_person"),
]


@pytest.mark.parametrize(("stages", "soon", "later"), EMERGENCY)
def test_in_an_emergency_the_person_is_told(stages, soon, later):
    for priority, following in ((Priority.HOURS_24, soon), (Priority.WEEKS_2, later)):
        assert standing(way(*stages), priority, Basis.EMERGENCY, clocks()).next == following


@pytest.mark.parametrize(
    ("after", "over"),
    [
        (timedelta(0), None),
        (12 * HOUR, None),  # the last moment is in time
        (12 * HOUR + timedelta(minutes=1), 0),
        (14 * HOUR, 2),
        (400 * 24 * HOUR, 400 * 24 - 12),  # it never expires
    ],
)
def test_how_long_it_is_over(after, over):
    read = standing(way(), Priority.HOURS_24, Basis.CONSENT, clocks())

    assert read.hours_over(START + after) == over


def test_what_is_closed_is_never_over():
    assert standing(way("closed"), Priority.HOURS_24, Basis.CONSENT, clocks()).hours_over(START + 900 * HOUR) is None


# entries -> what may be written next
FOLLOWS = [
    ((), "consent", {"sent", "closed", "withdrawn"}),
    (("sent",), "consent", {"accepted", "declined", "closed", "withdrawn", "taken_back"}),
    (("sent",), "emergency", {"accepted", "declined", "closed", "withdrawn", "person_told", "taken_back"}),
    (("sent", "person_told"), "emergency", {"accepted", "declined", "closed", "withdrawn", "taken_back"}),
    (("sent", "withdrawn"), "consent", {"closed"}),  # a yes taken back stays taken back
    (("sent", "withdrawn", "closed"), "consent", {"taken_back"}),
    (("closed",), "consent", {"taken_back"}),
]


@pytest.mark.parametrize(("stages", "basis", "follows"), FOLLOWS)
def test_what_may_follow(stages, basis, follows):
    assert set(may_follow(way(*stages), Basis(basis))) == follows


def test_what_was_taken_back_does_not_count():
    entries = [
        MADE,
        Entry(Stage.SENT, START + HOUR),
        Entry(Stage.DECLINED, START + 2 * HOUR, taken_back=True),
        Entry(Stage.TAKEN_BACK, START + 3 * HOUR),
    ]

    assert state_of(entries).what is Stage.SENT
    assert Stage.ACCEPTED in may_follow(entries, Basis.CONSENT)


def test_every_state_but_the_closed_one_leads_on():
    states = set(Stage) - {Stage.PERSON_TOLD, Stage.TAKEN_BACK}

    assert set(MOVES) == states
    assert {state for state, moves in MOVES.items() if not moves} == {Stage.CLOSED}
    assert all(Stage.CLOSED in MOVES[state] for state in states - {Stage.CLOSED})
    assert set(WHY) < states


@pytest.mark.parametrize(
    "name",
    [
        "hours_24h", "hours_72h", "hours_2w", "answer_share", "decide_hours", "appointment_hours", "missed_hours",
        "outcome_hours", "feedback_hours", "close_hours", "told_hours",
    ],
)  # fmt: skip
def test_every_clock_says_where_it_comes_from(name):
    known = threshold(f"referral_{name}")

    assert known.value > 0
    assert known.unit
    assert "https://" in known.source or known.source.startswith("Proposed default")
