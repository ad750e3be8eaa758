"""
How each rung of a story's ladder stands on a day, from the words that were said about it.

A rung is in force when it was given, confirmed at least some days later with the final text read back, not withdrawn
since, not ended by its own time, and when nothing keeps it shut. Default is none. Pure.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tuvurane.stories.codes import Block, Rung, State, Word
from tuvurane.stories.rules.blocks import Text, blocks_of


class Said(NamedTuple):
    """
    One word about a rung, in the order in which the server took it.

    ``text``: what was read back with a confirmation: 0 the telling itself, else the number of the version.
    """

    rung: Rung
    word: Word
    on: date
    text: int = 0


class Standing(NamedTuple):
    """
    How a rung stands. ``day`` is the one that matters next: from when it may be read back, or until when it is in force.

    ``blocks``: what keeps it shut.
    """

    state: State
    day: date | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a yes settles before it is read back (days), and how long it then lasts (months)."""

    settle_days: int
    lasts_months: int


class _Yes(NamedTuple):
    """What holds after a word: the yes, and the last time it was confirmed."""

    given: date | None = None
    confirmed: date | None = None
    text: int = 0
    withdrawn: date | None = None


def standings(said: Iterable[Said], *, on: date, text: Text, terms: Terms) -> dict[Rung, Standing]:
    """How every rung stands on a day. ``said`` comes in the server's order; words of a later day do not count yet."""
    by_rung: dict[Rung, list[Said]] = {rung: [] for rung in Rung}
    for one in said:
        by_rung[one.rung].append(one)
    return {rung: standing(rung, words, on=on, text=text, terms=terms) for rung, words in by_rung.items()}


def standing(rung: Rung, said: Sequence[Said], *, on: date, text: Text, terms: Terms) -> Standing:
    """How one rung stands. A withdrawal counts the moment it is known, whatever day it names."""
    held = _held(said, on, terms)
    if held.given is None:
        return Standing(State.WITHDRAWN if held.withdrawn else State.NONE)
    ends = months_after(held.confirmed or held.given, terms.lasts_months)
    if on >= ends:
        return Standing(State.EXPIRED, ends)
    settled = held.given + timedelta(days=terms.settle_days)
    if held.confirmed is None and on < settled:
        return Standing(State.WAITS, settled)
    blocks = blocks_of(rung, text)
    if blocks:
        return Standing(State.SHUT, None, blocks)
    # What is published is the text that was read to them, and no other.
    if held.confirmed is None or (rung is not Rung.LEARN_INSIDE and held.text != text.version):
        return Standing(State.READ_BACK, settled)
    return Standing(State.IN_FORCE, ends)


def _held(said: Sequence[Said], on: date, terms: Terms) -> _Yes:
    held = _Yes()
    for one in said:
        if one.word is Word.WITHDRAWN:
            held = _Yes(withdrawn=max(one.on, held.withdrawn or one.on))
        elif one.on <= on:
            held = _taken(held, one, terms)
    return held


def _taken(held: _Yes, one: Said, terms: Terms) -> _Yes:
    over = held.given is not None and one.on >= months_after(held.confirmed or held.given, terms.lasts_months)
    if one.word is Word.GIVEN:
        before_a_no = held.withdrawn is not None and one.on < held.withdrawn
        fresh = held.given is None or over
        return held._replace(given=one.on, confirmed=None, text=0) if fresh and not before_a_no else held
    settled = held.given is not None and one.on >= held.given + timedelta(days=terms.settle_days)
    backwards = held.confirmed is not None and one.on < held.confirmed
    return held if over or backwards or not settled else held._replace(confirmed=one.on, text=one.text)


def months_after(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
