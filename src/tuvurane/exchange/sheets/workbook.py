"""
Opening a workbook that someone sent: within limits, without ever computing a formula.

Whatever it is, the answer is tables of cells and a list of faults, never a crash.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tuvurane.exchange.sheets.columns import LISTS, READ_ME, REMARK, Format, Sheet
from tuvurane.exchange.sheets.faults import Faults, Spot
from tuvurane.exchange.sheets.plain import plain, tidy

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 60 * MEGABYTE  # five megabytes of a real register unpack to about forty
MOST_PARTS = 300
MOST_COLUMNS = 60
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # the container of .xls files and of encrypted workbooks

# What openpyxl and the standard library raise on files that are broken or built to break us.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    SyntaxError,  # of which XML's ParseError is one
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


class Cell(NamedTuple):
    """What stands in one cell, where, and openpyxl's letter for its kind (``f`` formula, ``e`` error)."""

    column: int
    value: Any
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row by heading; ``number`` as the spreadsheet counts."""

    number: int
    cells: dict[str, Cell]


@dataclass(slots=True)
class Table:
    """The rows of one sheet below its headings."""

    format: Format
    sheet: Sheet
    places: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


def tables_in(data: bytes, format_: Format, faults: Faults) -> dict[str, Table]:
    """The tables of a workbook by sheet. Sheets that cannot be read are empty, and a fault says so."""
    empty = {sheet.name: Table(format_, sheet) for sheet in format_.sheets}
    if refusal := _refusal(data):
        faults.add(Spot(), refusal, most=MOST_BYTES // MEGABYTE)
        return empty
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles and validations it does not know
            return empty | _tables(data, format_, faults)
    except UNREADABLE:
        faults.add(Spot(), "unreadable")
        return empty


def _refusal(data: bytes) -> str:
    """Why these bytes are not opened at all; empty when they may be."""
    if len(data) > MOST_BYTES:
        return "too_big"
    if data.startswith(OLD_OR_LOCKED):
        return "old_or_locked"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _refusal_of_parts(archive)
    except UNREADABLE:
        return "not_a_workbook"


def _refusal_of_parts(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        return "not_a_workbook"
    # A part never unpacks to more than the size it declares: reading stops there.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return "unpacks_too_big"
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _declares_entities(archive.read(part)):
            return "not_a_workbook"
    return ""


def _declares_entities(xml: bytes) -> bool:
    """Whether a part brings its own document type, or an encoding that would hide one: no spreadsheet writes that."""
    return b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml


def _tables(data: bytes, format_: Format, faults: Faults) -> dict[str, Table]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        titles: dict[str, str] = {}
        for worksheet in book.worksheets:
            titles.setdefault(plain(worksheet.title), worksheet.title)
        _check_titles(titles, format_, faults)
        there = [sheet for sheet in format_.sheets if sheet.name in titles]
        return {sheet.name: _table(Table(format_, sheet), book[titles[sheet.name]], faults) for sheet in there}
    finally:
        book.close()


def _check_titles(titles: dict[str, str], format_: Format, faults: Faults) -> None:
    wanted = [sheet.name for sheet in format_.sheets]
    spare = [title for folded, title in titles.items() if folded not in {*wanted, READ_ME, LISTS}]
    for name in wanted:
        if name not in titles:
            near = get_close_matches(name, spare, n=1)
            faults.add(Spot(sheet=name), "sheet_missing", nearest=near)
    for title in spare:
        faults.note(Spot(sheet=tidy(title)), "sheet_ignored")


def _table(table: Table, worksheet: Any, faults: Faults) -> Table:
    sheet = table.sheet
    worksheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows = enumerate(worksheet.iter_rows(min_row=1, min_col=1, max_col=MOST_COLUMNS), start=1)
    heading = next(islice(rows, 1), (1, ()))[1]
    table.places |= _headings(sheet, heading, faults)
    if any(column.required and column.name not in table.places for column in sheet.columns):
        return table
    for number, cells in rows:
        if number > sheet.most_rows:
            if any(cell.value is not None for cell in cells):
                faults.add(Spot(sheet.name, number), "too_many_rows", most=sheet.most_rows)
                break
        elif row := _row(table, number, cells):
            table.rows.append(row)
    return table


def _headings(sheet: Sheet, cells: Sequence[Any], faults: Faults) -> dict[str, int]:
    """Which column stands where (from 0); headings that we do not know are ignored and named."""
    known = {column.name: column for column in sheet.columns}
    places: dict[str, int] = {}
    spare: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        text = tidy("" if cell.value is None else str(cell.value))
        name = plain(text).replace(" ", "_")
        spot = Spot(sheet.name, 1, text, index + 1, text)
        if name in places:
            faults.add(spot, "heading_repeated")
        elif name in known:
            places[name] = index
        elif text and not text.startswith(REMARK):
            spare.append((index, text))
    for column in known.values():
        if column.required and column.name not in places:
            near = get_close_matches(column.name, [text.lower() for _, text in spare], n=1)
            faults.add(Spot(sheet.name, 1, column.name), "heading_missing", nearest=near)
    for index, text in spare:
        faults.note(Spot(sheet.name, 1, text, index + 1, text), "column_ignored")
    return places


def _row(table: Table, number: int, cells: Sequence[Any]) -> Row | None:
    """The row by heading; None when it is empty or a remark."""
    first = next(_filled(cells), None)
    if first is None or (first.data_type == "s" and str(first.value).lstrip().startswith(REMARK)):
        return None
    row = {
        name: Cell(index + 1, cells[index].value, cells[index].data_type)
        for name, index in table.places.items()
        if index < len(cells) and _is_filled(cells[index])
    }
    return Row(number, row) if row else None


def _filled(cells: Sequence[Any]) -> Iterator[Any]:
    return (cell for cell in cells if _is_filled(cell))


def _is_filled(cell: Any) -> bool:
    return cell.value is not None and (not isinstance(cell.value, str) or bool(tidy(cell.value)))
