"""How loud it is when nobody did what was due, and until when a service counts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tuvurane.care.rules.deadlines import hours_over, verified_since

DUE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


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
    assert hours_over(DUE, now) == over


def test_what_awaits_nothing_is_never_over():
    assert hours_over(None, DUE + timedelta(days=9)) is None


def test_a_service_counts_for_so_many_days():
    assert verified_since(date(2026, 11, 22), days=180) == date(2026, 5, 26)
