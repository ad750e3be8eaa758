"""The path of fifteen stones, and which groups need someone today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from tuvurane.groups.codes import FACILITATORS, PARTICIPANTS, SESSIONS, Status
from tuvurane.groups.models import Group, Membership, Session
from tuvurane.groups.queries.circle import Facilitator, facilitators_of_groups
from tuvurane.groups.queries.found import groups_visible_to
from tuvurane.groups.queries.reports import counted
from tuvurane.groups.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

WEEK = timedelta(days=7)


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


class Need(NamedTuple):
    """Why a group needs someone: a word key below ``need.`` and what fills it. ``weight`` sorts."""

    code: str
    weight: int
    details: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One group on the board."""

    group: Group
    stones: list[Stone]
    last_held_on: date | None
    members: int
    facilitators: list[Facilitator]
    presence: float | None
    needs: list[Need] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return sum(need.weight for need in self.needs)


def board(actor: Actor, *, on: date, place_path: str | None = None) -> list[BoardRow]:
    """
    Every running group that the actor may see, those that need someone first.

    A constant number of queries whatever the number of groups.
    """
    groups = groups_visible_to(actor, verb=Verb.GROUPS_SEE).filter(status=Status.RUNNING)
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    rows = rows_of(list(groups), on=on)
    return sorted(rows, key=lambda row: (-row.weight, row.group.name))


def rows_of(groups: Sequence[Group], *, on: date) -> list[BoardRow]:
    """Board rows of these groups, in their order; four queries."""
    ids = [group.pk for group in groups]
    held = held_in(ids)
    members = _members_in(ids)
    facilitators = facilitators_of_groups(ids)
    beside = _beside_in(ids)
    return [
        _row(group, held.get(group.pk, []), members.get(group.pk, 0), facilitators[group.pk], group.pk in beside, on)
        for group in groups
    ]


def held_in(group_ids: Sequence[UUID]) -> dict[UUID, list[Held]]:
    """The counted sessions of several groups, by number; one query."""
    held: dict[UUID, list[Held]] = {}
    columns = ("group_id", "number", "held_on", "phase", "present", "marked")
    for group_id, *rest in counted(Session).filter(group__in=group_ids).order_by("number").values_list(*columns):
        held.setdefault(group_id, []).append(Held(*rest))
    return held


def _members_in(group_ids: Sequence[UUID]) -> dict[UUID, int]:
    stays = Membership.objects.filter(group__in=group_ids, left_on__isnull=True).order_by()
    return dict(stays.values("group_id").annotate(n=Count("pk")).values_list("group_id", "n"))


def _beside_in(group_ids: Sequence[UUID]) -> set[UUID]:
    beside = Session.objects.filter(Q(standing="beside"), group__in=group_ids)
    return set(beside.values_list("group_id", flat=True))


def _row(
    group: Group, held: list[Held], members: int, facilitators: list[Facilitator], beside: bool, on: date
) -> BoardRow:
    last = max((session.held_on for session in held), default=None)
    presence = presence_of(held)
    return BoardRow(
        group=group,
        stones=_stones(group, held, on),
        last_held_on=last,
        members=members,
        facilitators=facilitators,
        presence=presence,
        needs=_needs(group, held, members, len(facilitators), beside, on),
    )


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
    due = max(session.held_on for session in held) + WEEK if held else group.starts_on
    return max(0, (on - due).days - int(threshold("late_days").value))


def presence_of(held: Sequence[Held]) -> float | None:
    """The share present among those marked, mean of the last few sessions; None before the first."""
    recent = [session for session in held[-int(threshold("thin_sessions").value) :] if session.marked]
    if not recent:
        return None
    return sum(session.present / session.marked for session in recent) / len(recent)


def _needs(group: Group, held: list[Held], members: int, leading: int, beside: bool, on: date) -> list[Need]:
    needs = []
    late = _days_late(group, held, on)
    presence = presence_of(held)
    if leading < FACILITATORS and group.status != Status.GRADUATED:
        needs.append(Need("few_facilitators", 60, {"n": leading}))
    if late:
        needs.append(Need("late", 50 + min(late, 49), {"days": late}))
    if presence is not None and presence < threshold("thin_share").value:
        needs.append(Need("thin", 40 + round((1 - presence) * 20), {"share": round(presence * 100)}))
    if beside:
        needs.append(Need("beside", 30))
    if len(held) >= SESSIONS and group.status == Status.RUNNING:
        needs.append(Need("ready_to_graduate", 20))
    if members not in PARTICIPANTS and group.status == Status.RUNNING:
        needs.append(Need("few_members" if members < PARTICIPANTS.start else "many_members", 10, {"n": members}))
    return sorted(needs, key=lambda need: -need.weight)
