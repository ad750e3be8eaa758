"""The checks of the sheets ``sessions`` and ``attendance``."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from tuvurane.exchange.registers.check_groups import check_not_after, check_order, draft_of, shown_or_none
from tuvurane.exchange.registers.drafts import Desk, Draft, SessionDraft
from tuvurane.exchange.registers.known import name_of
from tuvurane.exchange.registers.rows import MarksRow, SessionRow
from tuvurane.exchange.sheets.labels import label
from tuvurane.exchange.sheets.lines import shown
from tuvurane.exchange.sheets.plain import plain
from tuvurane.groups.codes import Mark, Status

NOT_YET = {Status.PLANNED, Status.RECRUITING}


def check_sessions(desk: Desk) -> None:
    """Give every draft its sessions."""
    first: dict[tuple[UUID, int], int] = {}
    for row in desk.register.sessions:
        draft = draft_of(desk, row.line, row.group)
        if draft is not None:
            earlier = first.setdefault((draft.id, row.number), row.line.number)
            if earlier != row.line.number:
                row.line.fault("session", "session_repeated", first=earlier)
            _check_row(desk, draft, row)
        desk.note_broken(row.line, row.group)
    for draft in desk.drafts.values():
        _note_order(desk, draft)


def _check_row(desk: Desk, draft: Draft, row: SessionRow) -> None:
    stands = draft.known is not None and row.number in draft.known.sessions
    if not stands and draft.status in NOT_YET:
        row.line.fault("group", "not_running", status=label("status", draft.status, desk.faults.language))
    if not stands and draft.row.status == Status.STOPPED and draft.starts_on is None:
        row.line.fault("group", "start_missing")
    check_order(row.line, "held_on", row.held_on, "starts_on", draft.starts_on)
    check_not_after(row.line, "held_on", row.held_on, "ended_on", draft.row.ended_on)
    led_by = _led_by(desk, draft, row)
    if row.line.whole:
        draft.sessions[row.number] = SessionDraft(row, led_by, stands)
        _note_differences(desk, draft, row)


def _led_by(desk: Desk, draft: Draft, row: SessionRow) -> tuple[UUID, ...]:
    """The accounts of those who were there: they lead the group, by the file or already."""
    leading = set(draft.leaders)
    if draft.known is not None:
        leading |= {leader.account_id for leader in draft.known.leaders}
    accounts: list[UUID] = []
    for name in row.led_by:
        meant = [leader.account.pk for leader in desk.leaders.named(name) if leader.account.pk in leading]
        if len(meant) == 1:
            accounts.append(meant[0])
        elif not desk.is_broken("facilitators", row.group):
            row.line.fault("led_by", "led_by_unknown", name=name)
    return tuple(dict.fromkeys(accounts))


def _note_differences(desk: Desk, draft: Draft, row: SessionRow) -> None:
    held = draft.known.sessions.get(row.number) if draft.known else None
    if held is None:
        return
    language = desk.faults.language
    compare = [
        ("held_on", row.held_on, held.held_on, shown(held.held_on)),
        ("minutes", row.minutes, held.minutes, str(held.minutes)),
        ("place_kind", row.place_kind, held.place_kind, label("place_kind", held.place_kind, language)),
        ("phase", row.phase, held.phase, label("phase", held.phase, language)),
    ]
    for column, here, stands, there in compare:
        if here != stands:
            desk.faults.note(row.line.spot(column), "report_differs", there=there)


def _note_order(desk: Desk, draft: Draft) -> None:
    held = sorted(draft.sessions.values(), key=lambda one: one.row.number)
    for earlier, later in pairwise(held):
        if later.row.held_on <= earlier.row.held_on:
            spot = later.row.line.spot("held_on")
            desk.faults.note(spot, "out_of_order", number=earlier.row.number, day=shown(earlier.row.held_on))


class _Seated(NamedTuple):
    """Whoever has a number: how they are called, from when until when they are in the group."""

    names: tuple[str, ...]
    joined_on: date
    left_on: date | None


def check_attendance(desk: Desk) -> None:
    """Give the sessions their marks; at the end every new session has someone who was there."""
    first: dict[tuple[UUID, int], int] = {}
    for row in desk.register.attendance:
        draft = draft_of(desk, row.line, row.group)
        seated = _seated(draft, row.number) if draft else None
        if draft is not None:
            earlier = first.setdefault((draft.id, row.number), row.line.number)
            if earlier != row.line.number:
                row.line.fault("number", "marks_repeated", first=earlier)
            elif seated is not None:
                _check_marks(desk, draft, row, seated)
            elif not desk.is_broken("members", row.group):
                row.line.fault("number", "member_unknown")
        desk.note_broken(row.line, row.group)
    for draft in desk.drafts.values():
        _check_someone_there(desk, draft)


def _seated(draft: Draft, number: int) -> _Seated | None:
    member = draft.members.get(number)
    if member is not None:
        return _Seated((member.row.name, member.row.nickname), member.joined_on, member.row.left_on)
    stay = draft.known.stays.get(number) if draft.known else None
    return _Seated((name_of(stay) or "",), stay.joined_on, stay.left_on) if stay else None


def _check_marks(desk: Desk, draft: Draft, row: MarksRow, seated: _Seated) -> None:
    if row.name and not _is_called(row.name, seated.names):
        row.line.fault("name", "name_of_another", number=row.number)
        return
    for number, mark in row.marks.items():
        session = draft.sessions.get(number)
        held = draft.known.sessions.get(number) if draft.known else None
        if held is not None and draft.known is not None:
            _note_mark(desk, draft, row, number, mark)
        elif session is None:
            if not desk.is_broken("sessions", row.group):
                row.line.fault(str(number), "mark_without_session", number=number)
        elif session.row.held_on < seated.joined_on or (seated.left_on and session.row.held_on > seated.left_on):
            days = {"joined": shown(seated.joined_on), "left": shown_or_none(seated.left_on)}
            row.line.fault(str(number), "mark_outside_stay", day=shown(session.row.held_on), **days)
        else:
            session.marks[row.number] = mark


def _is_called(name: str, names: tuple[str, ...]) -> bool:
    """Whether the name beside the marks is that of the member: whole, nickname, or any one of its words."""
    wanted = plain(name)
    known = {plain(one) for one in names if plain(one)}
    return not known or wanted in known or wanted in {word for one in known for word in one.split()}


def _note_mark(desk: Desk, draft: Draft, row: MarksRow, number: int, mark: Mark) -> None:
    """A report that stands is not changed: another mark in the file is something to know."""
    marks = draft.known.marks[number] if draft.known else {}
    stands = marks.get(draft.member_id(row.number))
    if stands != mark:
        there = label("mark", stands, desk.faults.language) if stands else shown_or_none(None)
        desk.faults.note(row.line.spot(str(number)), "report_differs", there=there)


def _check_someone_there(desk: Desk, draft: Draft) -> None:
    if desk.is_broken("attendance", draft.row.name) or desk.is_broken("members", draft.row.name):
        return
    for session in draft.new_sessions:
        if Mark.PRESENT not in session.marks.values():
            session.row.line.fault("session", "nobody_there", number=session.row.number)
