"""Reading a register: what it would bring, what stands already, and everything to repair first."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, NamedTuple
from uuid import UUID

from tuvurane.exchange.registers.check_groups import check_groups, check_leaders, note_sizes
from tuvurane.exchange.registers.check_people import check_members
from tuvurane.exchange.registers.check_sessions import check_attendance, check_sessions
from tuvurane.exchange.registers.columns import REGISTER
from tuvurane.exchange.registers.drafts import Desk, Draft
from tuvurane.exchange.registers.known import groups_named, leaders_seen_by
from tuvurane.exchange.registers.rows import rows_of
from tuvurane.exchange.sheets.faults import Fault, Faults, Spot
from tuvurane.exchange.sheets.meant_places import MeantPlaces
from tuvurane.exchange.sheets.workbook import MOST_BYTES, tables_in
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


class Counts(NamedTuple):
    """How much: groups, facilitators of groups, people, reports of sessions, marks of attendance."""

    groups: int = 0
    facilitators: int = 0
    people: int = 0
    sessions: int = 0
    marks: int = 0


@dataclass(frozen=True, slots=True)
class GroupLine:
    """
    What the file brings for one group, and what of it stands already.

    ``group_id`` is the group's address, once it stands. ``new`` counts what would be added.
    """

    group_id: UUID
    name: str
    trail: str
    status: str
    stands: bool
    new: Counts
    standing: Counts

    @property
    def unchanged(self) -> bool:
        return not any(self.new)


@dataclass(frozen=True, slots=True)
class Preview:
    """
    A register that has been read and checked against what stands; nothing has been written.

    With ``faults`` nothing can be taken. ``notices`` stop nothing: sizes that are unusual, columns
    that were not read, and values that differ from what stands, which the import never changes.
    """

    organisation_id: UUID
    faults: Sequence[Fault]
    notices: Sequence[Fault]
    groups: Sequence[GroupLine]
    drafts: Sequence[Draft]

    @property
    def new(self) -> Counts:
        """What the file would add, in all."""
        return _sum([line.new for line in self.groups])

    @property
    def standing(self) -> Counts:
        """What of the file stands already, in all."""
        return _sum([line.standing for line in self.groups])

    @property
    def nothing_new(self) -> bool:
        """Whether everything in the file stands already."""
        return not any(self.new)

    @property
    def digest(self) -> str:
        """What was shown, in short: another digest later means that something has changed meanwhile."""
        lines = [f"{line.group_id} {tuple(line.new)}" for line in self.groups]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read(file: BinaryIO | bytes, *, actor: Actor, language: str, now: datetime) -> Preview:
    """
    Read a register of the actor's organisation and check it whole. Writes nothing.

    ``file`` is the workbook, ``language`` that of the faults' words. No content of a file makes this
    fail. Raises NotAllowed without the verb ``groups.import``, ValueError for an actor without an
    organisation.
    """
    scope.check_has(actor, Verb.GROUPS_IMPORT)
    today = now.date()
    if actor.organisation_id is None:
        raise ValueError("a register belongs to an organisation: give the system's actor one")
    data = file if isinstance(file, bytes) else file.read(MOST_BYTES + 1)
    faults = Faults(language)
    register = rows_of(tables_in(data, REGISTER, faults), faults, today)
    desk = Desk(
        actor=actor,
        organisation_id=actor.organisation_id,
        now=now,
        faults=faults,
        register=register,
        known=groups_named(actor.organisation_id, [row.name for row in register.groups]),
        leaders=leaders_seen_by(actor, actor.organisation_id, today),
        places=MeantPlaces(today),
    )
    _check(desk)
    lines = [_line(draft) for draft in desk.drafts.values()]
    return Preview(
        actor.organisation_id, _in_order(faults.found), _in_order(faults.notices), lines, list(desk.drafts.values())
    )


def _check(desk: Desk) -> None:
    check_groups(desk)
    check_leaders(desk)
    check_members(desk)
    check_sessions(desk)
    check_attendance(desk)
    note_sizes(desk)
    if not desk.register.groups and not desk.faults.found:
        desk.faults.add(Spot(sheet="groups"), "nothing_in_it")


def _in_order(faults: Sequence[Fault]) -> Sequence[Fault]:
    """As one repairs them: sheet by sheet from the top."""
    sheets = {sheet: place for place, sheet in enumerate(dict.fromkeys(fault.sheet for fault in faults))}
    return tuple(sorted(faults, key=lambda fault: (sheets[fault.sheet], fault.row)))


def _line(draft: Draft) -> GroupLine:
    new_sessions = draft.new_sessions
    new = Counts(
        groups=0 if draft.known else 1,
        facilitators=len(draft.new_leaders),
        people=len(draft.new_members),
        sessions=len(new_sessions),
        marks=sum(len(session.marks) for session in new_sessions),
    )
    marks = draft.known.marks if draft.known else {}
    standing = Counts(
        groups=1 if draft.known else 0,
        facilitators=len(draft.leaders) - new.facilitators,
        people=len(draft.members) - new.people,
        sessions=len(draft.sessions) - new.sessions,
        marks=sum(len(marks[number]) for number, session in draft.sessions.items() if session.stands),
    )
    return GroupLine(draft.id, draft.row.name, draft.trail, draft.status, draft.known is not None, new, standing)


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(*(sum(column) for column in zip(*counts, strict=True))) if counts else Counts()
