"""How much processor time processes have used, read from ``/proc`` (Linux)."""

import os
import threading
import time
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")
# A worker reads libraries ten seconds after its start (``config/wsgi.py``): a figure must not hold that.
AT_LEAST = 12.0
REST = 0.02  # of one processor
PATIENCE = 120.0


class _Seen(NamedTuple):
    parent: int
    ticks: int


def of_tree(root: int, *, besides: int = 0) -> float:
    """Seconds that a process and all that came from it have used; ``besides``: leave out this one, not its children."""
    seen = _all()
    family = {root}
    while grown := {process for process, one in seen.items() if one.parent in family} - family:
        family |= grown
    return sum(seen[process].ticks for process in family & seen.keys() if process != besides) / TICKS


def until_it_rests(root: int) -> None:
    """Wait until what came from this process is through with its start. Raises RuntimeError when it never rests."""
    pause, began = threading.Event(), time.monotonic()
    before = of_tree(root, besides=root)
    while (waited := time.monotonic() - began) < PATIENCE:
        pause.wait(1)
        now = of_tree(root, besides=root)
        if waited >= AT_LEAST and now - before <= REST:
            return
        before = now
    raise RuntimeError("the server works without being asked")


def _all() -> dict[int, _Seen]:
    """Every process: where it comes from, and its ticks with those of children that have ended."""
    seen = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            # The name stands in brackets and may hold anything: what follows the last one is numbers.
            parts = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        seen[int(folder.name)] = _Seen(int(parts[1]), sum(int(part) for part in parts[11:15]))
    return seen
