"""
The gate: who was seen to do harm leads no new group until another rater has seen them do better.

The rule is a proposed default of this programme, not a published standard of sociotherapy.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from tuvurane.training.codes import Gate
from tuvurane.training.rules.levels import HARM, SAFE


class Seen(NamedTuple):
    """What the gate asks of one rating. ``seq`` is its number in the journal; ``levels`` are 1-4 by competence."""

    rating_id: UUID
    on: date
    seq: int
    rater_id: UUID
    levels: Mapping[str, int]
    counts: bool


class OpenItem(NamedTuple):
    """A competence at level 1 since a day; ``rater_id`` gave its latest 1, so somebody else must observe again."""

    competence: str
    since: date
    rater_id: UUID


@dataclass(frozen=True, slots=True)
class GateState:
    """Where the gate stands, and what is open, oldest first."""

    state: Gate
    open: tuple[OpenItem, ...] = ()


class _Harm(NamedTuple):
    """A level 1 that no other rater has answered yet."""

    competence: str
    on: date
    seq: int
    rater_id: UUID

    def answered_by(self, seen: Seen) -> bool:
        return seen.seq > self.seq and seen.rater_id != self.rater_id and seen.levels.get(self.competence, 0) >= SAFE


def gate_of(ratings: Iterable[Seen]) -> GateState:
    """
    The gate after these ratings of one person, in whatever order they are given.

    Only those that count are read. A level 1 is open until a later rating by another rater gives that
    competence 2 or more. Later means both: of no earlier day, and with a higher number in the journal;
    a wrong clock, a wrong date or a late phone so never opens the gate. Anything open blocks. Two ratings
    that follow one another by day and each hold a level 1, of whatever competence and by whomever,
    pause until nothing is open.
    """
    state = GateState(Gate.CLEAR)
    for _, state in gate_after_each(ratings):  # noqa: B007 - the last one stands
        pass
    return state


def gate_after_each(ratings: Iterable[Seen]) -> Iterator[tuple[Seen, GateState]]:
    """The ratings that count by their days, and the gate after each of them; ``gate_of`` says how it follows."""
    waiting: list[_Harm] = []
    paused = harmful = False
    for seen in sorted((one for one in ratings if one.counts), key=lambda one: (one.on, one.seq, one.rating_id)):
        was_harmful, harmful = harmful, HARM in seen.levels.values()
        waiting = [harm for harm in waiting if not harm.answered_by(seen)]
        if harmful:
            seen_now = [code for code, level in seen.levels.items() if level == HARM]
            waiting += [_Harm(code, seen.on, seen.seq, seen.rater_id) for code in seen_now]
        paused = bool(waiting) and (paused or (harmful and was_harmful))
        yield seen, _state(waiting, paused=paused)


def _state(waiting: Sequence[_Harm], *, paused: bool) -> GateState:
    if not waiting:
        return GateState(Gate.CLEAR)
    found: dict[str, OpenItem] = {}
    for harm in waiting:
        known = found.get(harm.competence)
        found[harm.competence] = OpenItem(harm.competence, known.since if known else harm.on, harm.rater_id)
    open_items = tuple(sorted(found.values(), key=lambda item: (item.since, item.competence)))
    return GateState(Gate.PAUSED if paused else Gate.BLOCKED, open_items)


def override_holds(
    *, given_at: datetime, last_day: date, ended_at: datetime | None, now: datetime, zone: ZoneInfo
) -> bool:
    """Whether an override is in force: from its moment to the midnight in ``zone`` that ends its last day, or its end."""
    if now < given_at or (ended_at is not None and now >= ended_at):
        return False
    return now.astimezone(zone).date() <= last_day
