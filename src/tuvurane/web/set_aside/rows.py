"""A record in lines for a page: a label and what is said, read as far as it can be read."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from tuvurane.foundation import words
from tuvurane.web.set_aside.said import text
from tuvurane.web.wording import say


class Row(NamedTuple):
    """One line: the key of its label, or a label in itself, and what is said."""

    label: str
    value: Any
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class RowsSaid:
    """A record in lines; empty ones are left out."""

    rows: list[Row]


def rows(*told: Row) -> RowsSaid:
    """The lines in which something is said."""
    return RowsSaid([row for row in told if row.value not in {None, ""}])


def coded(family: str, value: Any) -> str:
    """A code in words; a code of tomorrow as it came."""
    key = f"{family}.{text(value)}"
    return say(key) if words.knows(key) else text(value)
