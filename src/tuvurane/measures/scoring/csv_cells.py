"""The cells of a CSV file as people's spreadsheets write it."""

import csv
import io
from pathlib import Path

from tuvurane.measures.problems import Fault, FileRefused


def read_cells(path: Path, *, refused: type[FileRefused]) -> list[list[str]]:
    """
    All rows of a CSV file: UTF-8 with or without a mark, comma or (as in French spreadsheets) semicolon.

    A blank line is an empty row. Raises ``refused`` when the file is not UTF-8 or not CSV.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused([Fault(None, path.name, "", "not_utf8")], file=path.name) from error
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise refused([Fault(None, path.name, "", "not_csv", {"reason": str(error)})], file=path.name) from error
