"""Registers as files: bare workbooks and the template filled in."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

from tuvurane.exchange.registers import Preview
from tuvurane.exchange.registers.columns import SHEETS

Rows = dict[str, list[list[Any]]]
COLUMN = {(sheet.name, column.name): place for sheet in SHEETS for place, column in enumerate(sheet.columns)}


def workbook(rows: Rows) -> bytes:
    """The rows as a bare workbook: headings and data, nothing else."""
    book = Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.append([column.name for column in sheet.columns])
        for row in rows.get(sheet.name, []):
            page.append(row)
    return saved(book)


def filled_template(empty: bytes, rows: Rows) -> bytes:
    """The downloaded template, filled in from its first free row."""
    book = load_workbook(io.BytesIO(empty))
    for sheet, lines in rows.items():
        for number, line in enumerate(lines, start=4):
            for column, value in enumerate(line, start=1):
                book[sheet].cell(number, column, value)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(rows: Rows, sheet: str, row: int, column: str, value: Any) -> Rows:
    """The rows with one cell changed; ``row`` counts as the spreadsheet does (the headings are row 1)."""
    line = rows[sheet][row - 2]
    line.extend([None] * (COLUMN[sheet, column] + 1 - len(line)))
    line[COLUMN[sheet, column]] = value
    return rows


def told(preview: Preview) -> Sequence[tuple[str, int, str, str]]:
    """Where the faults of a preview stand and which they are."""
    return [(fault.sheet, fault.row, fault.column, fault.code) for fault in preview.faults]
