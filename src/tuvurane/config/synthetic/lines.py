"""Short lines without names: what a facilitator might have noted. Made up, each of them."""

import json
from functools import cache
from importlib import resources
from typing import Any

from tuvurane.config.synthetic.chance import Chance
from tuvurane.groups.codes import Shift


@cache
def _lines() -> dict[str, Any]:
    file = resources.files("tuvurane.config.synthetic").joinpath("lines.json")
    lines: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return lines


def line_about(chance: Chance, domain: Shift, language: str) -> str:
    """One line on a small shift."""
    chosen: str = chance.choice(_lines()["shifts"][domain][language])
    return chosen


def told_about(chance: Chance, domain: Shift, language: str) -> str:
    """One line on a small shift that somebody outside the circle saw."""
    chosen: str = chance.choice(_lines()["told"][domain][language])
    return chosen


def note(chance: Chance, language: str) -> str:
    """One note on a session."""
    chosen: str = chance.choice(_lines()["notes"][language])
    return chosen
