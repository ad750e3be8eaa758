"""A partner's first year at once: 120 groups, 1,560 people, 1,800 sessions, 23,400 marks."""

import time
from datetime import date, timedelta

import pytest

from tests.cast import NOW
from tests.integration.exchange.register_files import workbook
from tuvurane.exchange import registers
from tuvurane.exchange.registers import Counts
from tuvurane.journal import queries as journal

GROUPS, MEMBERS, SESSIONS = 120, 13, 15
BUDGET_SECONDS = 60  # several times what it takes on two busy cores; the page says "up to a minute"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def year():
    start = date(2026, 7, 2)
    names = [f"Twiyubake {n}" for n in range(1, GROUPS + 1)]
    seats, numbers = range(1, MEMBERS + 1), range(1, SESSIONS + 1)
    held = {n: start + timedelta(weeks=n - 1) for n in numbers}
    ended = held[SESSIONS]
    return workbook(
        {
            "groups": [[name, "Muriza", None, "rn", 4, "graduated", start, ended] for name in names],
            "facilitators": [[name, leader] for name in names for leader in ("nadine", "jules")],
            "members": [
                [name, n, f"Member {n} of {name}", None, None, "F", 20 + n, None, None, None, start]
                for name in names
                for n in seats
            ],
            "sessions": [[name, n, held[n], 180, "church", "trust", "nadine;jules"] for name in names for n in numbers],
            "attendance": [[name, n, None, *("PPPPE"[(n + s) % 5] for s in numbers)] for name in names for n in seats],
        }
    )


def test_a_partners_first_year_is_taken_in_seconds_and_the_second_time_changes_nothing(pair, year):
    actor = pair.actor("coordinator")
    started = time.perf_counter()

    preview = registers.read(year, actor=actor, language="fr", now=NOW)
    looked = time.perf_counter()
    loaded = registers.apply(preview, actor=actor, now=NOW)
    taken = time.perf_counter()
    again = registers.read(year, actor=actor, language="fr", now=NOW)
    known = time.perf_counter()

    times = {"read": looked - started, "take": taken - looked, "read again": known - taken}
    assert (preview.faults, preview.notices) == ((), ())
    assert loaded.counts == Counts(120, 240, 1_560, 1_800, 23_400)
    assert again.nothing_new
    assert again.standing == loaded.counts
    assert journal.verify().whole
    assert sum(times.values()) < BUDGET_SECONDS, times
