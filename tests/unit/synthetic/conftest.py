"""A partner's programme as plain data, on hills that need no database."""

from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from uuid import UUID

import pytest

from tuvurane.config.synthetic.answers import House
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.country import Area, Spot
from tuvurane.config.synthetic.rounds import SHOWN, facilitators, outlines
from tuvurane.config.synthetic.scales import SCALES
from tuvurane.config.synthetic.stories import Story, stories

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HIRED_SINCE = date(2025, 9, 1)


def make_areas() -> list[Area]:
    """Two communes of three zones each, and one site."""
    areas = []
    for number in range(7):
        commune = 1 + number % 2
        spots = tuple(Spot(1_000 * number + hill, f"Hill {number}{hill}") for hill in range(1, 5))
        areas.append(Area(1_000 * number, f"Zone {number}", f"Commune {commune}", commune, 9, number == 6, spots))
    return areas


def tell(seed: int, scale: str = "partner") -> list[Story]:
    """All groups of a programme of one organisation, drawn from a seed."""
    chance, size = Chance(seed), SCALES[scale]
    _, pairs = facilitators(chance, make_areas(), pairs=size.facilitators // 2, since=HIRED_SINCE, prefix="facilitator")
    drawn = outlines(chance, pairs, size, share=1, today=TODAY, shown=SHOWN)
    numbers = count(1)
    house = House(chance.id_at(NOW), NOW, interviewer=UUID(int=7))
    return list(stories(chance, drawn, code=lambda: f"CODE-{next(numbers)}", house=house))


@cache
def told_before(seed: int) -> list[Story]:
    """The same, told once and read by all."""
    return tell(seed)


@pytest.fixture
def told() -> list[Story]:
    """A partner's first year."""
    return told_before(7)


@pytest.fixture
def years() -> list[Story]:
    """Four of them, for what varies much."""
    return [story for seed in (7, 8, 9, 10) for story in told_before(seed)]
