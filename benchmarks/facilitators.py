"""
What the pages of those who hold the space cost with 5,400 facilitators, under load.

The programme is of ``tenfold`` scale (18,000 groups), written once below ``var/bench`` and kept: that
takes ten minutes of processor. Two browsers ask at once of two workers over connections that stay open,
the whole answer read. The pages are those that grow with people: the list, the list narrowed, one person,
the gate, a course, the cascade, and the plan of one supervisor.
"""

import json
import statistics
import sys
from typing import Any

from benchmarks import instance
from benchmarks.figures import Figure, Options, p95
from benchmarks.pages import QUERIES_BUDGET, entered, together

SCALE = "tenfold"
PAGE_BUDGET_MS = 150  # the same as with a tenth of the people
REQUESTS = 60
READER, SUPERVISOR = "coordinator", "supervisor"


def measure(asked: Options) -> list[Figure]:
    """p50 and p95 of each page, and how many questions it asks of the database."""
    home = instance.filled(asked.home, SCALE)
    pages: dict[str, dict[str, Any]] = json.loads(instance.script(home, "facilitators"))
    figures = []
    with instance.served(home) as address:
        browsers = {reader: [entered(address, home, reader) for _ in range(2)] for reader in (READER, SUPERVISOR)}
        # A worker reads its libraries some seconds after its start: that is over before we time.
        together([(browser, "/evidence/change/") for browser in browsers[READER]], requests=8)
        for name, page in pages.items():
            times = together([(browser, page["path"]) for browser in browsers[page["reader"]]], requests=REQUESTS)
            figures += [
                Figure(f"{name}, p50", statistics.median(times), "ms"),
                Figure(f"{name}, p95", p95(times), "ms", PAGE_BUDGET_MS),
                Figure(f"  queries: {name}", page["queries"], "", QUERIES_BUDGET),
            ]
    return figures


def _inside() -> dict[str, dict[str, Any]]:
    """The pages to ask, by name: address, who reads it, its queries. Runs in the instance."""
    from benchmarks.pages import opened, queries_of  # noqa: PLC0415 - only the process inside the instance has settings

    opened()
    return {
        name: {"path": path, "reader": reader, "queries": queries_of(path, (reader,))}
        for name, (path, reader) in _paths().items()
    }


def _paths() -> dict[str, tuple[str, str]]:
    from django.urls import reverse  # noqa: PLC0415

    from tuvurane.foundation import clock  # noqa: PLC0415
    from tuvurane.people import queries as people  # noqa: PLC0415
    from tuvurane.training import queries as training  # noqa: PLC0415

    account = people.account_named(READER)
    actor = people.actor_of(account, on=clock.today())
    leader = people.account_named("facilitator")
    course = next(one for one in training.courses_visible_to(actor) if one.finished_at is not None)
    listed = reverse("training:facilitators")
    return {
        "facilitators": (listed, READER),
        "facilitators, narrowed": (f"{listed}?rung=basic&gate=clear", READER),
        "facilitators, searched": (f"{listed}?q=zainabu", READER),
        "facilitator": (reverse("training:facilitator", args=[leader.pk]), READER),
        "gate": (reverse("training:gate"), READER),
        "courses": (reverse("training:courses"), READER),
        "course": (reverse("training:course", args=[course.pk]), READER),
        "raters": (reverse("training:raters"), READER),
        "cascade": (reverse("supervision:cascade"), READER),
        "plan of a supervisor": (reverse("supervision:plan"), SUPERVISOR),
        "who looks after whom": (reverse("supervision:charges"), READER),
    }


if __name__ == "__main__":
    json.dump(_inside(), sys.stdout)
