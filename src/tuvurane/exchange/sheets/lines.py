"""Reading the cells of one row: text, whole numbers, days and codes. A cell with a fault counts as empty."""

import re
from datetime import date, datetime
from typing import Any

from tuvurane.exchange.sheets.columns import Column
from tuvurane.exchange.sheets.faults import Faults, Spot
from tuvurane.exchange.sheets.labels import code_of, labels, nearest_labels
from tuvurane.exchange.sheets.plain import tidy
from tuvurane.exchange.sheets.workbook import Row, Table

FIRST_DAY = date(2000, 1, 1)  # sociotherapy groups began in Byumba in 2005; earlier years are slips
WHOLE = re.compile(r"\d{1,6}(\.0+)?", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
WRITTEN = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
SHORT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2}", re.ASCII)


class Line:
    """One row of a sheet on its way to a typed row."""

    def __init__(self, table: Table, row: Row, faults: Faults, today: date) -> None:
        self.format, self.sheet = table.format, table.sheet
        self.number = row.number
        self.faulty: set[str] = set()
        self._cells, self._places, self._faults, self._today = row.cells, table.places, faults, today

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with the row, so far as it was read and checked."""
        return not self.faulty

    def spot(self, column: str) -> Spot:
        """Where a cell of this row stands, and what is in it."""
        cell = self._cells.get(column)
        index = cell.column if cell else self._places.get(column, -1) + 1
        return Spot(self.sheet.name, self.number, column, index, shown(cell.value) if cell else "")

    def fault(self, column: str, code: str, /, **details: Any) -> None:
        """Note a fault of a cell; from now on the row is not ``whole``."""
        self.faulty.add(column)
        self._faults.add(self.spot(column), code, **details)

    def text(self, name: str) -> str:
        """A text, tidied; empty when there is none."""
        value = self._value(name)
        text = tidy(shown(value)) if value is not None else ""
        most = self.sheet.column(name).most
        if most and len(text) > most:
            self.fault(name, "too_long", most=most)
            return ""
        return text

    def whole_number(self, name: str) -> int | None:
        """A whole number within the column's range."""
        value = self._value(name)
        if value is None:
            return None
        column = self.sheet.column(name)
        text = tidy(str(value))
        number = int(text.split(".")[0]) if not isinstance(value, bool) and WHOLE.fullmatch(text) else -1
        if not column.least <= number <= column.most:
            self.fault(name, "bad_number", least=column.least, most=column.most)
            return None
        return number

    def day(self, name: str, *, may_come: bool = False) -> date | None:
        """A day that has come (or ``may_come``)."""
        value = self._value(name)
        if value is None:
            return None
        day = day_of(value)
        if day is None:
            short = isinstance(value, str) and SHORT_YEAR.fullmatch(tidy(value))
            self.fault(name, "two_digit_year" if short else "bad_date")
        elif day < FIRST_DAY:
            self.fault(name, "date_too_old", first=shown(FIRST_DAY))
        elif day > self._today and not may_come:
            self.fault(name, "date_in_the_future", today=shown(self._today))
        else:
            return day
        return None

    def code(self, name: str) -> str | None:
        """A code, from itself or its label in any language."""
        value = self._value(name)
        if value is None:
            return None
        column = self.sheet.column(name)
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else tidy(shown(value))
        code = self.meant(column, text)
        if code is None:
            self.unknown_code(column, text)
        return code

    def meant(self, column: Column, text: str) -> str | None:
        """The code that a text means, or None."""
        return code_of(self.format, column.family, text)

    def unknown_code(self, column: Column, text: str) -> None:
        """Note a text that means no code, with what is known and what looks alike."""
        language = self._faults.language
        allowed = "; ".join(labels(self.format, column.family, language))
        near = nearest_labels(self.format, column.family, text, language)
        self.fault(column.name, "unknown_code", allowed=allowed, nearest=near)

    def _value(self, name: str) -> Any:
        """What the cell holds; None when it is empty or holds what is no value, with its fault noted."""
        cell = self._cells.get(name)
        if cell is None:
            if self.sheet.column(name).required:
                self.fault(name, "missing")
            return None
        if cell.kind in {"f", "e"}:
            self.fault(name, "formula" if cell.kind == "f" else "error_value")
            return None
        return cell.value


def day_of(value: Any) -> date | None:
    """The day that a cell means: a real date, ``2026-11-22`` or ``22/11/2026``; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = tidy(value) if isinstance(value, str) else ""
    if iso := ISO.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    elif written := WRITTEN.fullmatch(text):
        day, month, year = (int(part) for part in written.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shown(value: Any) -> str:
    """A cell's value as people read it: days as ``22/11/2026``, whole numbers without a point."""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
