"""When something may leave the room of care, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from tuvurane.care.codes import ExportState
from tuvurane.care.rules.leaving import export_state

ASKED = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
# hours after asking: approved, refused, now; urgent -> the state (24 hours of waiting, 168 to take it)
TABLE = [
    (None, None, 0, False, ExportState.ASKED),
    (None, None, 192, False, ExportState.ASKED),
    (None, None, 193, False, ExportState.EXPIRED),  # nobody approved it
    (None, 2, 3, False, ExportState.REFUSED),
    (2, None, 3, False, ExportState.WAITS),
    (2, None, 23, False, ExportState.WAITS),
    (2, None, 24, False, ExportState.READY),
    (30, None, 30, False, ExportState.READY),  # the night was over before
    (2, None, 2, True, ExportState.READY),  # urgent
    (2, None, 170, True, ExportState.READY),
    (2, None, 171, True, ExportState.EXPIRED),
    (2, None, 192, False, ExportState.READY),
    (2, None, 193, False, ExportState.EXPIRED),
]


@pytest.mark.parametrize(("approved", "refused", "now", "urgent", "state"), TABLE)
def test_the_state(approved, refused, now, urgent, state):
    found = export_state(
        asked_at=ASKED,
        urgent=urgent,
        approved_at=None if approved is None else ASKED + approved * HOUR,
        refused_at=None if refused is None else ASKED + refused * HOUR,
        now=ASKED + now * HOUR,
        wait_hours=24,
        keep_hours=168,
    )

    assert found == state
