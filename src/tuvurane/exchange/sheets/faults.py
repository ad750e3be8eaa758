"""What a workbook gets wrong, and what is worth knowing about it: where, what was found, how to repair it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from tuvurane.foundation import words

VALUE_SIGNS = 60
ANY = "exchange"  # begins the keys of sentences that every format shares


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing to repair, or (among the notices) one thing to know.

    ``row`` counts as the spreadsheet does and is 0 for the sheet or file as a whole; ``column`` is
    the heading and ``letter`` the spreadsheet's letter. ``repair`` says in the reader's language what
    is wrong and what to do. ``value`` is what stands in the cell: it may be a name, so a fault is
    shown to whoever sent the file and is never logged.
    """

    sheet: str
    row: int
    column: str
    letter: str
    value: str
    code: str
    repair: str
    language: str

    @property
    def where(self) -> str:
        """Sheet, row and column in one line, in the reader's language."""
        if not self.sheet:
            return words.say("exchange.where.file", self.language)
        if not self.row:
            return words.say("exchange.where.sheet", self.language, sheet=self.sheet)
        if not self.column:
            return words.say("exchange.where.row", self.language, sheet=self.sheet, row=self.row)
        cell = {"sheet": self.sheet, "row": self.row, "column": self.column, "letter": self.letter}
        return words.say(f"exchange.where.{'cell' if self.letter else 'heading'}", self.language, **cell)

    def sentence(self) -> str:
        """The place and the repair in one line."""
        return f"{self.where}: {self.repair}"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: a cell, a row (no column), a sheet (row 0) or the file (no sheet)."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    index: int = 0
    value: str = ""


@dataclass(slots=True)
class Faults:
    """
    Collects what is found, in the reader's language. Faults stop the import, notices do not.

    ``words`` begins the keys of a format's own sentences; what it has none for is said as for any.
    """

    language: str
    words: str = ANY
    found: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)

    def add(self, spot: Spot, code: str, /, *, nearest: Iterable[str] = (), **details: object) -> None:
        """One more fault; ``nearest`` are known values that look alike."""
        self.found.append(self._fault(spot, "fault", code, nearest, details))

    def note(self, spot: Spot, code: str, /, *, nearest: Iterable[str] = (), **details: object) -> None:
        """One more thing to know, that stops nothing."""
        self.notices.append(self._fault(spot, "notice", code, nearest, details))

    def _fault(self, spot: Spot, kind: str, code: str, nearest: Iterable[str], details: dict[str, object]) -> Fault:
        value = spot.value if len(spot.value) <= VALUE_SIGNS else f"{spot.value[:VALUE_SIGNS]}…"
        own = f"{self.words}.{kind}.{code}"
        key = own if words.knows(own) else f"{ANY}.{kind}.{code}"
        repair = words.say(key, self.language, **{"value": value, **details})
        if meant := "; ".join(nearest):
            repair = f"{repair} {words.say('exchange.did_you_mean', self.language, nearest=meant)}"
        letter = get_column_letter(spot.index) if spot.index else ""
        return Fault(spot.sheet, spot.row, spot.column, letter, value, code, repair, self.language)
