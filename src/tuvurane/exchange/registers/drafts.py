"""What a register comes to, group by group, once every row has found what it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING
from uuid import UUID

from tuvurane.exchange.registers.known import KnownGroup, Leader, Leaders, group_id, member_id
from tuvurane.exchange.registers.rows import GroupRow, MemberRow, Register, SessionRow
from tuvurane.exchange.sheets.faults import Faults
from tuvurane.exchange.sheets.lines import Line
from tuvurane.exchange.sheets.meant_places import MeantPlaces
from tuvurane.exchange.sheets.plain import same_name
from tuvurane.groups.codes import OPEN, Mark, Status
from tuvurane.people.scope import Actor

if TYPE_CHECKING:
    from tuvurane.places.models import Place


@dataclass(frozen=True, slots=True)
class LeaderDraft:
    """Someone who leads the group, by the file; ``stands`` when the programme knows it already."""

    leader: Leader
    since: date
    until: date | None
    stands: bool


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """One person of the group, by the file."""

    row: MemberRow
    id: UUID
    joined_on: date
    stands: bool


@dataclass(slots=True)
class SessionDraft:
    """One session, by the file, with its marks by number of the member."""

    row: SessionRow
    led_by: tuple[UUID, ...]
    stands: bool
    marks: dict[int, Mark] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """One group of the file. ``known`` is the group that stands already, if any."""

    row: GroupRow
    id: UUID
    place: "Place"
    trail: str
    known: KnownGroup | None
    leaders: dict[UUID, LeaderDraft] = field(default_factory=dict)
    members: dict[int, MemberDraft] = field(default_factory=dict)
    sessions: dict[int, SessionDraft] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """Its status in the programme; that of the file for a new group."""
        return Status(self.known.group.status) if self.known else self.row.status

    @property
    def starts_on(self) -> date | None:
        return (self.known.group.starts_on if self.known else None) or self.row.starts_on

    @property
    def closed(self) -> bool:
        """Whether it stands and takes no more people."""
        return self.known is not None and self.status not in OPEN

    @property
    def new_leaders(self) -> list[LeaderDraft]:
        return [leader for leader in self.leaders.values() if not leader.stands]

    @property
    def new_members(self) -> list[MemberDraft]:
        return sorted((member for member in self.members.values() if not member.stands), key=lambda one: one.row.number)

    @property
    def new_sessions(self) -> list[SessionDraft]:
        return sorted((held for held in self.sessions.values() if not held.stands), key=lambda one: one.row.number)

    def member_id(self, number: int) -> UUID:
        """Who has this number: the person on that seat, else the one whom the file brings."""
        if self.known and number in self.known.stays:
            return self.known.stays[number].participant_id
        return member_id(self.id, number)


@dataclass(slots=True)
class Desk:
    """Everything that the checks lean on, and the drafts that they make."""

    actor: Actor
    organisation_id: UUID
    now: datetime
    faults: Faults
    register: Register
    known: Mapping[str, KnownGroup]
    leaders: Leaders
    places: MeantPlaces
    drafts: dict[str, Draft] = field(default_factory=dict)

    def draft_id(self, name: str) -> UUID:
        """The id of the group of this name: its own when it stands, else the one that the name gives."""
        known = self.known.get(same_name(name))
        return known.group.pk if known else group_id(self.organisation_id, name)

    def key(self, group: str) -> str:
        """The name of a group as it is compared."""
        return same_name(group)

    def note_broken(self, line: Line, group: str) -> None:
        """Remember a row with faults; without a group that is known it may belong to any."""
        if not line.whole:
            self.register.broken.add((line.sheet.name, "" if "group" in line.faulty else same_name(group)))

    def is_broken(self, sheet: str, group: str) -> bool:
        """Whether some row of this sheet about this group (or about an unreadable one) has faults of its own."""
        return (sheet, same_name(group)) in self.register.broken or (sheet, "") in self.register.broken

    def names_like(self, group: str) -> list[str]:
        """The groups of the file whose names look like this one, at most two."""
        names = {row.key: row.name for row in self.register.groups}
        return [names[near] for near in get_close_matches(same_name(group), names, n=2)]
