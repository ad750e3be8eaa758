"""
The checklists of a session: which elements are due in which of the fifteen sessions.

No source gives a fixed plan of the sessions. What stands in ``checklists.json`` is a local plan of our
own, open to everybody (CC0), unverified, and meant to be changed: a new version is added, the old ones
stay readable. What each element says stands in the table of words (``checklist.<code>``).
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

SESSIONS = range(1, 16)


@dataclass(frozen=True, slots=True)
class Part:
    """One element of a session and the sessions in which it is due."""

    code: str
    first: int
    last: int

    @property
    def sessions(self) -> range:
        """The numbers of the sessions in which it is due."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of the checklist. ``verified`` is False for a local plan that nobody has tried."""

    version: str
    licence: str
    verified: bool
    parts: tuple[Part, ...]

    def due(self, session_number: int) -> tuple[str, ...]:
        """The codes of the elements due in a session, in their order."""
        return tuple(part.code for part in self.parts if session_number in part.sessions)

    @property
    def codes(self) -> frozenset[str]:
        """All codes of the plan."""
        return frozenset(part.code for part in self.parts)


@cache
def plans() -> dict[str, Plan]:
    """All versions, the newest last."""
    file = resources.files("tuvurane.supervision").joinpath("checklists.json")
    read = [_plan(plan) for plan in json.loads(file.read_text(encoding="utf-8"))["plans"]]
    return {plan.version: plan for plan in read}


def newest() -> str:
    """The version in use."""
    return list(plans())[-1]


def _plan(row: dict[str, Any]) -> Plan:
    return Plan(row["version"], row["licence"], row["verified"], tuple(_part(element) for element in row["elements"]))


def _part(row: dict[str, Any]) -> Part:
    return Part(row["code"], *row.get("sessions", (SESSIONS[0], SESSIONS[-1])))
