"""
What a record says, read as far as it can be read: a code of tomorrow or a half sign must not hide the rest.

Everything here came from a phone and was not taken; nothing of it is trusted to have the right form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tuvurane.groups.actions import Tally
from tuvurane.groups.codes import Mark, Voice

LONGEST = 2_000
MARKS = {"p": Mark.PRESENT, "e": Mark.EXCUSED, "a": Mark.ABSENT}


@dataclass(frozen=True, slots=True)
class ShiftSaid:
    """A small shift told in a session."""

    domain: str
    line: str
    noticed_by: str


@dataclass(frozen=True, slots=True)
class SessionSaid:
    """A report of a session. None, or empty: not said, or not readable. Codes stand as they came."""

    number: int | None
    held_on: date | None
    minutes: int | None
    place_kind: str
    phase: str
    facilitators: Sequence[int]
    marks: Mapping[int, Mark]
    voice: Mapping[Voice, Tally]
    by_two: bool | None
    shifts: Sequence[ShiftSaid]
    challenges: Sequence[str]
    note: str

    @property
    def present(self) -> int:
        """How many are marked as present."""
        return sum(mark == Mark.PRESENT for mark in self.marks.values())


@dataclass(frozen=True, slots=True)
class MissedSaid:
    """A session that did not take place."""

    on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class SettleSaid:
    """Which values count where reports differ: by key, the place of the chosen report (from 1)."""

    number: int | None
    reports: int
    take: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ResponseSaid:
    """Who was asked what, and when. Never an answer."""

    seat: int | None
    instrument: str
    wave: str
    on: date | None
    language: str


def session_said(body: Mapping[str, Any]) -> SessionSaid:
    """A session's body."""
    return SessionSaid(
        number=number(body.get("n")),
        held_on=day(body.get("on")),
        minutes=number(body.get("min")),
        place_kind=text(body.get("place")),
        phase=text(body.get("phase")),
        facilitators=_numbers(body.get("by")),
        marks=_marks(body.get("marks")),
        voice=_voice(body.get("voice")),
        by_two=yes_or_no(as_mapping(body.get("voice")).get("two")),
        shifts=[_shift(shift) for shift in _mappings(body.get("shifts"))],
        challenges=[text(code) for code in as_list(body.get("hard")) if text(code)],
        note=text(body.get("note")),
    )


def missed_said(body: Mapping[str, Any]) -> MissedSaid:
    """The body of a session that did not take place."""
    return MissedSaid(day(body.get("on")), text(body.get("reason")))


def settle_said(body: Mapping[str, Any]) -> SettleSaid:
    """A settlement's body."""
    taken = {text(key): number(at) for key, at in as_mapping(body.get("take")).items()}
    known = {key: at + 1 for key, at in taken.items() if at is not None}
    return SettleSaid(number(body.get("n")), len(as_list(body.get("of"))), known)


def response_said(body: Mapping[str, Any]) -> ResponseSaid:
    """A questionnaire's body, without what is sealed."""
    return ResponseSaid(
        seat=number(body.get("seat")),
        instrument=text(body.get("instrument")),
        wave=text(body.get("wave")),
        on=day(body.get("on")),
        language=text(body.get("lang")),
    )


def group_said(body: Mapping[str, Any]) -> UUID | None:
    """The group that a record names."""
    try:
        return UUID(text(body.get("group")))
    except ValueError:
        return None


def text(value: Any) -> str:
    """A text that a page can show: no half sign, no nothing-sign, no more than a note's length."""
    if not isinstance(value, str):
        return ""
    return value[:LONGEST].replace("\x00", "").encode("utf-8", "replace").decode()


def number(value: Any) -> int | None:
    """A small count; True is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000 else None


def yes_or_no(value: Any) -> bool | None:
    """What is said as yes or no; None where it is not."""
    return value if isinstance(value, bool) else None


def day(value: Any) -> date | None:
    """A day as ``2026-11-22``."""
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        return None


def as_list(value: Any) -> list[Any]:
    """The same list; empty where it is none."""
    return value if isinstance(value, list) else []


def as_mapping(value: Any) -> dict[str, Any]:
    """The same mapping; empty where it is none."""
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [one for one in as_list(value) if isinstance(one, dict)]


def _numbers(value: Any) -> list[int]:
    return [one for one in map(number, as_list(value)) if one is not None]


def _shift(told: Mapping[str, Any]) -> ShiftSaid:
    return ShiftSaid(text(told.get("d")), text(told.get("line")), text(told.get("by")))


def _marks(value: Any) -> dict[int, Mark]:
    given = as_mapping(value)
    return {seat: mark for sign, mark in MARKS.items() for seat in _numbers(given.get(sign))}


def _voice(value: Any) -> dict[Voice, Tally]:
    given = as_mapping(value)
    counted = {question: _numbers(given.get(question.value)) for question in Voice}
    return {question: Tally(*totals) for question, totals in counted.items() if len(totals) == len(Tally._fields)}
