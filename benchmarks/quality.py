"""
What the page of quality costs a reader: some thousands of interviews opened, read and compared at once.

On a programme of ``rwanda`` scale, the last 90 days and a whole year (where the page reads as many as it reads at
most and says so), for a scale of yes and no and for one of six steps. One browser, since few people read it.
"""

import json
import statistics
import sys

from benchmarks import instance
from benchmarks.figures import Figure, Options, p95
from benchmarks.pages import QUERIES_BUDGET, entered, together

BUDGET_MS = 1_000
REQUESTS = 20
READER = "evaluator"
ASKED = {
    f"{name}, {days} days": f"/measures/quality/?instrument={name}&days={days}"
    for name in ("srq20", "who5")
    for days in (90, 365)
}


def measure(asked: Options) -> list[Figure]:
    """p50 and p95 of the page, and its questions of the database."""
    home = instance.filled(asked.home, "rwanda")
    queries: dict[str, int] = json.loads(instance.script(home, "quality"))
    figures = []
    with instance.served(home) as address:
        browser = entered(address, home, READER)
        # A worker reads the library of the F distribution once: that is over before we time.
        together([(browser, ASKED["srq20, 90 days"])], requests=8)
        for name, path in ASKED.items():
            times = together([(browser, path)], requests=REQUESTS)
            figures += [
                Figure(f"quality: {name}, p50", statistics.median(times), "ms"),
                Figure(f"quality: {name}, p95", p95(times), "ms", BUDGET_MS),
                Figure(f"  queries: {name}", queries[name], "", QUERIES_BUDGET),
            ]
    return figures


def _inside() -> dict[str, int]:
    """Queries of each page. Runs in the instance."""
    from benchmarks.pages import opened, queries_of  # noqa: PLC0415 - only the process inside the instance has settings

    opened()
    return {name: queries_of(path, (READER,)) for name, path in ASKED.items()}


if __name__ == "__main__":
    json.dump(_inside(), sys.stdout)
