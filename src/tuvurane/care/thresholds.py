"""The thresholds of this room (``thresholds.json``), and its stop rules (``stop_rules.json``), each with its source."""

import json
from functools import cache, partial
from importlib import resources
from typing import Any

from tuvurane.care.codes import AdverseKind, Relatedness
from tuvurane.care.rules.stopping import StopRule
from tuvurane.foundation import thresholds

threshold = partial(thresholds.threshold, "care")

ROUND = 100.0  # shares are told in per cent


@cache
def _file() -> dict[str, Any]:
    text = resources.files("tuvurane.care").joinpath("stop_rules.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def stop_rules() -> tuple[StopRule, ...]:
    """All rules, in the order of the file."""
    return tuple(_rule(name, entry) for name, entry in _file()["rules"].items())


@cache
def group_induced() -> tuple[frozenset[AdverseKind], frozenset[Relatedness]]:
    """Which sorts of events, and how related, are harm that came from the group."""
    entry = _file()["group_induced"]
    return frozenset(map(AdverseKind, entry["kinds"])), frozenset(map(Relatedness, entry["relatedness"]))


def source_of(name: str) -> str:
    """Where a rule, or "group_induced", comes from. Raises KeyError."""
    entry = _file()["group_induced"] if name == "group_induced" else _file()["rules"][name]
    return str(entry["source"])


def numbers_of(name: str) -> dict[str, int]:
    """What the sentence about a rule is filled with: ``least``, ``weeks``, ``share`` in per cent. Raises KeyError."""
    entry = _file()["rules"][name]
    return {
        "least": int(entry["least"]),
        "weeks": int(entry.get("weeks", 0)),
        "share": round(entry.get("share", 0) * ROUND),
    }


def _rule(name: str, entry: dict[str, Any]) -> StopRule:
    every = frozenset(AdverseKind)
    return StopRule(
        name=name,
        scope=entry["scope"],
        relatedness=frozenset(map(Relatedness, entry["relatedness"])),
        kinds=group_induced()[0] if entry.get("kinds") == "group_induced" else every,
        serious=entry["serious"],
        least=entry["least"],
        weeks=entry.get("weeks"),
        share=entry.get("share"),
    )
