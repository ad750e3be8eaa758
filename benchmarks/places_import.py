"""
How long the import of all Burundi takes (the 2025 units, the former ones, their succession), and how quick a search is.

Run in a process of its own on an empty instance. Batches, not rows, go to the database: the number of
queries is measured beside the seconds, because it does not depend on how busy the machine is.
"""

import json
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance
from benchmarks.figures import Figure, Options

IMPORT_BUDGET = 5
TERMS = ("Giharo", "Musongati", "ruyigi", "Busuma", "mu", "Musenyi, Tangara", "Kibago", "nothing of that name")
ROUNDS = 5


def measure(_asked: Options) -> list[Figure]:
    """Seconds and queries of the import, and the median of a search."""
    with TemporaryDirectory() as home:
        found = json.loads(instance.script(Path(home), "places_import"))
    return [
        Figure("import of all Burundi", found["seconds"], "s", IMPORT_BUDGET),
        Figure("  places in it", found["places"], ""),
        Figure("  queries", found["queries"], ""),
        Figure("search for a place, median", found["find"], "ms"),
    ]


def _inside() -> dict[str, float]:
    """The measure itself; needs the apps, so it runs in the instance."""
    import django  # noqa: PLC0415 - only the process inside the instance has settings

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from tuvurane.config import tables  # noqa: PLC0415
    from tuvurane.exchange import burundi  # noqa: PLC0415
    from tuvurane.foundation import clock  # noqa: PLC0415
    from tuvurane.people.scope import Actor  # noqa: PLC0415
    from tuvurane.places import actions, queries  # noqa: PLC0415

    tables.bring_up()
    with CaptureQueriesContext(connection) as asked:
        started = time.perf_counter()
        summary = actions.import_places(
            actor=Actor.system(), rows=burundi.rows(), source=burundi.SOURCE, now=clock.now()
        )
        seconds = time.perf_counter() - started
    searches = []
    for term in TERMS * ROUNDS:
        started = time.perf_counter()
        queries.find(term, on=clock.today())
        searches.append((time.perf_counter() - started) * 1_000)
    return {
        "seconds": seconds,
        "places": summary.created,
        "queries": len(asked),
        "find": statistics.median(searches),
    }


if __name__ == "__main__":
    json.dump(_inside(), sys.stdout)
