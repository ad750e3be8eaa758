"""What a report of a session says, as plain values: as it comes, and read back from the tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from tuvurane.foundation import sealing
from tuvurane.groups.codes import Challenge, Mark, NoticedBy, Phase, PlaceKind, Shift, Voice
from tuvurane.groups.models import Attendance, Membership, Session, SessionFacilitator, SmallShift, VoiceTally
from tuvurane.groups.queries.circle import facilitators_of_groups
from tuvurane.people import queries as people


class Tally(NamedTuple):
    """The totals of one question: stones in the good, the middle and the not-good container."""

    good: int
    middle: int
    not_good: int


class Shifted(NamedTuple):
    """A small shift: its domain, one line without names, and who noticed it."""

    domain: Shift
    line: str
    noticed_by: NoticedBy = NoticedBy.FACILITATOR


@dataclass(frozen=True, slots=True)
class SessionContent:
    """
    What a report says.

    ``marks`` by seat; who has no mark is unknown, not absent. ``facilitators`` by their number in
    the group (``queries.facilitators_of``). ``voice_by_two``: whether two members counted the stones aloud;
    None where it is not said.
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
    voice_by_two: bool | None = None


@dataclass(frozen=True, slots=True)
class Seating:
    """
    Who stands behind the numbers of one group: ``seats`` of the circle and ``leading`` facilitators.

    Whoever came back has two numbers: ``seat_of`` and ``number_of`` give the latest one.
    """

    seats: Mapping[int, UUID]
    leading: Mapping[int, UUID]
    seat_of: Mapping[UUID, int]
    number_of: Mapping[UUID, int]

    def renumbered(self, content: SessionContent) -> SessionContent:
        """The same content with everyone's latest number, so that two reports can be compared. Raises KeyError."""
        facilitators = sorted({self.number_of[self.leading[number]] for number in content.facilitators})
        marks = {self.seat_of[self.seats[seat]]: mark for seat, mark in content.marks.items()}
        return replace(content, facilitators=facilitators, marks=marks)

    def key_now(self, key: str) -> str:
        """A key of a comparison with the latest seat of whom it names; other keys are as they are."""
        part, _, seat = key.partition(".")
        person = self.seats.get(int(seat)) if part == "mark" and seat.isdecimal() else None
        return key if person is None else f"mark.{self.seat_of[person]}"


def seatings_of(group_ids: Iterable[UUID]) -> dict[UUID, Seating]:
    """The numbers of several groups, of those who left too; two queries."""
    ids = list(group_ids)
    seats: dict[UUID, dict[int, UUID]] = {group_id: {} for group_id in ids}
    stays = Membership.objects.filter(group__in=ids).order_by("seat").values_list("group_id", "seat", "participant_id")
    for group_id, seat, participant_id in stays:
        seats[group_id][seat] = participant_id
    leaders = facilitators_of_groups(ids, ended=True)
    leading = {group_id: {leader.n: leader.account_id for leader in leaders[group_id]} for group_id in ids}
    return {group_id: _seating(seats[group_id], leading[group_id]) for group_id in ids}


def _seating(seats: Mapping[int, UUID], leading: Mapping[int, UUID]) -> Seating:
    # In the order of the numbers: the latest one stays.
    return Seating(
        seats, leading, {person: seat for seat, person in seats.items()}, {person: n for n, person in leading.items()}
    )


def contents_of(session_ids: Iterable[UUID], *, sealed: bool = False) -> dict[UUID, SessionContent]:
    """
    What these reports say, read back with everyone's latest number.

    Six queries however many reports, none for none. ``sealed`` opens notes and small shifts too (one
    query more, and a key an organisation); else both are empty.
    """
    asked = list(session_ids)
    sessions = list(Session.objects.filter(pk__in=asked).select_related("group")) if asked else []
    if not sessions:
        return {}
    ids = [session.pk for session in sessions]
    seatings = seatings_of({session.group_id for session in sessions})
    led = _by_session(SessionFacilitator.objects.filter(session__in=ids).values_list("session_id", "account_id"))
    marked = _by_session(Attendance.objects.filter(session__in=ids).values_list("session_id", "participant_id", "mark"))
    voted = _by_session(
        VoiceTally.objects.filter(session__in=ids).values_list("session_id", "question", *Tally._fields)
    )
    opened = _opened(sessions) if sealed else {}
    found = {}
    for session in sessions:
        seating, (note, shifts) = seatings[session.group_id], opened.get(session.pk, ("", ()))
        found[session.pk] = SessionContent(
            number=session.number,
            held_on=session.held_on,
            minutes=session.minutes,
            place_kind=PlaceKind(session.place_kind),
            phase=Phase(session.phase),
            facilitators=sorted(seating.number_of[account] for (account,) in led.get(session.pk, ())),
            marks=dict(sorted((seating.seat_of[person], Mark(mark)) for person, mark in marked.get(session.pk, ()))),
            voice={Voice(question): Tally(*totals) for question, *totals in voted.get(session.pk, ())},
            shifts=shifts,
            challenges=[Challenge(code) for code in session.challenges],
            note=note,
            voice_by_two=session.voice_by_two,
        )
    return found


def _opened(sessions: Sequence[Session]) -> dict[UUID, tuple[str, Sequence[Shifted]]]:
    """Each report's note and small shifts, opened with its organisation's key."""
    keys = {house: people.organisation_key(house) for house in {session.group.organisation_id for session in sessions}}
    rows = SmallShift.objects.filter(session__in=[session.pk for session in sessions]).order_by("pk")
    shifts = _by_session(rows.values_list("session_id", "domain", "line_sealed", "noticed_by"))
    found: dict[UUID, tuple[str, Sequence[Shifted]]] = {}
    for session in sessions:
        key, name = keys[session.group.organisation_id], session.pk.bytes
        note = "" if session.note_sealed is None else sealing.unseal(key, session.note_sealed, aad=name).decode()
        lines = [
            Shifted(Shift(domain), sealing.unseal(key, line, aad=name).decode(), NoticedBy(noticed_by))
            for domain, line, noticed_by in shifts.get(session.pk, ())
        ]
        found[session.pk] = (note, lines)
    return found


def _by_session(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for session_id, *rest in rows:
        found.setdefault(session_id, []).append(tuple(rest))
    return found
