"""Run all benchmarks, or those named with ``--only``; one table at the end, exit code 1 when a budget is exceeded."""

import importlib
import sys

from benchmarks.figures import options, table

NAMES = (
    "first_load",
    "records",
    "first_sync",
    "start_up",
    "places_import",
    "pages",
    "facilitators",
    "waves",
    "quality",
    "rotation",
    "scoring",
    "synthetic",
    "push",
)


def run() -> int:
    """Measure and tell. Returns the exit code."""
    only, asked = options()
    unknown = sorted(set(only) - set(NAMES))
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. Known: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    figures = []
    for name in only or NAMES:
        print(f"Measuring: {name} …", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"benchmarks.{name}").measure(asked)
    print(table(figures))
    over = [figure for figure in figures if not figure.within]
    for figure in over:
        print(f"Over its budget: {figure.what}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(run())
