"""A file with the wording that a deployment is licensed to use, checked before anything is loaded."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuvurane.foundation.words import LANGUAGES
from tuvurane.measures import problems
from tuvurane.measures.problems import Fault
from tuvurane.measures.scoring.csv_cells import read_cells
from tuvurane.measures.scoring.definitions import Instrument, load_instruments

COLUMNS = ("instrument", "version", "language", "item", "text", "licence")
LONGEST = {"text": 600, "licence": 300}


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One item's wording in one language, and the licence under which this deployment uses it."""

    instrument: str
    version: str
    language: str
    item: str
    text: str
    licence: str


def read_wording(path: Path) -> list[WordingRow]:
    """
    Read a wording file: CSV, UTF-8, columns ``instrument,version,language,item,text,licence``.

    A language is loaded whole or not at all: a questionnaire half in its owner's words and half in
    ours measures nothing. Raises WordingRefused with every fault by row and column.
    """
    lines = read_cells(path, refused=problems.WordingRefused)
    header = [cell.strip().casefold() for cell in lines[0]] if lines else []
    faults = list(_header_faults(header))
    rows: list[WordingRow] = []
    if not faults:
        rows, faults = _read_rows(lines[1:])
    if faults:
        raise problems.WordingRefused(faults, file=path.name)
    return rows


def check_wording(rows: Sequence[WordingRow]) -> None:
    """Everything ``read_wording`` checks, for rows that came another way. Raises WordingRefused."""
    faults = list(_faults(list(enumerate(rows, start=1))))
    if faults:
        raise problems.WordingRefused(faults, file="")


def _header_faults(header: Sequence[str]) -> Iterator[Fault]:
    if tuple(header) != COLUMNS:
        yield Fault(None, ",".join(header) or "1", "", "header", {"columns": ",".join(COLUMNS)})


def _read_rows(lines: Sequence[Sequence[str]]) -> tuple[list[WordingRow], list[Fault]]:
    numbered: list[tuple[int, WordingRow]] = []
    faults: list[Fault] = []
    for row, cells in enumerate(lines, start=1):
        if not cells:
            continue
        if len(cells) != len(COLUMNS):
            faults.append(Fault(row, "", "", "row_length", {"cells": len(cells), "columns": len(COLUMNS)}))
            continue
        numbered.append((row, WordingRow(*(cell.strip() for cell in cells))))
    return [entry for _, entry in numbered], faults or list(_faults(numbered))


def _faults(numbered: Sequence[tuple[int, WordingRow]]) -> Iterator[Fault]:
    if not numbered:
        yield Fault(None, "item", "", "no_rows")
    known = load_instruments()
    seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row, entry in numbered:
        faults = list(_row_faults(known, row, entry))
        if not faults and entry.item in seen[entry.instrument, entry.language]:
            faults = [Fault(row, "item", entry.item, "repeated")]
        yield from faults
        seen[entry.instrument, entry.language].add(entry.item)
    yield from _gaps(known, seen)


def _row_faults(known: Mapping[str, Instrument], row: int, entry: WordingRow) -> Iterator[Fault]:
    instrument = known.get(entry.instrument)
    if instrument is None:
        yield Fault(row, "instrument", entry.instrument, "expected", {"expected": ", ".join(known)})
        return
    expected = {"version": (instrument.version,), "language": LANGUAGES, "item": instrument.item_keys}
    for column, allowed in expected.items():
        if getattr(entry, column) not in allowed:
            yield Fault(row, column, getattr(entry, column), "expected", {"expected": ", ".join(allowed)})
    for column, longest in LONGEST.items():
        length = len(getattr(entry, column))
        if not 1 <= length <= longest:
            yield Fault(row, column, "", "text_length", {"length": length, "longest": longest})


def _gaps(known: Mapping[str, Instrument], seen: Mapping[tuple[str, str], set[str]]) -> Iterator[Fault]:
    for (name, language), items in sorted(seen.items()):
        if name in known and language in LANGUAGES:
            absent = [key for key in known[name].item_keys if key not in items]
            if absent:
                yield Fault(None, "item", f"{name} {language}", "items_absent", {"items": ", ".join(absent)})
