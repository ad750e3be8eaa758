"""Thresholds are data with a source: each room keeps its own in a ``thresholds.json``, shown where they act."""

import json
from functools import cache
from importlib import resources
from typing import NamedTuple


class Threshold(NamedTuple):
    """One number, its unit and where it comes from."""

    value: float
    unit: str
    source: str


@cache
def threshold(room: str, name: str) -> Threshold:
    """The threshold of this name in a room (``groups``). Raises KeyError for an unknown one."""
    file = resources.files(f"tuvurane.{room}").joinpath("thresholds.json")
    return Threshold(**json.loads(file.read_text(encoding="utf-8"))[name])
