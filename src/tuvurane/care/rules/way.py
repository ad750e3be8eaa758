"""
The way of a concern: raised, a private talk, a level, action, the next contact, closed.

An open concern always waits for one thing by one hour, so that none is forgotten. Who closes it says why; closed ones
may be opened again.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tuvurane.care.codes import Closing, Level, Next, State, Step

IMMINENT = frozenset({Level.PLAN_OR_INTENT, Level.ATTEMPT})
MEETINGS = frozenset({Step.TALKED, Step.BESIDE, Step.CLINICIAN})
"""Steps in which somebody met the person; a level may be set in them, or by a step of its own afterwards."""

_ON_THE_WAY = {Step.NOT_REACHED, Step.AGAIN, Step.TALKED, Step.BESIDE, Step.CLINICIAN, Step.CLOSED}
MOVES: dict[State, frozenset[Step]] = {
    State.OPEN: frozenset(_ON_THE_WAY),
    State.TALKED: frozenset(_ON_THE_WAY | {Step.LEVELLED}),
    State.LEVELLED: frozenset(_ON_THE_WAY | {Step.LEVELLED}),
    State.CLOSED: frozenset({Step.REOPENED}),
}
"""Which steps may be taken where."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """By when things are due, in hours."""

    talk: float
    talk_now: float
    level: float
    beside: float
    clinician: float
    follow_ups: tuple[float, float, float]
    """To the first follow-up, from it to the second, and from any later one to the next."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a concern stands: what it waits for, and by when (neither once it is closed)."""

    state: State
    level: Level | None
    next: Next | None
    by: datetime | None
    follow_ups: int = 0
    urgent: bool = False


class Lack(StrEnum):
    """What must come before a concern may be closed for a reason."""

    TALK = "talk"
    LEVEL = "level"
    CLINICIAN = "clinician"
    TRIES = "tries"


def begin(at: datetime, *, urgent: bool, clocks: Clocks) -> Standing:
    """A concern that was raised: it waits for a private talk. ``urgent``: somebody needs help now."""
    hours = clocks.talk_now if urgent else clocks.talk
    return Standing(State.OPEN, None, Next.TALK, at + timedelta(hours=hours), urgent=urgent)


def may_step(standing: Standing, step: Step) -> bool:
    """Whether the way allows this step from here."""
    return step in MOVES[standing.state]


def closing_lacks(standing: Standing, closing: Closing, *, tries: int, least: int) -> Lack | None:
    """
    What is missing before a concern may be closed so; None where nothing is.

    Raised in error needs nothing. Resolved and referred need a talk and its level, resolved also that a clinician has
    seen whoever was in danger. Not reachable needs ``least`` days on which somebody tried.
    """
    if closing is Closing.NOT_REACHABLE:
        return Lack.TRIES if tries < least else None
    if closing not in {Closing.RESOLVED, Closing.REFERRED}:
        return None
    if standing.state is State.OPEN:
        return Lack.TALK
    if standing.level is None:
        return Lack.LEVEL
    if closing is Closing.RESOLVED and standing.next in {Next.BESIDE, Next.CLINICIAN}:
        return Lack.CLINICIAN
    return None


def after(
    standing: Standing,
    step: Step,
    at: datetime,
    *,
    clocks: Clocks,
    level: Level | None = None,
    sooner: datetime | None = None,
    urgent: bool = False,
) -> Standing:
    """
    Where a concern stands after a step that ``may_step`` allows.

    ``level``: the level set in it. ``sooner``: the next contact agreed with the person; one later than the clock
    changes nothing. ``urgent``: what came again needs help now. Who was not reached waits on by the same clock.
    """
    moved = _moved(standing, step, at, level, clocks, urgent=urgent)
    if sooner is not None and moved.by is not None and sooner < moved.by:
        moved = replace(moved, by=sooner)
    return moved


def _moved(
    standing: Standing, step: Step, at: datetime, level: Level | None, clocks: Clocks, *, urgent: bool
) -> Standing:
    if step is Step.CLOSED:
        return replace(standing, state=State.CLOSED, next=None, by=None)
    if step is Step.REOPENED:
        return begin(at, urgent=False, clocks=clocks)
    if step is Step.NOT_REACHED:
        return standing
    if step is Step.AGAIN:
        return _hastened(standing, at, clocks) if urgent else standing
    return _met(standing, step, at, level, clocks)


def _met(standing: Standing, step: Step, at: datetime, level: Level | None, clocks: Clocks) -> Standing:
    """Somebody met the person, or set the level afterwards."""
    if level is not None:
        return _levelled(standing, step, at, level, clocks)
    if standing.level is not None:
        return _onward(standing, step, at, clocks)
    due = at + timedelta(hours=clocks.level)
    return replace(standing, state=State.TALKED, next=Next.LEVEL, by=due, urgent=False)


def _hastened(standing: Standing, at: datetime, clocks: Clocks) -> Standing:
    """Somebody needs help now about whom we knew: a talk within the hour, unless something is due before."""
    due = at + timedelta(hours=clocks.talk_now)
    if standing.by is not None and standing.by <= due:
        return replace(standing, urgent=True)
    waits_for = standing.next if standing.next in {Next.BESIDE, Next.CLINICIAN} else Next.TALK
    return replace(standing, next=waits_for, by=due, urgent=True)


def _levelled(standing: Standing, step: Step, at: datetime, level: Level, clocks: Clocks) -> Standing:
    same = standing.level == level
    now = replace(standing, state=State.LEVELLED, level=level, urgent=False)
    if same and step is not Step.LEVELLED:
        return _onward(now, step, at, clocks)
    if same:
        return replace(now, next=standing.next, by=standing.by)
    if level not in IMMINENT:
        return _followed(replace(now, follow_ups=0), at, clocks)
    if standing.level in IMMINENT and standing.next in {Next.BESIDE, Next.CLINICIAN}:
        return _onward(now, step, at, clocks)
    beside = replace(now, next=Next.BESIDE, by=at + timedelta(hours=clocks.beside), follow_ups=0)
    return _onward(beside, step, at, clocks) if step in {Step.BESIDE, Step.CLINICIAN} else beside


def _onward(standing: Standing, step: Step, at: datetime, clocks: Clocks) -> Standing:
    """One meeting further on a way whose level is known."""
    if step is Step.CLINICIAN:
        return _followed(replace(standing, urgent=False), at, clocks)
    if standing.next is Next.BESIDE:
        if step is not Step.BESIDE:
            return standing
        known = (standing.by or at) - timedelta(hours=clocks.beside)
        return replace(standing, next=Next.CLINICIAN, by=known + timedelta(hours=clocks.clinician), urgent=False)
    if standing.next is Next.CLINICIAN:
        return standing
    return _followed(replace(standing, follow_ups=standing.follow_ups + 1, urgent=False), at, clocks)


def _followed(standing: Standing, at: datetime, clocks: Clocks) -> Standing:
    gap = clocks.follow_ups[min(standing.follow_ups, len(clocks.follow_ups) - 1)]
    return replace(standing, next=Next.FOLLOW_UP, by=at + timedelta(hours=gap))
