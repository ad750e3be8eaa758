"""
How long ``tuvurane demo`` takes to write a synthetic programme: everything, from the empty folder to the last seal.

``rwanda`` (1,800 groups) is the scale that the pages are measured at; ``partner`` (120 groups) is what
``make demo`` writes while a person waits.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import instance
from benchmarks.figures import Figure, Options

RWANDA_BUDGET = 60


def measure(_asked: Options) -> list[Figure]:
    """Seconds for each scale."""
    partner, rwanda = (_seconds(scale) for scale in ("partner", "rwanda"))
    return [
        Figure("synthetic programme, rwanda", rwanda, "s", RWANDA_BUDGET),
        Figure("synthetic programme, partner", partner, "s"),
    ]


def _seconds(scale: str) -> float:
    with TemporaryDirectory() as home:
        started = time.perf_counter()
        instance.tuvurane(Path(home), "demo", "--scale", scale, "--no-serve")
        return time.perf_counter() - started
