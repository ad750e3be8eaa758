import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tuvurane.exchange import burundi


@pytest.mark.slow
def test_all_of_burundi_is_taken_in_three_seconds_and_in_batches(take):
    rows = burundi.rows()
    started = time.perf_counter()

    with CaptureQueriesContext(connection) as asked:
        take(rows)

    assert time.perf_counter() - started < 3
    assert len(asked) < len(rows) / 30
