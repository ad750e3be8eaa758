"""The way of a concern, step by step: what is awaited next, and by when. Hours are counted from the raising."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tuvurane.care.codes import Closing, Level, Next, Rung, State, Step
from tuvurane.care.queries import clocks
from tuvurane.care.rules.escalation import reached_at, rung
from tuvurane.care.rules.way import MOVES, Clocks, Lack, Standing, after, begin, closing_lacks, may_step
from tuvurane.care.thresholds import threshold

RAISED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOURS = Clocks(talk=24, talk_now=1, level=24, beside=1, clinician=24, follow_ups=(72, 96, 552))


def hour(n: float) -> datetime:
    return RAISED + timedelta(hours=n)


def walk(*steps: tuple[Any, ...], urgent: bool = False) -> Standing:
    """Where a concern stands after steps ``(what, at hour, level, what else)``."""
    standing = begin(RAISED, urgent=urgent, clocks=HOURS)
    for what, at, *rest in steps:
        level = rest[0] if rest else None
        assert may_step(standing, Step(what)), (standing, what)
        more = rest[1] if len(rest) > 1 else {}
        standing = after(standing, Step(what), hour(at), clocks=HOURS, level=Level(level) if level else None, **more)
    return standing


# the steps so far -> state, what is awaited, by which hour
WAYS = [
    ([], "open", "talk", 24),
    ([("not_reached", 5)], "open", "talk", 24),  # a try in vain moves no clock
    ([("talked", 5)], "talked", "level", 29),
    ([("talked", 5), ("not_reached", 7)], "talked", "level", 29),
    ([("talked", 5), ("levelled", 6, "none")], "levelled", "follow_up", 78),
    ([("talked", 5, "none")], "levelled", "follow_up", 77),  # the level may be set in the talk
    ([("talked", 5, "thoughts_no_plan")], "levelled", "follow_up", 77),
    ([("talked", 5, "thoughts_no_plan"), ("talked", 70)], "levelled", "follow_up", 166),  # a week in all
    ([("talked", 5, "none"), ("talked", 70), ("talked", 160)], "levelled", "follow_up", 712),  # thirty days in all
    ([("talked", 5, "none"), ("talked", 70), ("talked", 160), ("talked", 700)], "levelled", "follow_up", 1252),
    ([("talked", 5, "none"), ("talked", 500)], "levelled", "follow_up", 596),  # a late one is not due again at once
    ([("talked", 5, "plan_or_intent")], "levelled", "beside", 6),
    ([("talked", 5, "attempt")], "levelled", "beside", 6),
    ([("talked", 5, "attempt"), ("talked", 5.5)], "levelled", "beside", 6),  # a talk is not yet somebody beside them
    ([("talked", 5, "attempt"), ("beside", 5.5)], "levelled", "clinician", 29),  # a day from the level, not from then
    ([("talked", 5, "attempt"), ("beside", 40)], "levelled", "clinician", 29),
    ([("beside", 5, "plan_or_intent")], "levelled", "clinician", 29),
    ([("talked", 5, "attempt"), ("beside", 5.5), ("talked", 7)], "levelled", "clinician", 29),
    ([("talked", 5, "attempt"), ("beside", 5.5), ("clinician", 9)], "levelled", "follow_up", 81),
    ([("clinician", 9, "plan_or_intent")], "levelled", "follow_up", 81),
    ([("talked", 5, "attempt"), ("clinician", 9)], "levelled", "follow_up", 81),
    ([("talked", 5, "none"), ("talked", 70, "plan_or_intent")], "levelled", "beside", 71),  # it became worse
    ([("talked", 5, "plan_or_intent"), ("beside", 6), ("levelled", 7, "none")], "levelled", "follow_up", 79),
    ([("talked", 5, "plan_or_intent"), ("beside", 6), ("levelled", 7, "attempt")], "levelled", "clinician", 29),
    ([("talked", 5, "none"), ("levelled", 7, "none")], "levelled", "follow_up", 77),  # said again, nothing moves
    ([("talked", 5, "none"), ("closed", 80)], "closed", None, None),
    ([("talked", 5, "none"), ("closed", 80), ("reopened", 100)], "open", "talk", 124),
    ([("talked", 5, "none", {"sooner": hour(20)})], "levelled", "follow_up", 20),  # the next contact agreed
    ([("talked", 5, "none", {"sooner": hour(200)})], "levelled", "follow_up", 77),  # the clock is never outrun
    ([("again", 3)], "open", "talk", 24),
    ([("again", 3, None, {"urgent": True})], "open", "talk", 4),
    ([("talked", 5, "none"), ("again", 30, None, {"urgent": True})], "levelled", "talk", 31),
    ([("talked", 5, "attempt"), ("again", 5.5, None, {"urgent": True})], "levelled", "beside", 6),
    ([("talked", 5, "none"), ("again", 30, None, {"urgent": True}), ("talked", 31)], "levelled", "follow_up", 127),
]


@pytest.mark.parametrize(("steps", "state", "awaited", "by"), WAYS)
def test_the_way(steps, state, awaited, by):
    standing = walk(*steps)

    assert (standing.state, standing.next) == (state, awaited)
    assert standing.by == (None if by is None else hour(by))


def test_somebody_who_needs_help_now_is_talked_with_within_the_hour():
    standing = walk(urgent=True)

    assert (standing.next, standing.by, standing.urgent) == (Next.TALK, hour(1), True)
    assert not walk(("talked", 0.5), urgent=True).urgent


# state -> the steps that may be taken; every other one is refused
ALLOWED = {
    "open": "not_reached again talked beside clinician closed",
    "talked": "not_reached again talked beside clinician closed levelled",
    "levelled": "not_reached again talked beside clinician closed levelled",
    "closed": "reopened",
}


@pytest.mark.parametrize("state", State)
def test_which_steps_may_be_taken_where(state):
    assert MOVES[state] == set(ALLOWED[state].split())


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLOSED])
@pytest.mark.parametrize("step", Step)
def test_every_open_concern_awaits_one_thing_by_one_hour(state, step):
    """Nothing expires silently: whatever is noted, something is awaited next until it is closed."""
    for level in (None, *Level):
        ways: dict[str, list[tuple[Any, ...]]] = {
            "open": [],
            "talked": [("talked", 1)],
            "levelled": [("talked", 1, level or "none")],
        }
        standing = walk(*ways[state.value])
        if not may_step(standing, step):
            continue
        moved = after(standing, step, hour(2), clocks=HOURS)
        assert (moved.next is None) == (moved.by is None) == (moved.state is State.CLOSED)


# the way so far, the reason, days tried -> what must come first
CLOSINGS = [
    ([], "in_error", 0, None),
    ([], "moved_away", 0, None),
    ([], "resolved", 0, "talk"),
    ([], "referred", 0, "talk"),
    ([("talked", 5)], "resolved", 0, "level"),
    ([("talked", 5, "none")], "resolved", 0, None),
    ([("talked", 5, "none")], "referred", 0, None),
    ([("talked", 5, "attempt")], "resolved", 0, "clinician"),
    ([("talked", 5, "attempt"), ("beside", 6)], "resolved", 0, "clinician"),
    ([("talked", 5, "attempt"), ("beside", 6)], "referred", 0, None),
    ([("talked", 5, "attempt"), ("beside", 6), ("clinician", 8)], "resolved", 0, None),
    ([], "not_reachable", 2, "tries"),
    ([], "not_reachable", 3, None),
]


@pytest.mark.parametrize(("steps", "closing", "tries", "lack"), CLOSINGS)
def test_what_must_come_before_it_is_closed(steps, closing, tries, lack):
    found = closing_lacks(walk(*steps), Closing(closing), tries=tries, least=3)

    assert found == (None if lack is None else Lack(lack))


# hours after the time ran out, hours a rung -> who is called
RUNGS = [
    (-1, 24, Rung.ON_CALL),
    (0, 24, Rung.ON_CALL),  # the last moment is in time
    (0.1, 24, Rung.PLACE),
    (23.9, 24, Rung.PLACE),
    (24, 24, Rung.ABOVE),
    (47.9, 24, Rung.ABOVE),
    (48, 24, Rung.DIRECTOR),
    (1000, 24, Rung.DIRECTOR),  # it never ends, and nothing is above
    (0.5, 1, Rung.PLACE),
    (1, 1, Rung.ABOVE),
    (2, 1, Rung.DIRECTOR),
]


@pytest.mark.parametrize(("over", "every", "called"), RUNGS)
def test_who_is_called_when_time_runs_out(over, every, called):
    assert rung(RAISED, hour(over), every=every) == called


def test_nobody_is_called_about_what_awaits_nothing():
    assert rung(None, hour(1000), every=1) == Rung.ON_CALL


@pytest.mark.parametrize(("called", "at"), [(Rung.PLACE, 0), (Rung.ABOVE, 24), (Rung.DIRECTOR, 48)])
def test_what_is_written_late_says_when_it_was(called, at):
    assert reached_at(RAISED, called, every=24) == hour(at)


def test_every_hour_is_data_with_its_source():
    for name in ("talk", "talk_now", "level", "beside", "clinician", "escalate", "escalate_now"):
        assert threshold(f"{name}_hours").source.startswith("Proposed default")
    assert clocks() == HOURS
