"""What must happen next with a story, the most pressing first. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tuvurane.stories.codes import Rung, State
from tuvurane.stories.rules.blocks import Text
from tuvurane.stories.rules.rungs import Standing

WAITING = frozenset({State.WAITS, State.READ_BACK, State.SHUT, State.IN_FORCE})


class Step(StrEnum):
    """In the order in which the list shows them."""

    ANSWER = "answer"
    READ_BACK = "read_back"
    REWRITE = "rewrite"
    MAKE_VERSION = "make_version"
    ENDS_SOON = "ends_soon"
    ASK = "ask"
    WAIT = "wait"
    REST = "rest"
    CLOSED = "closed"


class Next(NamedTuple):
    """The step, and the day that belongs to it: from when to read back, when a rung ends."""

    step: Step
    day: date | None = None


def next_step(standings: Mapping[Rung, Standing], text: Text, *, on: date, ends_soon_days: int) -> Next:
    """What must happen next with a story that is in this room's hands."""
    states = {standing.state for standing in standings.values()}
    said = bool(states & WAITING)
    ends = _earliest(standings, State.IN_FORCE)
    steps = (
        (said and text.version > 0 and text.known is None, Next(Step.ANSWER)),
        (State.READ_BACK in states, Next(Step.READ_BACK)),
        (said and text.known is True, Next(Step.REWRITE)),
        (said and not text.passed, Next(Step.MAKE_VERSION)),
        (ends is not None and ends - timedelta(days=ends_soon_days) <= on, Next(Step.ENDS_SOON, ends)),
        (State.WAITS in states, Next(Step.WAIT, _earliest(standings, State.WAITS))),
        (said, Next(Step.REST, ends)),
        (states == {State.NONE}, Next(Step.ASK)),
    )
    return next((step for holds, step in steps if holds), Next(Step.CLOSED))


def _earliest(standings: Mapping[Rung, Standing], state: State) -> date | None:
    return min((one.day for one in standings.values() if one.state is state and one.day is not None), default=None)
