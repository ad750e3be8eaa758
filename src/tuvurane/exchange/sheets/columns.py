"""What a workbook of ours is made of: its sheets, their columns, the codes that cells may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

REMARK = "#"  # a row whose first filled cell begins so is not read
READ_ME, LISTS = "read me", "lists"  # the template's other sheets, which are not read


class What(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column.

    ``most`` is the greatest number, or the most signs of a text; ``family`` names the code list in
    the table of words.
    """

    name: str
    what: What = What.TEXT
    required: bool = False
    least: int = 0
    most: int = 0
    family: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and how many rows we are ready to read of it (twice the largest programme so far)."""

    name: str
    most_rows: int
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of this name. Raises StopIteration for an unknown one."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """
    A kind of workbook.

    ``words`` begins its keys in the table of words. ``codes`` are the code lists by family, ``short``
    the short forms that people write, by family. The first column of the first sheet names what the
    other sheets speak of. ``marks`` are columns of one narrow mark each, explained once.
    """

    words: str
    sheets: tuple[Sheet, ...]
    codes: Mapping[str, tuple[str, ...]]
    short: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    marks: tuple[Column, ...] = ()
