"""
The way of a referral: which entry may follow which, and what must happen next, by when.

Nothing expires: every state but the closed one has exactly one next thing, and a next thing whose time ran out stays
until somebody writes down what happened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tuvurane.care.codes import Basis, Priority, Stage

MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.MADE: frozenset({Stage.SENT, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.SENT: frozenset({Stage.ACCEPTED, Stage.DECLINED, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.ACCEPTED: frozenset({Stage.APPOINTMENT, Stage.ATTENDED, Stage.NOT_ATTENDED, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.DECLINED: frozenset({Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.APPOINTMENT: frozenset(
        {Stage.APPOINTMENT, Stage.ATTENDED, Stage.NOT_ATTENDED, Stage.CLOSED, Stage.WITHDRAWN}
    ),
    Stage.NOT_ATTENDED: frozenset({Stage.APPOINTMENT, Stage.ATTENDED, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.ATTENDED: frozenset({Stage.OUTCOME, Stage.APPOINTMENT, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.OUTCOME: frozenset({Stage.FED_BACK, Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.FED_BACK: frozenset({Stage.CLOSED, Stage.WITHDRAWN}),
    Stage.WITHDRAWN: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}
"""From each state the entries that may follow."""

ASIDE = frozenset({Stage.PERSON_TOLD, Stage.TAKEN_BACK})
"""Entries that move no referral on."""

FINAL = frozenset({Stage.WITHDRAWN})
"""What is never taken back: whoever agrees again agrees to a new referral."""


class Next(StrEnum):
    """The next thing that must happen to a referral."""

    SEND = "send"
    ANSWER = "answer"
    RECEIVE = "receive"
    CHOOSE = "choose"
    ASK_WHETHER = "ask_whether"
    FOLLOW = "follow"
    RESULT = "result"
    FEED_BACK = "feed_back"
    CLOSE = "close"
    STOP = "stop"
    TELL_PERSON = "tell_person"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the way: what, when it was written, the appointment that it names, and whether it was taken back."""

    what: Stage
    at: datetime
    appointment: datetime | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Clocks:
    """The times, in hours. ``priority``: within which the person is received; ``answer_share``: of it, to be answered."""

    priority: Mapping[Priority, float]
    answer_share: float
    decide: float
    after_appointment: float
    missed: float
    outcome: float
    feed_back: float
    close: float
    tell_person: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral stands: its state, since when, and the next thing with its time; neither once it is closed."""

    state: Stage
    since: datetime
    next: Next | None = None
    due: datetime | None = None

    def hours_over(self, now: datetime) -> int | None:
        """How many whole hours the next thing is over its time; None before it."""
        if self.due is None or now <= self.due:
            return None
        return int((now - self.due).total_seconds() // 3600)


def state_of(entries: Sequence[Entry]) -> Entry:
    """The entry that says where the referral stands: the last that was not taken back. The first is ``MADE``."""
    return [entry for entry in entries if not entry.taken_back and entry.what not in ASIDE][-1]


def may_follow(entries: Sequence[Entry], basis: Basis) -> list[Stage]:
    """The entries that may be written now, in the order of their codes."""
    moves = set(MOVES[state_of(entries).what])
    if basis is Basis.EMERGENCY and not person_told(entries) and moves:
        moves.add(Stage.PERSON_TOLD)
    if last_to_take_back(entries) is not None:
        moves.add(Stage.TAKEN_BACK)
    return [step for step in Stage if step in moves]


def last_to_take_back(entries: Sequence[Entry]) -> int | None:
    """Which entry may be taken back as a mistake, by its place: the last one, when it is no final one."""
    standing = [n for n, entry in enumerate(entries) if not entry.taken_back and entry.what is not Stage.TAKEN_BACK]
    last = standing[-1]
    return None if entries[last].what in FINAL | {Stage.MADE} else last


def standing(entries: Sequence[Entry], priority: Priority, basis: Basis, clocks: Clocks) -> Standing:
    """Where a referral stands. Of two next things that of an emergency comes first when its time does."""
    made, here = entries[0], state_of(entries)
    following, due = _next(made, here, priority, clocks)
    tell_by = made.at + timedelta(hours=clocks.tell_person)
    if basis is Basis.EMERGENCY and not person_told(entries) and due is not None and tell_by <= due:
        return Standing(here.what, here.at, Next.TELL_PERSON, tell_by)
    return Standing(here.what, here.at, following, due)


def person_told(entries: Sequence[Entry]) -> bool:
    """Whether an entry says that the person knows of what was told without their consent."""
    return any(entry.what is Stage.PERSON_TOLD and not entry.taken_back for entry in entries)


def _next(made: Entry, here: Entry, priority: Priority, clocks: Clocks) -> tuple[Next | None, datetime | None]:
    hours = clocks.priority[priority]
    answered, received = made.at + timedelta(hours=hours * clocks.answer_share), made.at + timedelta(hours=hours)

    def later(after: float) -> datetime:
        return here.at + timedelta(hours=after)

    appointment = (here.appointment or here.at) + timedelta(hours=clocks.after_appointment)
    table: dict[Stage, tuple[Next | None, datetime | None]] = {
        Stage.MADE: (Next.SEND, answered),
        Stage.SENT: (Next.ANSWER, answered),
        Stage.ACCEPTED: (Next.RECEIVE, received),
        Stage.DECLINED: (Next.CHOOSE, later(clocks.decide)),
        Stage.APPOINTMENT: (Next.ASK_WHETHER, appointment),
        Stage.NOT_ATTENDED: (Next.FOLLOW, later(clocks.missed)),
        Stage.ATTENDED: (Next.RESULT, later(clocks.outcome)),
        Stage.OUTCOME: (Next.FEED_BACK, later(clocks.feed_back)),
        Stage.FED_BACK: (Next.CLOSE, later(clocks.close)),
        Stage.WITHDRAWN: (Next.STOP, later(clocks.decide)),
        Stage.CLOSED: (None, None),
    }
    return table[here.what]
