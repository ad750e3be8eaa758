"""What a list of places says, one row a unit, whichever file or package it came from."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

SHARE_STEP = Decimal("0.0001")


class Code(NamedTuple):
    """A place's code in one system, unique in it."""

    system: str
    code: str

    def __str__(self) -> str:
        return f"{self.system}:{self.code}"


class Share(NamedTuple):
    """The part of a former unit that went to ``successor``: above 0, at most 1, four decimals."""

    successor: Code
    share: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A population figure: people counted or reckoned (``kind``) in ``year``, by ``source``."""

    count: int
    year: int
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """
    One unit. ``line`` is where it stands in its file, for faults only: it does not tell rows apart.

    ``more_codes`` are the same unit's codes in other systems.
    """

    code: Code
    level: str
    name: str
    other_names: tuple[str, ...] = ()
    parent: Code | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Share, ...] = ()
    population: Figure | None = None
    more_codes: tuple[Code, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes of the unit, its own first."""
        return (self.code, *self.more_codes)
