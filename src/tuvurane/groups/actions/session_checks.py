"""What a report must be before it is taken."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from tuvurane.groups import problems
from tuvurane.groups.codes import MINUTES, SESSIONS, Mark
from tuvurane.groups.queries import SessionContent
from tuvurane.people.scope import Actor

NOTE_SIGNS = 2_000
LINE_SIGNS = 140
TALLY_MOST = 40


def check_content(actor: Actor, content: SessionContent, now: datetime, *, from_phone: bool = False) -> None:
    """Everything about a report that can be judged without its group. Raises the room's problems."""
    check_day(actor, content.held_on, now, from_phone=from_phone)
    _check_range("number", content.number, 1, SESSIONS)
    _check_range("minutes", content.minutes, MINUTES.start, MINUTES.stop - 1)
    for question, tally in content.voice.items():
        for total in tally:
            _check_range(f"voice.{question}", total, 0, TALLY_MOST)
    check_somebody_came(content)
    if len(content.note) > NOTE_SIGNS:
        raise problems.TooLong(what="note", most=NOTE_SIGNS)
    for shift in content.shifts:
        check_line(shift.line)


def check_line(line: str) -> None:
    """One line about a small shift. Raises ShiftNeedsALine, TooLong."""
    if not line.strip():
        raise problems.ShiftNeedsALine
    if len(line) > LINE_SIGNS:
        raise problems.TooLong(what="shift", most=LINE_SIGNS)


def check_somebody_came(content: SessionContent) -> None:
    """A session without anybody did not take place. Raises NobodyThere."""
    if Mark.PRESENT not in content.marks.values():
        raise problems.NobodyThere


def _check_range(what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise problems.OutOfRange(what=what, value=value, least=least, most=most)


def check_day(actor: Actor, on: date, now: datetime, *, from_phone: bool = False) -> None:
    """A day that has come. Raises DateInTheFuture, but never for what a phone recorded."""
    # A phone's clock may be a year off: what it claims is kept and shown, never refused.
    if actor.kind != "device" and not from_phone and on > now.date():
        raise problems.DateInTheFuture(on=on)


def check_seats(seats: Mapping[int, UUID], marks: Mapping[int, Mark]) -> Mapping[int, UUID]:
    """The group's seats, once every mark has found its own. Raises SeatUnknown, MarkedTwice."""
    for seat in marks:
        if seat not in seats:
            raise problems.SeatUnknown(seat=seat)
    if len({seats[seat] for seat in marks}) < len(marks):
        raise problems.MarkedTwice
    return seats


def accounts_of(leading: Mapping[int, UUID], numbers: Sequence[int]) -> list[UUID]:
    """The accounts behind the facilitators' numbers. Raises SeatUnknown."""
    for number in numbers:
        if number not in leading:
            raise problems.SeatUnknown(seat=number)
    return sorted({leading[number] for number in numbers})
