"""Who reads which story, and what a round of coding comes to. Pure: chance comes in as a drawn source."""

import random
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from tuvurane.stories.codes import Outcome
from tuvurane.stories.rules.agreement import Agreement, verdict


class Assigned(NamedTuple):
    """A story for a coder; ``place``: when it comes, in an order that says nothing about who else reads it."""

    story: UUID
    coder: UUID
    place: int


class Judged(NamedTuple):
    """How far coders agree on one code; ``used``: in how many stories read twice somebody found it."""

    code: str
    used: int
    alpha: Agreement | None
    kappa: Agreement | None


class Limits(NamedTuple):
    """From where an agreement is reliable or tentative, and from how many stories on one code is judged for itself."""

    reliable: float
    tentative: float
    fewest: int


def assign(stories: Sequence[UUID], coders: Sequence[UUID], *, twice: int, drawn: random.Random) -> list[Assigned]:
    """
    Who reads what: ``twice`` stories, drawn by chance, go to two coders each, the others to one.

    Pairs of coders take turns, and so do coders. No order of work betrays which story somebody else reads too.
    """
    mixed = drawn.sample(stories, len(stories))
    pairs = drawn.sample(list(combinations(coders, 2)), len(coders) * (len(coders) - 1) // 2)
    work: list[tuple[UUID, UUID]] = []
    for number, story in enumerate(mixed):
        readers = pairs[number % len(pairs)] if number < twice else (coders[number % len(coders)],)
        work += [(story, reader) for reader in readers]
    drawn.shuffle(work)
    return [Assigned(story, coder, place) for place, (story, coder) in enumerate(work, start=1)]


def outcome(whole: Agreement | None, codes: Iterable[Judged], limits: Limits) -> Outcome:
    """
    What a round allows: its least reliable code decides.

    Krippendorff (2004), Reliability in content analysis, Human Communication Research 30(3):411-433: variables are
    judged one by one, and an average hides the one that is not understood. A code found in fewer than ``fewest``
    stories read twice decides nothing by itself.
    """
    if whole is None:
        return Outcome.TOO_FEW
    values = [code.alpha.value for code in codes if code.alpha is not None and code.used >= limits.fewest]
    lowest = min([whole.value, *values])
    return Outcome(verdict(lowest, reliable=limits.reliable, tentative=limits.tentative).value)
