"""What an intake of harm waits for, and until when."""

from datetime import UTC, datetime

import pytest

from tuvurane.care.codes import IntakeStep
from tuvurane.care.queries import intake_hours
from tuvurane.care.rules.intake import IntakeDue, IntakeHours, next_step

HOURS = IntakeHours(take=24, danger=1, hand=72, close=720)
RECEIVED = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 2, 10, tzinfo=UTC)
# in danger, taken, handed, closed -> the step, and its moment
TABLE = [
    (False, None, None, None, IntakeStep.TAKE, datetime(2026, 11, 3, 9, tzinfo=UTC)),
    (True, None, None, None, IntakeStep.TAKE, datetime(2026, 11, 2, 10, tzinfo=UTC)),
    (False, LATER, None, None, IntakeStep.HAND, datetime(2026, 11, 5, 9, tzinfo=UTC)),
    (True, LATER, None, None, IntakeStep.HAND, datetime(2026, 11, 5, 9, tzinfo=UTC)),
    (False, LATER, LATER, None, IntakeStep.CLOSE, datetime(2026, 12, 2, 10, tzinfo=UTC)),
    (False, LATER, LATER, LATER, None, None),
    (False, LATER, None, LATER, None, None),  # closed without a service: whoever was harmed wanted none
]


@pytest.mark.parametrize(("danger", "taken", "handed", "closed", "step", "by"), TABLE)
def test_the_next_step(danger, taken, handed, closed, step, by):
    due = next_step(HOURS, received_at=RECEIVED, danger_now=danger, taken_at=taken, handed_at=handed, closed_at=closed)

    assert due == (None if step is None else IntakeDue(step, by))


def test_the_last_moment_is_in_time():
    due = IntakeDue(IntakeStep.TAKE, LATER)

    assert not due.is_over(LATER)
    assert due.is_over(LATER.replace(second=1))


def test_the_hours_in_force_are_those_that_the_page_shows():
    assert intake_hours() == HOURS
