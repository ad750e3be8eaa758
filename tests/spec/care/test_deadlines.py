"""By when somebody acts, and how loud it is when nobody did."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tuvurane.care.rules.deadlines import act_by, hours_over, verified_since

RAISED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DUE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_talk_is_due_a_day_after_the_yes_came():
    assert act_by(RAISED, hours=24) == DUE


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (DUE - timedelta(minutes=1), None),
        (DUE, None),  # the last moment is in time
        (DUE + timedelta(minutes=1), 0),
        (DUE + timedelta(minutes=59), 0),
        (DUE + timedelta(hours=1), 1),
        (DUE + timedelta(days=2), 48),
    ],
)
def test_how_long_it_is_over(now, over):
    assert hours_over(DUE, None, now) == over


def test_what_is_done_is_never_over():
    assert hours_over(DUE, DUE + timedelta(days=3), DUE + timedelta(days=9)) is None


def test_a_service_counts_for_so_many_days():
    assert verified_since(date(2026, 11, 22), days=180) == date(2026, 5, 26)
