"""When a wave is asked: windows in days from a group's start or end, and where each person stands. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from tuvurane.measures.codes import Anchor, Arm, Wave


@dataclass(frozen=True, slots=True)
class Rule:
    """
    How one wave is asked.

    ``opens``, ``due`` and ``closes`` are days from the ``anchor``, the last day included. ``why`` says where the
    numbers come from; ``own``: an organisation's own rule, not the proposed one. Without ``instruments`` the wave is
    not asked.
    """

    wave: Wave
    anchor: Anchor
    opens: int
    due: int
    closes: int
    instruments: tuple[str, ...]
    why: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Anchors:
    """
    The days from which windows are counted; None where a day is not known yet.

    ``forming``: the group has not begun, so what is asked before its start may be asked already. ``started``: a group
    that waited has begun, and is measured as waiting no longer.
    """

    start: date | None = None
    end: date | None = None
    forming: bool = False
    waits_since: date | None = None
    started: date | None = None


def is_later(wave: Wave) -> bool:
    """Whether a wave is asked after the end of the group: only of people who agreed to be contacted then."""
    return wave not in {Wave.BASELINE, Wave.END}


class Timing(StrEnum):
    """Where a window stands on a day. ``OVERDUE`` is past its due day and not yet closed."""

    NOT_YET = "not_yet"
    DUE = "due"
    OVERDUE = "overdue"
    CLOSED = "closed"


class State(StrEnum):
    """Where one person stands in one wave."""

    NOT_YET = "not_yet"
    DUE = "due"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    DECLINED = "declined"
    MISSED = "missed"
    LEFT = "left"
    NO_CONSENT = "no_consent"


@dataclass(frozen=True, slots=True)
class Window:
    """
    When a group is asked one wave, first and last day included. ``due`` is the day by which it should be done.

    All three are None before a group has begun whose start is not known: then it is open.
    """

    arm: Arm
    wave: Wave
    opens: date | None
    due: date | None
    closes: date | None
    instruments: tuple[str, ...]

    def timing(self, on: date) -> Timing:
        """Where the window stands on a day."""
        if self.opens is None or self.due is None or self.closes is None:
            return Timing.DUE
        if on < self.opens:
            return Timing.NOT_YET
        if on > self.closes:
            return Timing.CLOSED
        return Timing.OVERDUE if on > self.due else Timing.DUE

    def holds(self, on: date) -> bool:
        """Whether people are asked on this day."""
        return self.timing(on) in {Timing.DUE, Timing.OVERDUE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of one person in one wave: how many questionnaires are asked, answered, declined."""

    asked: int
    answered: int
    declined: int
    agreed: bool
    left: bool


def windows(rules: Iterable[Rule], anchors: Anchors) -> list[Window]:
    """The windows of a group that are known, in the order of the waves: as those who meet, then as those who waited."""
    asked = [rule for rule in rules if rule.instruments]
    meeting = [window for rule in asked if (window := _meeting(rule, anchors)) is not None]
    if anchors.waits_since is None:
        return meeting
    waiting_end = anchors.waits_since + timedelta(days=sessions_days())
    waited = [
        _window(rule, Arm.WAITING, anchors.waits_since if rule.anchor == Anchor.START else waiting_end)
        for rule in asked
    ]
    return meeting + [cut for window in waited if (cut := _until(window, anchors.started)) is not None]


def _meeting(rule: Rule, anchors: Anchors) -> Window | None:
    day = anchors.start if rule.anchor == Anchor.START else anchors.end
    if day is not None:
        return _window(rule, Arm.GROUP, day)
    if anchors.forming and rule.anchor == Anchor.START and rule.opens <= 0 and anchors.waits_since is None:
        return Window(Arm.GROUP, rule.wave, None, None, None, rule.instruments)
    return None


def _window(rule: Rule, arm: Arm, day: date) -> Window:
    opens, due, closes = (day + timedelta(days=days) for days in (rule.opens, rule.due, rule.closes))
    return Window(arm, rule.wave, opens, due, closes, rule.instruments)


def _until(window: Window, started: date | None) -> Window | None:
    """A window of those who wait, closed on the eve of their own first session; None where nothing is left of it."""
    if started is None or window.opens is None or window.due is None or window.closes is None:
        return window
    last = started - timedelta(days=1)
    if window.opens > last:
        return None
    return Window(
        window.arm, window.wave, window.opens, min(window.due, last), min(window.closes, last), window.instruments
    )


def state(timing: Timing, one: Asked) -> State:
    """Where one person stands. Everyone enrolled has a state: who left or did not agree is never left out."""
    if one.answered >= one.asked:
        return State.ANSWERED
    if one.answered + one.declined >= one.asked:
        return State.DECLINED
    if one.left:
        return State.LEFT
    if not one.agreed:
        return State.NO_CONSENT
    return _BY_TIMING[timing]


_BY_TIMING = {
    Timing.NOT_YET: State.NOT_YET,
    Timing.DUE: State.DUE,
    Timing.OVERDUE: State.OVERDUE,
    Timing.CLOSED: State.MISSED,
}


@cache
def proposed() -> tuple[Rule, ...]:
    """The rules that ``waves.json`` proposes, in the order in which the waves come."""
    raw = _data()
    instruments = tuple(raw["instruments"]["value"])
    return tuple(
        Rule(
            Wave(row["wave"]),
            Anchor(row["anchor"]),
            row["opens"],
            row["due"],
            row["closes"],
            instruments,
            row["source"],
        )
        for row in raw["waves"]
    )


def with_own(own: Sequence[Rule]) -> tuple[Rule, ...]:
    """The proposed rules, each replaced by the organisation's own where there is one, and its further waves."""
    by_wave = {rule.wave: rule for rule in (*proposed(), *own)}
    return tuple(by_wave[wave] for wave in Wave if wave in by_wave)


def sessions_days() -> int:
    """Days from the first to the fifteenth session of a group that meets every week."""
    return int(_data()["sessions_days"]["value"])


@cache
def _data() -> dict[str, Any]:
    file = resources.files("tuvurane.measures").joinpath("waves.json")
    return dict(json.loads(file.read_text(encoding="utf-8")))
