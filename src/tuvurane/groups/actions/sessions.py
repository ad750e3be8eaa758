"""Reports of sessions. A report is never edited: a correction is a new one that supersedes it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import rows, sealing
from tuvurane.foundation.records import Standing
from tuvurane.groups import policies, problems, queries
from tuvurane.groups.actions.groups import lock, touch
from tuvurane.groups.codes import MINUTES, SESSIONS, Challenge, Mark, MissedReason, Phase, PlaceKind, Shift, Voice
from tuvurane.groups.models import (
    Attendance,
    Group,
    MissedSession,
    Session,
    SessionFacilitator,
    SmallShift,
    VoiceTally,
)
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor

NOTE_SIGNS = 2_000
LINE_SIGNS = 140
TALLY_MOST = 40


class Tally(NamedTuple):
    """The totals of one question: stones in the good, the middle and the not-good container."""

    good: int
    middle: int
    not_good: int


class Shifted(NamedTuple):
    """A small shift: its domain and one line without names."""

    domain: Shift
    line: str


@dataclass(frozen=True, slots=True)
class SessionContent:
    """
    What a report says.

    ``marks`` by seat; who has no mark is unknown, not absent. ``facilitators`` by their number in
    the group (``queries.facilitators_of``).
    """

    number: int
    held_on: date
    minutes: int
    place_kind: PlaceKind
    phase: Phase
    facilitators: Sequence[int]
    marks: Mapping[int, Mark]
    voice: Mapping[Voice, Tally] = field(default_factory=dict)
    shifts: Sequence[Shifted] = ()
    challenges: Sequence[Challenge] = ()
    note: str = ""


class Taken(NamedTuple):
    """A report as it stands, and whether this call made it (False: it had come before)."""

    report: Session | MissedSession
    new: bool


@transaction.atomic
def record_session(
    *,
    actor: Actor,
    group: Group,
    session_id: UUID,
    content: SessionContent,
    now: datetime,
    claimed_at: datetime | None = None,
    supersedes: UUID | None = None,
) -> Taken:
    """
    Take the report of one session.

    Sent again with the same ``session_id`` and content it changes nothing and answers the first:
    a phone that loses our reply sends it twice. The same id with other content is refused
    (IdAlreadyUsed). A second report of a number that is counted already stands beside it, until
    someone settles which counts. ``supersedes`` names the report that this one corrects. Locks the group.
    """
    lock(group.pk)
    fingerprint = fingerprint_of(group.pk, content, supersedes)
    known = Session.objects.filter(pk=session_id).first()
    if known is not None:
        return _again(known, group, fingerprint)
    policies.check_can_report(actor, group)
    check_content(actor, content, now)
    seats = check_seats(queries.seats_of(group), content.marks)
    leading = {facilitator.n: facilitator.account_id for facilitator in queries.facilitators_of(group, ended=True)}
    accounts = accounts_of(leading, content.facilitators)
    house = people.organisation_key(group.organisation_id)
    seq = touch(actor, "sessions.record", group, now, {"session": str(session_id), "number": content.number})
    session = session_row(
        session_id=session_id, group_id=group.pk, content=content, house=house, supersedes=supersedes, seq=seq
    )
    session.standing = _make_room(Session, group, supersedes, number=content.number)
    session.recorded_by_id, session.device_id = actor.account_id, actor.device_id
    session.claimed_at, session.recorded_at = claimed_at, now
    session.save()
    parts_of(session_id, content, seats, accounts, house).insert()
    return Taken(session, new=True)


def session_row(
    *, session_id: UUID, group_id: UUID, content: SessionContent, house: bytes, supersedes: UUID | None, seq: int
) -> Session:
    """
    The unsaved row of a report; who sent it, when, and how it stands is for the caller to fill.

    ``house`` is the organisation's key, under which the note is sealed.
    """
    return Session(
        id=session_id,
        group_id=group_id,
        number=content.number,
        held_on=content.held_on,
        minutes=content.minutes,
        place_kind=content.place_kind,
        phase=content.phase,
        challenges=list(content.challenges),
        present=sum(mark == Mark.PRESENT for mark in content.marks.values()),
        marked=len(content.marks),
        note_sealed=_seal_text(house, session_id, content.note) if content.note else None,
        supersedes_id=supersedes,
        seq=seq,
        fingerprint=fingerprint_of(group_id, content, supersedes),
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows that belong to one report or to many, as plain values: there are hundreds of thousands."""

    facilitators: list[tuple[UUID, UUID]] = field(default_factory=list)
    attendance: list[tuple[UUID, UUID, Mark]] = field(default_factory=list)
    voice: list[tuple[UUID, Voice, int, int, int]] = field(default_factory=list)
    shifts: list[tuple[UUID, Shift, bytes]] = field(default_factory=list)

    def add(self, more: "Parts") -> None:
        """Take the rows of another report."""
        self.facilitators.extend(more.facilitators)
        self.attendance.extend(more.attendance)
        self.voice.extend(more.voice)
        self.shifts.extend(more.shifts)

    def insert(self) -> None:
        """Write them. Their sessions are written already."""
        rows.insert(SessionFacilitator, ("session_id", "account_id"), self.facilitators)
        rows.insert(Attendance, ("session_id", "participant_id", "mark"), self.attendance)
        rows.insert(VoiceTally, ("session_id", "question", *Tally._fields), self.voice)
        rows.insert(SmallShift, ("session_id", "domain", "line_sealed"), self.shifts)


def parts_of(
    session_id: UUID, content: SessionContent, seats: Mapping[int, UUID], accounts: Sequence[UUID], house: bytes
) -> Parts:
    """The rows of a report: who led, who came, the vote's totals, the shifts sealed under ``house``."""
    return Parts(
        facilitators=[(session_id, account) for account in accounts],
        attendance=[(session_id, seats[seat], mark) for seat, mark in content.marks.items()],
        voice=[(session_id, question, *tally) for question, tally in content.voice.items()],
        shifts=[(session_id, shift.domain, _seal_text(house, session_id, shift.line)) for shift in content.shifts],
    )


@transaction.atomic
def record_missed_session(
    *,
    actor: Actor,
    group: Group,
    missed_id: UUID,
    on: date,
    reason: MissedReason,
    now: datetime,
    claimed_at: datetime | None = None,
) -> Taken:
    """Take the report that a session did not take place. Idempotent by id, as ``record_session``."""
    lock(group.pk)
    fingerprint = fingerprint_of_missed(group.pk, on, reason)
    known = MissedSession.objects.filter(pk=missed_id).first()
    if known is not None:
        return _again(known, group, fingerprint)
    policies.check_can_report(actor, group)
    check_day(actor, on, now)
    seq = touch(actor, "sessions.record_missed", group, now, {"missed": str(missed_id), "reason": reason})
    missed = MissedSession.objects.create(
        id=missed_id,
        group=group,
        on=on,
        reason=reason,
        standing=_make_room(MissedSession, group, None, on=on),
        recorded_by_id=actor.account_id,
        device_id=actor.device_id,
        claimed_at=claimed_at,
        recorded_at=now,
        seq=seq,
        fingerprint=fingerprint,
    )
    return Taken(missed, new=True)


def _again(known: Session | MissedSession, group: Group, fingerprint: str) -> Taken:
    if known.group_id != group.pk or known.fingerprint != fingerprint:
        raise problems.IdAlreadyUsed
    return Taken(known, new=False)


def fingerprint_of(group_id: UUID, content: SessionContent, supersedes: UUID | None) -> str:
    """What a report says, as a SHA-256 in hex: two sendings of one report have the same."""
    plain = {part.name: getattr(content, part.name) for part in fields(content)}
    plain |= {"marks": sorted(content.marks.items()), "voice": sorted(content.voice.items())}
    text = json.dumps([str(group_id), str(supersedes), plain], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of_missed(group_id: UUID, on: date, reason: MissedReason) -> str:
    """The same for a session that did not take place."""
    return hashlib.sha256(f"{group_id}|{on}|{reason}".encode()).hexdigest()


def check_content(actor: Actor, content: SessionContent, now: datetime) -> None:
    """Everything about a report that can be judged without its group. Raises the room's problems."""
    check_day(actor, content.held_on, now)
    _check_range("number", content.number, 1, SESSIONS)
    _check_range("minutes", content.minutes, MINUTES.start, MINUTES.stop - 1)
    for question, tally in content.voice.items():
        for total in tally:
            _check_range(f"voice.{question}", total, 0, TALLY_MOST)
    if Mark.PRESENT not in content.marks.values():
        raise problems.NobodyThere
    if len(content.note) > NOTE_SIGNS:
        raise problems.TooLong(what="note", most=NOTE_SIGNS)
    for shift in content.shifts:
        if not shift.line.strip():
            raise problems.ShiftNeedsALine
        if len(shift.line) > LINE_SIGNS:
            raise problems.TooLong(what="shift", most=LINE_SIGNS)


def _check_range(what: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise problems.OutOfRange(what=what, value=value, least=least, most=most)


def check_day(actor: Actor, on: date, now: datetime) -> None:
    """A day that has come. Raises DateInTheFuture."""
    # A phone's clock may be a year off: what it claims is kept and shown, never refused.
    if actor.kind != "device" and on > now.date():
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


def _make_room(
    model: type[Session] | type[MissedSession], group: Group, supersedes: UUID | None, **same: object
) -> Standing:
    """How the new report stands; the one that it corrects is set aside first."""
    counted = model._base_manager.filter(group=group, standing=Standing.COUNTED, **same)
    if supersedes is None:
        return Standing.BESIDE if counted.exists() else Standing.COUNTED
    corrected = model._base_manager.select_for_update().filter(pk=supersedes, group=group).first()
    if corrected is None:
        raise problems.NothingToSupersede
    if corrected.standing == Standing.SUPERSEDED:
        raise problems.AlreadySuperseded
    was = Standing(corrected.standing)
    corrected.restand(Standing.SUPERSEDED)
    return Standing.BESIDE if was == Standing.BESIDE or counted.exists() else Standing.COUNTED


def _seal_text(house: bytes, session_id: UUID, text: str) -> bytes:
    return sealing.seal(house, text.encode(), aad=session_id.bytes)
