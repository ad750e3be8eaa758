"""
The gate: who was seen to do harm leads no new group until another rater has seen them do better.

The rule is a proposed default of this programme, not a published standard of sociotherapy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Reading:
    """What is known after some of the ratings."""

    open: dict[str, OpenItem] = field(default_factory=dict)
    harmful: bool = False
    paused: bool = False

    def take(self, seen: Seen) -> None:
        for competence, level in seen.levels.items():
            self._observe(competence, level, seen)
        harmful = HARM in seen.levels.values()
        self.paused = bool(self.open) and (self.paused or (harmful and self.harmful))
        self.harmful = harmful

    def _observe(self, competence: str, level: int, seen: Seen) -> None:
        known = self.open.get(competence)
        if level == HARM:
            self.open[competence] = OpenItem(competence, known.since if known else seen.on, seen.rater_id)
        elif known is not None and level >= SAFE and seen.rater_id != known.rater_id:
            del self.open[competence]


def gate_of(ratings: Sequence[Seen]) -> GateState:
    """
    The gate after these ratings of one person, in whatever order they are given.

    Only those that count are read, by day, then by their number in the journal. A competence is open
    from a level 1 until a later rating by another rater than the one who gave its latest 1 gives it 2
    or more. Anything open blocks. Two ratings that follow one another and each hold a level 1, of
    whatever competence and by whomever, pause until nothing is open.
    """
    reading = _Reading()
    for seen in sorted((one for one in ratings if one.counts), key=lambda one: (one.on, one.seq, one.rating_id)):
        reading.take(seen)
    waiting = tuple(sorted(reading.open.values(), key=lambda item: (item.since, item.competence)))
    if not waiting:
        return GateState(Gate.CLEAR)
    return GateState(Gate.PAUSED if reading.paused else Gate.BLOCKED, waiting)


def override_holds(
    *, given_at: datetime, last_day: date, ended_at: datetime | None, now: datetime, zone: ZoneInfo
) -> bool:
    """Whether an override is in force: from its moment to the midnight in ``zone`` that ends its last day, or its end."""
    if now < given_at or (ended_at is not None and now >= ended_at):
        return False
    return now.astimezone(zone).date() <= last_day
