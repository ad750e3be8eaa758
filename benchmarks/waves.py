"""
What the schedule costs a reader: whom to ask, by when, over a whole programme.

Two browsers ask at once of two workers, as in ``pages``; a page of ``rwanda`` (1,800 groups, 23,000 people) and one of
``tenfold`` (18,000 groups), which is written once below ``var/bench``: some ten minutes of processor. The pages are
the whole schedule and one group's, where each person stands. With ``--home`` only that instance is measured.
"""

import json
import statistics
import sys
from typing import Any

from benchmarks import instance
from benchmarks.figures import Figure, Options, p95
from benchmarks.pages import QUERIES_BUDGET, entered, together

BUDGETS_MS = {"rwanda": 150, "tenfold": 1_000}
REQUESTS = 60
READER = "coordinator"


def measure(asked: Options) -> list[Figure]:
    """p50 and p95 of the schedule at both sizes, and its questions of the database."""
    scales = {"rwanda": BUDGETS_MS["rwanda"]} if asked.home else BUDGETS_MS
    return [figure for scale, budget in scales.items() for figure in _scale(scale, budget, asked)]


def _scale(scale: str, budget: int, asked: Options) -> list[Figure]:
    home = instance.filled(asked.home, scale)
    pages: dict[str, dict[str, Any]] = json.loads(instance.script(home, "waves"))
    figures = []
    with instance.served(home) as address:
        browsers = [entered(address, home, READER) for _ in range(2)]
        together([(browser, "/evidence/change/") for browser in browsers], requests=8)
        for name, page in pages.items():
            times = together([(browser, page["path"]) for browser in browsers], requests=REQUESTS)
            figures += [
                Figure(f"{scale}: {name}, p50", statistics.median(times), "ms"),
                Figure(f"{scale}: {name}, p95", p95(times), "ms", budget),
                Figure(f"  queries: {name}", page["queries"], "", QUERIES_BUDGET),
            ]
    return figures


def _inside() -> dict[str, dict[str, Any]]:
    """The pages to ask, by name. Runs in the instance."""
    from benchmarks.pages import opened, queries_of  # noqa: PLC0415 - only the process inside the instance has settings

    opened()
    return {name: {"path": path, "queries": queries_of(path, (READER,))} for name, path in _paths().items()}


def _paths() -> dict[str, str]:
    from django.urls import reverse  # noqa: PLC0415

    from tuvurane.foundation import clock  # noqa: PLC0415
    from tuvurane.measures import queries as measures  # noqa: PLC0415
    from tuvurane.people import queries as people  # noqa: PLC0415

    account = people.account_named(READER)
    rules = measures.rules_of(account.organisation_id)
    board = measures.wave_board(people.actor_of(account, on=clock.today()), on=clock.today(), rules=rules)
    return {
        "schedule": reverse("schedule:board"),
        "questionnaires of a group": reverse("groups:questionnaires", args=[board.rows[0].group.pk]),
    }


if __name__ == "__main__":
    json.dump(_inside(), sys.stdout)
