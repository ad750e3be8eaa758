"""How far a request has come, what is due next, and how late it is: day by day."""

from datetime import date, timedelta

import pytest

from tuvurane.rights.codes import Stage
from tuvurane.rights.rules.clocks import Steps, clock
from tuvurane.rights.thresholds import threshold

ASKED = date(2026, 11, 1)


def day(number: int | None) -> date | None:
    """So many days after the request was received."""
    return None if number is None else ASKED + timedelta(days=number)


# acknowledged, answered, told, looked at: days after it was received -> stage, due, days late
TABLE = [
    (None, None, None, 0, Stage.RECEIVED, 3, 0),
    (None, None, None, 3, Stage.RECEIVED, 3, 0),  # the last day is in time
    (None, None, None, 4, Stage.RECEIVED, 3, 1),
    (None, None, None, 40, Stage.RECEIVED, 3, 37),  # the first step that is late counts
    (2, None, None, 4, Stage.ACKNOWLEDGED, 30, 0),
    (9, None, None, 9, Stage.ACKNOWLEDGED, 30, 0),  # acknowledged late, and now the answer counts
    (2, None, None, 30, Stage.ACKNOWLEDGED, 30, 0),
    (2, None, None, 31, Stage.ACKNOWLEDGED, 30, 1),
    (2, 20, None, 30, Stage.ANSWERED, 30, 0),
    (2, 20, None, 33, Stage.ANSWERED, 30, 3),  # an answer that nobody has heard is none
    (None, 1, None, 5, Stage.ANSWERED, 30, 0),  # answered at once: nothing else was needed
    (2, 20, 25, 90, Stage.CLOSED, None, 0),
    (None, 40, 40, 41, Stage.CLOSED, None, 0),
]


@pytest.mark.parametrize(("acknowledged", "answered", "told", "on", "stage", "due", "over"), TABLE)
def test_the_clock_of_a_request(acknowledged, answered, told, on, stage, due, over):
    steps = Steps(ASKED, day(acknowledged), day(answered), day(told))

    read = clock(steps, on=day(on), acknowledge_days=3, answer_days=30)

    assert (read.stage, read.due, read.over) == (stage, day(due), over)
    assert read.answer_by == day(30)


@pytest.mark.parametrize(("told", "in_time"), [(1, True), (30, True), (31, False)])
def test_a_closed_request_says_whether_it_was_in_time(told, in_time):
    read = clock(Steps(ASKED, None, day(1), day(told)), on=day(90), acknowledge_days=3, answer_days=30)

    assert read.in_time is in_time


@pytest.mark.parametrize(("name", "days"), [("acknowledge_days", 3), ("answer_days", 30), ("words_kept_days", 365)])
def test_every_number_says_where_it_comes_from(name, days):
    known = threshold(name)

    assert known.value == days
    assert known.unit
    assert known.source.startswith("Proposed default")
