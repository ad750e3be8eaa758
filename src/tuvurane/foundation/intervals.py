"""Exact intervals of shares."""

from functools import cache
from importlib import import_module
from typing import Any


def exact_interval(found: int, of: int, *, level: float = 0.95) -> tuple[float, float]:
    """
    The exact interval of a share, by Clopper and Pearson (1934), Biometrika 26(4):404-413: (low, high) in 0..1.

    Exact where few were found too: it covers at least as often as ``level`` says. Raises ValueError where ``of`` is
    nothing, or fewer than ``found``.
    """
    if not 0 <= found <= of or not of:
        raise ValueError((found, of))
    tail = (1 - level) / 2
    low = float(_special().betaincinv(found, of - found + 1, tail)) if found else 0.0
    high = float(_special().betaincinv(found + 1, of - found, 1 - tail)) if found < of else 1.0
    return low, high


@cache
def _special() -> Any:
    # scipy takes a moment to import: whoever never asks for an interval should not wait for it.
    return import_module("scipy.special")
