"""Chance that comes again: every draw of the synthetic programme, its ids too, hangs on one seed."""

import random
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

Thing = TypeVar("Thing")

_VERSION_7 = 0x7 << 76
_VARIANT = 0x2 << 62


class Chance(random.Random):
    """A seeded source of draws. Not secret: keys and nonces never come from here."""

    def happens(self, probability: float) -> bool:
        """Whether something of this probability (0-1) comes about."""
        return self.random() < probability

    def pick(self, weights: Mapping[Thing, float]) -> Thing:
        """One of these, by weight."""
        return self.choices(tuple(weights), tuple(weights.values()))[0]

    def id_at(self, moment: datetime) -> UUID:
        """An id of the shape of UUIDv7 (RFC 9562) for a moment, drawn from the seed."""
        drawn = self.getrandbits(74)
        milliseconds = int(moment.timestamp() * 1000)
        return UUID(int=milliseconds << 80 | _VERSION_7 | drawn >> 62 << 64 | _VARIANT | drawn & (1 << 62) - 1)


def is_rainy(on: date) -> bool:
    """The weeks of the heaviest rain in Burundi: March and April, November and December."""
    return on.month in {3, 4, 11, 12}


def is_harvest(on: date) -> bool:
    """The harvests of the two main seasons: January, and June to July."""
    return on.month in {1, 6, 7}
