"""What must happen next with a story. A table: how its rungs and its text stand, and the one step that follows."""

from datetime import date, timedelta

import pytest

from tuvurane.stories.codes import Rung, State
from tuvurane.stories.rules.blocks import Text
from tuvurane.stories.rules.rungs import Standing
from tuvurane.stories.rules.steps import Next, Step, next_step

TODAY = date(2026, 11, 22)
SOON, LATER = TODAY + timedelta(days=60), TODAY + timedelta(days=61)
PASSED = Text(version=1, known=False)
INSIDE, PUBLISH = Rung.LEARN_INSIDE, Rung.PUBLISH_ANONYMISED

TABLE = [
    ({}, Text(), Next(Step.ASK)),
    ({INSIDE: Standing(State.WITHDRAWN)}, Text(), Next(Step.CLOSED)),
    ({INSIDE: Standing(State.EXPIRED, TODAY)}, PASSED, Next(Step.CLOSED)),
    ({INSIDE: Standing(State.WAITS, LATER)}, Text(), Next(Step.MAKE_VERSION)),
    ({INSIDE: Standing(State.WAITS, LATER)}, Text(version=1), Next(Step.ANSWER)),
    ({INSIDE: Standing(State.WAITS, LATER)}, Text(version=1, known=True), Next(Step.REWRITE)),
    ({INSIDE: Standing(State.WAITS, LATER)}, PASSED, Next(Step.WAIT, LATER)),
    ({INSIDE: Standing(State.READ_BACK, TODAY)}, Text(), Next(Step.READ_BACK)),
    ({INSIDE: Standing(State.READ_BACK, TODAY)}, Text(version=1), Next(Step.ANSWER)),
    ({INSIDE: Standing(State.IN_FORCE, LATER)}, Text(), Next(Step.MAKE_VERSION)),
    ({INSIDE: Standing(State.IN_FORCE, LATER)}, PASSED, Next(Step.REST, LATER)),
    ({INSIDE: Standing(State.IN_FORCE, SOON)}, PASSED, Next(Step.ENDS_SOON, SOON)),
    (
        {INSIDE: Standing(State.IN_FORCE, LATER), PUBLISH: Standing(State.WAITS, SOON)},
        PASSED,
        Next(Step.WAIT, SOON),
    ),
    # Nothing is asked of anybody while no rung stands, even where a version waits.
    ({INSIDE: Standing(State.WITHDRAWN)}, Text(version=1), Next(Step.CLOSED)),
]


@pytest.mark.parametrize(("said", "text", "step"), TABLE)
def test_one_step_follows(said, text, step):
    rungs = {rung: said.get(rung, Standing(State.NONE)) for rung in Rung}

    assert next_step(rungs, text, on=TODAY, ends_soon_days=60) == step
