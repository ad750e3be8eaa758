"""The path of fifteen stones, and which groups need someone today."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField, Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast

from tuvurane.groups.codes import FACILITATORS, OPEN, PARTICIPANTS, SESSIONS, Status
from tuvurane.groups.models import Group, Membership, MissedSession, Pause, Session
from tuvurane.groups.queries.circle import Facilitator, facilitators_of_groups
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.groups.queries.reports import counted
from tuvurane.groups.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.training.codes import Gate
from tuvurane.training.models import Absence, GateOverride
from tuvurane.training.models import Facilitator as OnLadder

WEEK = timedelta(days=7)
# What a row shows and is sorted by; all else of hundreds of groups stays in the database.
ON_THE_BOARD = ("name", "seed", "status", "starts_on", "place__name", "place__parent__name")


class Held(NamedTuple):
    """What the board needs of a counted session."""

    number: int
    held_on: date
    phase: str
    present: int
    marked: int


class Stone(NamedTuple):
    """One session on the path: ``held`` (with its phase and day), ``late`` or ``coming``."""

    number: int
    state: str
    phase: str | None = None
    on: date | None = None


class Circle(NamedTuple):
    """What is known of a group when its needs are asked."""

    group: Group
    held: list[Held]
    members: int
    facilitators: list[Facilitator]
    beside: bool
    held_back: Mapping[UUID, date | None] = MappingProxyType({})
    paused: bool = False


class Need(NamedTuple):
    """Why a group needs someone: a word key below ``need.`` and what fills it. ``weight`` sorts."""

    code: str
    weight: int
    details: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One group on the board."""

    group: Group
    held: list[Held]
    on: date
    members: int
    facilitators: list[Facilitator]
    needs: list[Need] = field(default_factory=list)

    @property
    def stones(self) -> list[Stone]:
        """The path of fifteen stones; laid only for the rows that are shown."""
        return _stones(self.group, self.held, self.on)

    @property
    def last_held_on(self) -> date | None:
        """The day of the latest session; None before the first."""
        return max((session.held_on for session in self.held), default=None)

    @property
    def presence(self) -> float | None:
        """The share present lately; None before the first session."""
        return presence_of(self.held)

    @property
    def weight(self) -> int:
        """How much the group needs someone: what the board sorts by."""
        return sum(need.weight for need in self.needs)

    @property
    def paused(self) -> bool:
        """Whether the group waits for word before it meets again."""
        return any(need.code == "paused" for need in self.needs)


def board(actor: Actor, *, on: date, place_path: str | None = None) -> list[BoardRow]:
    """
    Every running group that the actor may see, those that need someone first.

    Each group says as ``none_starts`` whether the start of new ones is paused. A constant number of queries whatever
    the number of groups.
    """
    groups = groups_visible_to(actor, verb=Verb.GROUPS_SEE).filter(status=Status.RUNNING)
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    starting = Pause.objects.filter(group__isnull=True, lifted_at__isnull=True, organisation=OuterRef("organisation"))
    rows = rows_of(list(groups.only(*ON_THE_BOARD).annotate(none_starts=Exists(starting))), on=on)
    return sorted(rows, key=lambda row: (-row.weight, row.group.name))


def rows_of(groups: Sequence[Group], *, on: date) -> list[BoardRow]:
    """Board rows of these groups, in their order; four queries."""
    ids = [group.pk for group in groups]
    held = held_in(ids)
    members, beside, paused = _members_in(ids)
    facilitators = facilitators_of_groups(ids)
    held_back = _held_back({leader.account_id for leading in facilitators.values() for leader in leading}, on)
    return [
        _row(
            Circle(
                group,
                held.get(group.pk, []),
                members.get(group.pk, 0),
                facilitators[group.pk],
                group.pk in beside,
                held_back,
                group.pk in paused,
            ),
            on,
        )
        for group in groups
    ]


def held_in(group_ids: Sequence[UUID]) -> dict[UUID, list[Held]]:
    """The counted sessions of several groups, by number; one query."""
    # A thousand sessions name a hundred groups: the id stays text, a UUID for each would cost as much as reading them.
    asked = {group_id.hex: group_id for group_id in group_ids}
    sessions = counted(Session).filter(group__in=group_ids).order_by("number")
    held: dict[UUID, list[Held]] = {}
    columns = (Cast("group", CharField()), "number", "held_on", "phase", "present", "marked")
    for group, *rest in sessions.values_list(*columns):
        held.setdefault(asked[group.replace("-", "")], []).append(Held(*rest))
    return held


def _members_in(group_ids: Sequence[UUID]) -> tuple[dict[UUID, int], set[UUID], set[UUID]]:
    """How many sit in each group, which groups have reports beside one another, and which are paused; one query."""
    stays = Membership.objects.filter(group__in=group_ids, left_on__isnull=True).order_by()
    # Nobody sits in no group at all: a zero marks the reports, one less the pauses.
    reports = [
        model._base_manager.filter(standing="beside", group__in=group_ids).order_by().annotate(n=Value(0))
        for model in (Session, MissedSession)
    ]
    pauses = Pause.objects.filter(lifted_at__isnull=True, group__in=group_ids).order_by().annotate(n=Value(-1))
    sitting = stays.values("group_id").annotate(n=Count("pk")).values_list("group_id", "n")
    rows = list(sitting.union(*(one.values_list("group_id", "n") for one in (*reports, pauses))))
    by_mark = {mark: {group_id for group_id, n in rows if n == mark} for mark in (0, -1)}
    return {group_id: n for group_id, n in rows if n > 0}, by_mark[0], by_mark[-1]


def _held_back(account_ids: Collection[UUID], on: date) -> dict[UUID, date | None]:
    """
    Who of these is away, or behind a gate that is not clear; one query.

    With the last day until which a supervisor's word lets them lead all the same; None where nothing does. Such a
    word lifts a gate that blocks, never one that pauses, and brings nobody back who is away.
    """
    away = Absence.objects.filter(Q(until__isnull=True) | Q(until__gt=on), facilitator=OuterRef("pk"), since__lte=on)
    words = GateOverride.objects.filter(facilitator=OuterRef("pk"), ended_at__isnull=True, last_day__gte=on)
    rows = OnLadder.objects.filter(pk__in=account_ids).annotate(
        away=Exists(away), word=Subquery(words.order_by("-last_day").values("last_day")[:1])
    )
    found = rows.filter(~Q(gate=Gate.CLEAR) | Q(away=True)).values_list("pk", "gate", "away", "word")
    return {pk: word if gate == Gate.BLOCKED and not is_away else None for pk, gate, is_away, word in found}


def _row(circle: Circle, on: date) -> BoardRow:
    return BoardRow(circle.group, circle.held, on, circle.members, circle.facilitators, _needs(circle, on))


def stones_of(group: Group, *, on: date) -> list[Stone]:
    """A group's path of fifteen stones on a day."""
    return _stones(group, held_in([group.pk]).get(group.pk, []), on)


def needs_of(group: Group, *, on: date) -> list[Need]:
    """Why a group needs someone on a day, the weightiest first."""
    return rows_of([group], on=on)[0].needs


def _stones(group: Group, held: Sequence[Held], on: date) -> list[Stone]:
    by_number = {session.number: session for session in held}
    late = _days_late(group, held, on) > 0
    next_number = _next_number(by_number)
    stones = []
    for number in range(1, SESSIONS + 1):
        session = by_number.get(number)
        if session is not None:
            stones.append(Stone(number, "held", session.phase, session.held_on))
        else:
            stones.append(Stone(number, "late" if late and number == next_number else "coming"))
    return stones


def _next_number(held: Mapping[int, object]) -> int | None:
    return next((number for number in range(1, SESSIONS + 1) if number not in held), None)


def _days_late(group: Group, held: Sequence[Held], on: date) -> int:
    """Days beyond the tolerance since the next session was due; 0 when not late or all are held."""
    if group.status != Status.RUNNING or group.starts_on is None or len(held) >= SESSIONS:
        return 0
    patience = int(threshold("late_days").value)
    if not held:
        return max(0, (on - group.starts_on).days - patience)
    # A phone's clock may claim any day, the last of the calendar too: no day is reckoned after it.
    last = max(session.held_on for session in held)
    return max(0, (on - last - WEEK).days - patience)


def presence_of(held: Sequence[Held]) -> float | None:
    """The share present among those marked, mean of the last few sessions; None before the first."""
    recent = [session for session in held[-int(threshold("thin_sessions").value) :] if session.marked]
    if not recent:
        return None
    return sum(session.present / session.marked for session in recent) / len(recent)


def _needs(circle: Circle, on: date) -> list[Need]:
    running = circle.group.status == Status.RUNNING
    # A paused group is not expected to meet: nobody is to be sent after it.
    late = 0 if circle.paused else _days_late(circle.group, circle.held, on)
    presence = presence_of(circle.held)
    leading = len(circle.facilitators)
    found: list[Need | None] = [
        Need("paused", 200) if circle.paused else None,
        *(_held_back_needs(circle) if circle.group.status in OPEN else ()),
        Need("few_facilitators", 60, {"n": leading})
        if circle.group.status in OPEN and leading < FACILITATORS
        else None,
        Need("late", 50 + min(late, 49), {"days": late}) if late else None,
        _thin(presence),
        Need("beside", 30) if circle.beside else None,
        Need("ready_to_graduate", 20) if running and len(circle.held) >= SESSIONS else None,
        _size(circle.members) if running else None,
    ]
    return sorted((need for need in found if need is not None), key=lambda need: -need.weight)


def _held_back_needs(circle: Circle) -> Iterator[Need]:
    """Who leads this group and may not now, and who does so on a supervisor's word."""
    leading = [leader for leader in circle.facilitators if leader.account_id in circle.held_back]
    words = {leader.name: circle.held_back[leader.account_id] for leader in leading}
    missing = [name for name, word in words.items() if word is None]
    lifted = {name: word for name, word in words.items() if word is not None}
    if missing:
        yield Need("stand_in", 110, {"names": ", ".join(missing)})
    if lifted:
        yield Need("override", 55, {"names": ", ".join(lifted), "day": f"{min(lifted.values()):%d/%m/%Y}"})


def _thin(presence: float | None) -> Need | None:
    if presence is None or presence >= threshold("thin_share").value:
        return None
    return Need("thin", 40 + round((1 - presence) * 20), {"share": round(presence * 100)})


def _size(members: int) -> Need | None:
    if members in PARTICIPANTS:
        return None
    return Need("few_members" if members < PARTICIPANTS.start else "many_members", 10, {"n": members})
