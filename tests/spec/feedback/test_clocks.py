"""By when something that we were told is acknowledged and answered."""

from datetime import date

import pytest

from tuvurane.feedback.codes import Step
from tuvurane.feedback.rules.clocks import Due, due

TOLD = date(2026, 11, 2)
# reachable, acknowledged, answered -> what waits, and the last day in time
TABLE = [
    (True, False, False, Due(Step.ACKNOWLEDGE, date(2026, 11, 5))),
    (True, True, False, Due(Step.ANSWER, date(2026, 11, 16))),
    (False, False, False, Due(Step.ANSWER, date(2026, 11, 16))),  # nobody to acknowledge to
    (True, False, True, None),
    (True, True, True, None),
    (False, False, True, None),
]


@pytest.mark.parametrize(("reachable", "acknowledged", "answered", "waits"), TABLE)
def test_what_waits(reachable, acknowledged, answered, waits):
    asked = {"reachable": reachable, "acknowledged": acknowledged, "answered": answered}

    assert due(TOLD, **asked, acknowledge_days=3, answer_days=14) == waits


@pytest.mark.parametrize(
    ("today", "over"),
    [
        (date(2026, 11, 2), 0),
        (date(2026, 11, 5), 0),  # the last day is in time
        (date(2026, 11, 6), 1),
        (date(2026, 12, 5), 30),
    ],
)
def test_how_many_days_it_is_over(today, over):
    assert Due(Step.ACKNOWLEDGE, date(2026, 11, 5)).days_over(today) == over
