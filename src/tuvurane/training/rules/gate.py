"""
The gate: who was seen to do harm leads no new group until another rater has seen them do better.

The rule is a proposed default of this programme, not a published standard of sociotherapy.
"""

from collections.abc import Mapping, Sequence
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


def gate_of(ratings: Sequence[Seen]) -> GateState:
    """
    The gate after these ratings of one person, in whatever order they are given.

    Only those that count are read. A level 1 is open until a later rating by another rater gives that
    competence 2 or more. Later means both: of no earlier day, and with a higher number in the journal;
    a wrong clock, a wrong date or a late phone so never opens the gate. Anything open blocks. Two ratings
    that follow one another by day and each hold a level 1, of whatever competence and by whomever,
    pause until nothing is open.
    """
    counting = sorted((one for one in ratings if one.counts), key=lambda one: (one.on, one.seq, one.rating_id))
    paused, harmful = False, False
    for number, seen in enumerate(counting, start=1):
        was_harmful, harmful = harmful, HARM in seen.levels.values()
        paused = (paused or (harmful and was_harmful)) and bool(_unanswered(counting[:number]))
    waiting = _unanswered(counting)
    if not waiting:
        return GateState(Gate.CLEAR)
    return GateState(Gate.PAUSED if paused else Gate.BLOCKED, waiting)


def _unanswered(ratings: Sequence[Seen]) -> tuple[OpenItem, ...]:
    """What no other rater has answered, oldest first: the first such day, and who gave the latest such level 1."""
    found: dict[str, OpenItem] = {}
    for harm in ratings:
        for competence in (code for code, level in harm.levels.items() if level == HARM):
            if not any(_answers(other, harm, competence) for other in ratings):
                known = found.get(competence)
                found[competence] = OpenItem(competence, known.since if known else harm.on, harm.rater_id)
    return tuple(sorted(found.values(), key=lambda item: (item.since, item.competence)))


def _answers(other: Seen, harm: Seen, competence: str) -> bool:
    later = other.on >= harm.on and other.seq > harm.seq
    return later and other.rater_id != harm.rater_id and other.levels.get(competence, 0) >= SAFE


def override_holds(
    *, given_at: datetime, last_day: date, ended_at: datetime | None, now: datetime, zone: ZoneInfo
) -> bool:
    """Whether an override is in force: from its moment to the midnight in ``zone`` that ends its last day, or its end."""
    if now < given_at or (ended_at is not None and now >= ended_at):
        return False
    return now.astimezone(zone).date() <= last_day
