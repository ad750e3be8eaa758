"""When a refresher is due, as a table."""

from datetime import date

import pytest

from tuvurane.training.rules.refreshers import refresher_due_on, refresher_state

# Twelve months unless said otherwise; a month that is too short ends on its last day.
DUE = """
last_ended  months  due
2025-11-22      12  2026-11-22
2024-02-29      12  2025-02-28
2023-02-28      12  2024-02-28
2026-03-31      11  2027-02-28
2027-03-31      11  2028-02-29
2026-10-31       1  2026-11-30
2026-12-15       1  2027-01-15
2026-12-31      12  2027-12-31
2026-06-15      24  2028-06-15
-               12  -
"""

# Sixty days before it is due it is soon; on the very day it is soon still.
STATES = """
due         on          state
2027-01-22  2026-11-22  fresh
2027-01-22  2026-11-23  soon
2027-01-22  2027-01-22  soon
2027-01-22  2027-01-23  overdue
2027-01-22  2026-01-01  fresh
-           2026-11-22  none
"""


def day(written):
    return None if written == "-" else date.fromisoformat(written)


def rows(table):
    return [pytest.param(*line.split(), id=" ".join(line.split())) for line in table.strip().splitlines()[1:]]


@pytest.mark.parametrize(("last_ended", "months", "due"), rows(DUE))
def test_a_refresher_is_due_so_many_calendar_months_after_the_last_course(last_ended, months, due):
    assert refresher_due_on(day(last_ended), months=int(months)) == day(due)


@pytest.mark.parametrize(("due", "on", "state"), rows(STATES))
def test_how_a_refresher_stands_on_a_day(due, on, state):
    assert refresher_state(day(due), day(on), soon_days=60) == state
