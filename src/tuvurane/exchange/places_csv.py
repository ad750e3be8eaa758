"""
The places file: a CSV table of places, one row a unit.

The format is described in ``docs/reference/places-file.md``. Reading collects every fault before it
refuses, so that a person repairs a file once.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from tuvurane.places import actions as place_actions
from tuvurane.places.actions import Code, Figure, PlaceRow, Share
from tuvurane.places.problems import Fault, PlacesFileRefused

__all__ = ["COLUMNS", "Fault", "PlacesFileRefused", "read", "rows_in", "text_of"]

COLUMNS = (
    "code_system",
    "code",
    "level",
    "name",
    "other_names",
    "parent_code",
    "valid_from",
    "valid_to",
    "successors",
    "population",
    "population_year",
    "population_kind",
    "population_source",
    "more_codes",
)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SHARE = re.compile(r"-?\d{1,9}(\.\d{1,9})?", re.ASCII)
WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)

Record = tuple[int, dict[str, str]]
FIGURE_COLUMNS = ("population", "population_year", "population_kind", "population_source")


def read(path: Path) -> list[PlaceRow]:
    """The rows of a places file. Raises PlacesFileRefused with every fault, those against known places included."""
    return rows_in(path.read_bytes())


def rows_in(data: bytes) -> list[PlaceRow]:
    """What ``read`` does, for bytes that a page received."""
    records, faults = _records(data)
    lines = [_Line(number, cells) for number, cells in records]
    rows = [line.row() for line in lines]
    faults += [fault for line in lines for fault in line.faults]
    faults += place_actions.faults_in(rows)
    if not rows and not faults:
        faults = [Fault(1, "", "", "file_empty")]
    if faults:
        raise PlacesFileRefused(faults)
    return rows


def text_of(rows: Sequence[PlaceRow]) -> str:
    """The rows as a places file that ``read`` reads back to equal rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells_of(row) for row in rows)
    return text.getvalue()


def _cells_of(row: PlaceRow) -> tuple[str, ...]:
    parent = row.parent
    figure = row.population
    return (
        row.code.system,
        row.code.code,
        row.level,
        row.name,
        ";".join(row.other_names),
        "" if parent is None else parent.code if parent.system == row.code.system else str(parent),
        row.valid_from.isoformat() if row.valid_from else "",
        row.valid_to.isoformat() if row.valid_to else "",
        ";".join(f"{successor}={share}" for successor, share in row.successors),
        *((str(figure.count), str(figure.year), figure.kind, figure.source) if figure else ("", "", "", "")),
        ";".join(str(code) for code in row.more_codes),
    )


def _records(data: bytes) -> tuple[list[Record], list[Fault]]:
    """The cells of each row by column with its line number, and the faults of the file as a whole."""
    strange = _first_strange_byte(data)
    if strange is not None:
        line = data[:strange].count(b"\n") + 1
        return [], [Fault(line, "", f"0x{data[strange]:02X}", "not_utf8")]
    lines = _numbered(data.decode("utf-8-sig"))
    records: list[Record] = []
    faults: list[Fault] = []
    line = 0
    try:
        header = _without_empty_end(next(lines, (1, []))[1])
        faults += _header_faults(header)
        for line, written in lines if not faults else ():
            cells = [*written[: len(header)], *_without_empty_end(written[len(header) :])]
            if len(cells) == len(header):
                records.append((line, dict(zip(header, cells, strict=True))))
            elif any(cells):
                faults.append(Fault(line, "", str(len(cells)), "wrong_width", {"wanted": len(header)}))
    except csv.Error:
        faults.append(Fault(line + 1, "", "", "not_csv"))
    return [record for record in records if any(record[1].values())], faults


def _first_strange_byte(data: bytes) -> int | None:
    """Where the bytes stop being text in UTF-8; zeros are the mark of UTF-16."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return data.index(0) if 0 in data else None


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number of the line where each row begins, and its cells, trimmed."""
    first_line = text.partition("\n")[0]
    # A spreadsheet in French separates by semicolons.
    separator = ";" if ";" in first_line and "," not in first_line else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    for cells in reader:
        yield line, [unicodedata.normalize("NFC", cell).strip() for cell in cells]
        line = reader.line_num + 1


def _without_empty_end(cells: list[str]) -> list[str]:
    """Without the empty cells that spreadsheets leave at the end of a row."""
    filled = [index for index, cell in enumerate(cells) if cell]
    return cells[: filled[-1] + 1] if filled else []


def _header_faults(header: Sequence[str]) -> list[Fault]:
    if not header:
        return [Fault(1, "", "", "file_empty")]
    missing = [column for column in COLUMNS if column not in header]
    suggested: set[str] = set()
    faults = []
    for index, column in enumerate(header):
        if column in header[:index]:
            faults.append(Fault(1, column, column, "column_repeated"))
        elif column not in COLUMNS:
            near = get_close_matches(column.lower().replace(" ", "_"), missing, n=1)
            suggested.update(near)
            columns: dict[str, object] = {"columns": ", ".join(COLUMNS)}
            faults.append(Fault(1, column, column, "column_unknown", columns, nearest="".join(near)))
    faults += [Fault(1, column, "", "column_missing") for column in missing if column not in suggested]
    return faults


class _Line:
    """One row of the file on its way to a PlaceRow; collects what its cells get wrong."""

    def __init__(self, number: int, cells: dict[str, str]) -> None:
        self.number = number
        self.cells = cells
        self.faults: list[Fault] = []

    def row(self) -> PlaceRow:
        """The row as far as its cells can be read; a cell with a fault counts as empty."""
        cells = self.cells
        return PlaceRow(
            code=Code(cells["code_system"], cells["code"]),
            level=cells["level"],
            name=cells["name"],
            other_names=self._parts("other_names"),
            parent=self._code(cells["parent_code"]) if cells["parent_code"] else None,
            valid_from=self._date("valid_from"),
            valid_to=self._date("valid_to"),
            successors=self._successors(),
            population=self._population(),
            more_codes=tuple(_code(part) for part in self._parts("more_codes")),
            line=self.number,
        )

    def _fault(self, column: str, code: str) -> None:
        self.faults.append(Fault(self.number, column, self.cells[column], code))

    def _parts(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.cells[column].split(";") if part.strip())

    def _code(self, text: str) -> Code:
        return _code(text) if ":" in text else Code(self.cells["code_system"], text)

    def _date(self, column: str) -> date | None:
        text = self.cells[column]
        if not text:
            return None
        try:
            return date.fromisoformat(text if DATE.fullmatch(text) else "")
        except ValueError:
            self._fault(column, "bad_date")
            return None

    def _successors(self) -> tuple[Share, ...]:
        shares = []
        for part in self._parts("successors"):
            code, _, share = (text.strip() for text in part.partition("="))
            if not SHARE.fullmatch(share):
                self._fault("successors", "bad_share")
                return ()
            shares.append(Share(self._code(code), Decimal(share)))
        return tuple(shares)

    def _population(self) -> Figure | None:
        filled = [column for column in FIGURE_COLUMNS if self.cells[column]]
        if not filled:
            return None
        empty = [column for column in FIGURE_COLUMNS if column not in filled]
        unread = [
            column for column in FIGURE_COLUMNS[:2] if column in filled and not WHOLE.fullmatch(self.cells[column])
        ]
        for column in empty:
            self._fault(column, "population_incomplete")
        for column in unread:
            self._fault(column, "bad_number")
        if empty or unread:
            return None
        count, year, kind, source = (self.cells[column] for column in FIGURE_COLUMNS)
        return Figure(int(count), int(year), kind, source)


def _code(text: str) -> Code:
    system, _, code = text.rpartition(":")
    return Code(system.strip(), code.strip())
