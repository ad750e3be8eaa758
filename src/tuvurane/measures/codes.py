"""The codes of this room, and when each wave is due: data with a source (``waves.json``)."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NamedTuple


class Wave(StrEnum):
    """When in the life of a group people are asked."""

    BASELINE = "baseline"
    END = "end"
    LATER = "later"
    LATER_2 = "later_2"
    LATER_3 = "later_3"
    LATER_4 = "later_4"
    LATER_5 = "later_5"


class Arm(StrEnum):
    """Whether people were asked as members of a group that meets, or while they waited for theirs."""

    GROUP = "group"
    WAITING = "waiting"


class Form(StrEnum):
    """Whether a questionnaire was asked whole, or without its screening item because nobody could answer a yes."""

    WHOLE = "whole"
    WITHOUT_SCREENING = "without_screening"


class Anchor(StrEnum):
    """The day from which the window of a wave is counted: the group's first session, or its end."""

    START = "start"
    END = "end"


class Entered(StrEnum):
    """How answers came to us."""

    PHONE = "phone"
    PAPER = "paper"


class FlagAnswer(StrEnum):
    """What a safeguarding person did about a flag."""

    CONTACTED = "contacted"
    REFERRED = "referred"
    NOT_REACHED = "not_reached"


SETTLED = frozenset({FlagAnswer.CONTACTED, FlagAnswer.REFERRED})
"""Answers that end a flag; ``not_reached`` leaves it to be answered again."""


class Window(NamedTuple):
    """A wave is due while a group of this status has held between ``least`` and ``most`` sessions."""

    status: str
    least: int
    most: int

    def holds(self, status: str, sessions: int) -> bool:
        """Whether the window is open for a group."""
        return status == self.status and self.least <= sessions <= self.most


class WavePlan(NamedTuple):
    """Which instruments a programme asks, and the windows of each wave."""

    instruments: tuple[str, ...]
    windows: Mapping[Wave, tuple[Window, ...]]

    def due_waves(self, status: str, sessions: int) -> list[Wave]:
        """The waves that are due for a group with this status and this many sessions held."""
        return [wave for wave in Wave if any(window.holds(status, sessions) for window in self.windows[wave])]


@cache
def wave_plan() -> WavePlan:
    """The plan in ``waves.json``."""
    raw = json.loads(resources.files("tuvurane.measures").joinpath("waves.json").read_text(encoding="utf-8"))
    windows = {
        wave: tuple(Window(row["status"], row["sessions"][0], row["sessions"][1]) for row in raw[wave]["due"])
        for wave in Wave
    }
    return WavePlan(tuple(raw["asked"]["instruments"]), windows)
