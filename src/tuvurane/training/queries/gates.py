"""The gates, asked from the ratings; and the overrides that stand on the board."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from tuvurane.foundation.records import Standing
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.training.codes import Away, Gate
from tuvurane.training.models import Absence, Facilitator, GateOverride, Rating
from tuvurane.training.queries.facilitators import away_on, facilitators_visible_to
from tuvurane.training.rules.gate import GateState, OpenItem, Seen, gate_of, override_holds
from tuvurane.training.rules.levels import HARM

MOST_AT_ONCE = 500  # how many people one question to the database names
LEVELS = (1, 2, 3, 4)
_SEEN = ("facilitator_id", "id", "on", "seq", "rater_id", "levels", "harm", "superseded_by_id")


class _Row(NamedTuple):
    """A rating that counts, as it stands in its table."""

    id: UUID
    on: date
    seq: int
    rater: UUID
    levels: dict[str, int]
    harm: bool
    superseded_by: UUID | None


@dataclass(frozen=True, slots=True)
class GateReading:
    """
    Whether somebody may lead now, and why not.

    ``override`` is the one in force. Not ``readable``: some rating of theirs cannot be read, so
    nobody knows; the gate is blocked and no override lifts it.
    """

    state: Gate = Gate.CLEAR
    open: tuple[OpenItem, ...] = ()
    override: GateOverride | None = None
    away: Absence | None = None
    readable: bool = True

    @property
    def may_lead(self) -> bool:
        """Whether the gate, or an override of a blocked one, lets them lead, and they are not away."""
        return self.away is None and self.gate_lets

    @property
    def gate_lets(self) -> bool:
        """Whether the gate alone lets them lead."""
        if self.state == Gate.CLEAR:
            return True
        return self.state == Gate.BLOCKED and self.readable and self.override is not None


def gates_of(account_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, GateReading]:
    """
    The gates of these accounts; four questions for each five hundred of them.

    Of an account that is not on the ladder nothing is known: it is clear.
    """
    wanted = list(dict.fromkeys(account_ids))
    readings: dict[UUID, GateReading] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        readings |= _gates_of(wanted[start : start + MOST_AT_ONCE], now)
    return readings


def _gates_of(account_ids: Collection[UUID], now: datetime) -> dict[UUID, GateReading]:
    ladder = Facilitator.objects.filter(pk__in=account_ids)
    zones = {pk: ZoneInfo(name) for pk, name in ladder.values_list("pk", "organisation__time_zone")}
    states = states_of(zones)
    overrides = _in_force(zones, now)
    away = _away(zones, now)
    return {
        account_id: GateReading(
            state.state if state else Gate.BLOCKED,
            state.open if state else (),
            overrides.get(account_id),
            away.get(account_id),
            readable=state is not None,
        )
        for account_id, state in ((one, states.get(one, GateState(Gate.CLEAR))) for one in account_ids)
    }


def states_of(account_ids: Iterable[UUID]) -> dict[UUID, GateState | None]:
    """
    What the ratings of these accounts come to; None where one of them cannot be read.

    A rating that was corrected stands as its correction does, but for harm: a rater who takes a level 1
    back is still the same rater, and it stays until another has seen better.
    """
    rows: dict[UUID, list[_Row]] = {account_id: [] for account_id in account_ids}
    read = Rating.objects.filter(
        facilitator__in=list(rows), counts=True, standing__in=(Standing.COUNTED, Standing.SUPERSEDED)
    )
    for account_id, *values in read.values_list(*_SEEN):
        rows[account_id].append(_Row(*values))
    return {account_id: _state(of_one) for account_id, of_one in rows.items()}


def _state(rows: Sequence[_Row]) -> GateState | None:
    if not all(_is_readable(row.levels, row.harm) for row in rows):
        return None
    by_id = {row.id: row for row in rows}
    stands: dict[UUID, Seen] = {}
    for row in sorted(rows, key=lambda row: row.seq):
        last = row
        while last.superseded_by in by_id:
            last = by_id[last.superseded_by]
        before = stands.get(last.id)
        first = before.seq if before else row.seq
        harm = {code: HARM for code, level in row.levels.items() if level == HARM}
        taken_back = {code: level for code, level in before.levels.items() if level == HARM} if before else {}
        levels = dict(last.levels) | taken_back | harm
        stands[last.id] = Seen(last.id, last.on, first, last.rater, levels, counts=True)
    return gate_of(list(stands.values()))


def _is_readable(levels: object, harm: bool) -> bool:  # noqa: FBT001
    """Whether the levels are as an act wrote them. What was restored from elsewhere may be anything."""
    if not isinstance(levels, dict) or not levels:
        return False
    if any(type(level) is not int or level not in LEVELS for level in levels.values()):
        return False
    return (HARM in levels.values()) == harm


def _in_force(zones: Mapping[UUID, ZoneInfo], now: datetime) -> dict[UUID, GateOverride]:
    """The override in force of each of these people, the one that lasts longest."""
    held: dict[UUID, GateOverride] = {}
    for override in _not_ended(now).filter(facilitator__in=list(zones)).order_by("last_day", "pk"):
        if _holds(override, zones[override.facilitator_id], now):
            held[override.facilitator_id] = override
    return held


def _not_ended(now: datetime) -> QuerySet[GateOverride]:
    """Overrides that may be in force: which day it is depends on where the organisation's clocks stand."""
    open_end = Q(ended_at__isnull=True) | Q(ended_at__gt=now)
    return GateOverride.objects.filter(open_end, last_day__gte=now.date() - timedelta(days=1)).select_related(
        "facilitator__account", "facilitator__organisation", "supervisor"
    )


def _holds(override: GateOverride, zone: ZoneInfo, now: datetime) -> bool:
    return override_holds(
        given_at=override.given_at,
        last_day=override.last_day,
        ended_at=override.ended_at,
        now=now,
        zone=zone,
    )


def _away(zones: Mapping[UUID, ZoneInfo], now: datetime) -> dict[UUID, Absence]:
    """The absence that covers today, where today is what it is for their organisation."""
    days: dict[date, list[UUID]] = defaultdict(list)
    for account_id, zone in zones.items():
        days[now.astimezone(zone).date()].append(account_id)
    return {account_id: absence for on, ids in days.items() for account_id, absence in away_on(ids, on).items()}


def overrides_in_force(actor: Actor, *, now: datetime) -> list[GateOverride]:
    """The overrides in force among the people whose competence the actor sees, the one that ends first first."""
    reach = in_scope(
        actor,
        organisation="facilitator__organisation_id",
        path="facilitator__place__path",
        verb=Verb.COMPETENCE_SEE,
    )
    rows = _not_ended(now).filter(reach).order_by("last_day", "facilitator__account__name", "pk")
    return [one for one in rows if _holds(one, ZoneInfo(one.facilitator.organisation.time_zone), now)]


def closed_gates(actor: Actor, *, on: date) -> QuerySet[Facilitator]:
    """
    Whose gate is blocked or paused, of those whose competence the actor sees, by name.

    With an override too: that lifts a block for a while, it does not open the gate. Not those who left.
    """
    left = Absence.objects.filter(Q(until__isnull=True) | Q(until__gt=on), kind=Away.LEFT, since__lte=on)
    closed = facilitators_visible_to(actor, verb=Verb.COMPETENCE_SEE).exclude(gate=Gate.CLEAR)
    return closed.exclude(pk__in=left.values("facilitator"))
