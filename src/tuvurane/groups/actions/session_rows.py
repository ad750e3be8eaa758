"""The rows that a report of a session becomes, and the fingerprint by which it is known again."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from uuid import UUID

from tuvurane.foundation import rows, sealing
from tuvurane.groups.codes import CommunityRole, Mark, MissedReason, NoticedBy, Shift, Voice
from tuvurane.groups.models import (
    Attendance,
    RoleTaken,
    Session,
    SessionFacilitator,
    SmallShift,
    ToldShift,
    VoiceTally,
)
from tuvurane.groups.queries import SessionContent, Shifted, Tally


def session_row(
    *, session_id: UUID, group_id: UUID, content: SessionContent, house: sealing.Key, fingerprint: str, seq: int
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
        note_sealed=seal_text(house, session_id, content.note) if content.note else None,
        voice_by_two=content.voice_by_two,
        seq=seq,
        fingerprint=fingerprint,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows that belong to one report or to many, as plain values: there are hundreds of thousands."""

    facilitators: list[tuple[UUID, UUID]] = field(default_factory=list)
    attendance: list[tuple[UUID, UUID, Mark]] = field(default_factory=list)
    voice: list[tuple[UUID, Voice, int, int, int]] = field(default_factory=list)
    shifts: list[tuple[UUID, Shift, NoticedBy, bytes]] = field(default_factory=list)

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
        rows.insert(SmallShift, ("session_id", "domain", "noticed_by", "line_sealed"), self.shifts)


def parts_of(
    session_id: UUID, content: SessionContent, seats: Mapping[int, UUID], accounts: Sequence[UUID], house: sealing.Key
) -> Parts:
    """The rows of a report: who led, who came, the vote's totals, the shifts sealed under ``house``."""
    return Parts(
        facilitators=[(session_id, account) for account in accounts],
        attendance=[(session_id, seats[seat], mark) for seat, mark in content.marks.items()],
        # In the order of the questions: not even the order of counting is kept.
        voice=[(session_id, question, *content.voice[question]) for question in Voice if question in content.voice],
        shifts=[
            (session_id, shift.domain, shift.noticed_by, seal_text(house, session_id, shift.line))
            for shift in content.shifts
        ],
    )


def fingerprint_of(group_id: UUID, content: SessionContent, supersedes: UUID | None) -> str:
    """What a report says, as a SHA-256 in hex: two sendings of one report have the same."""
    plain = {part.name: getattr(content, part.name) for part in fields(content)}
    plain |= {"marks": sorted(content.marks.items()), "voice": sorted(content.voice.items())}
    # Who counted the stones and who noticed came later: a report that does not say it is still known as the same.
    if content.voice_by_two is None:
        del plain["voice_by_two"]
    plain["shifts"] = [_as_told(shift) for shift in content.shifts]
    text = json.dumps([str(group_id), str(supersedes), plain], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _as_told(shift: Shifted) -> Sequence[str]:
    return shift[:2] if shift.noticed_by == NoticedBy.FACILITATOR else shift


def fingerprint_of_settling(group_id: UUID, of: Iterable[UUID], take: Mapping[str, UUID]) -> str:
    """The same for what settles: which reports, and whose value is taken under each key."""
    chosen = sorted((key, str(by)) for key, by in take.items())
    return _digest(["settle", str(group_id), sorted(map(str, of)), chosen])


def fingerprint_of_missed(group_id: UUID, on: date, reason: MissedReason, settles: Iterable[UUID] = ()) -> str:
    """The same for a session that did not take place."""
    told = [str(group_id), str(on), str(reason), *sorted(map(str, settles))]
    return hashlib.sha256("|".join(told).encode()).hexdigest()


def told_shift_row(
    told_id: UUID,
    group_id: UUID,
    on: date,
    shift: Shifted,
    *,
    house: sealing.Key,
    seq: int,
    supersedes: UUID | None = None,
) -> ToldShift:
    """The unsaved row of a small shift told outside a session; who sent it and when is for the caller to fill."""
    told = ["shift", str(group_id), str(on), shift, str(supersedes)]
    return ToldShift(
        id=told_id,
        group_id=group_id,
        on=on,
        domain=shift.domain,
        noticed_by=shift.noticed_by,
        line_sealed=seal_text(house, told_id, shift.line),
        seq=seq,
        fingerprint=_digest(told),
    )


def role_row(
    role_id: UUID,
    group_id: UUID,
    participant_id: UUID,
    *,
    role: CommunityRole,
    since: date,
    seq: int,
    supersedes: UUID | None = None,
) -> RoleTaken:
    """The same for a role that somebody took up."""
    told = ["role", str(group_id), str(participant_id), role, str(since), str(supersedes)]
    return RoleTaken(
        id=role_id,
        group_id=group_id,
        participant_id=participant_id,
        role=role,
        since=since,
        seq=seq,
        fingerprint=_digest(told),
    )


def _digest(told: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def seal_text(house: sealing.Key, report_id: UUID, text: str) -> bytes:
    """A text of a report, sealed under the organisation's key for that report alone."""
    return sealing.seal(house, text.encode(), aad=report_id.bytes)
