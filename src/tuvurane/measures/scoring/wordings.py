"""A file with the wording that a deployment is licensed to use, checked before anything is loaded."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tuvurane.foundation.words import LANGUAGES
from tuvurane.measures import problems
from tuvurane.measures.problems import Fault
from tuvurane.measures.scoring.csv_cells import read_cells
from tuvurane.measures.scoring.registry import Versions, shipped

COLUMNS = ("instrument", "version", "language", "item", "text", "licence")
LONGEST = {"text": 600, "licence": 300}

_Whole = tuple[str, str, str]
"""What is loaded whole or not at all: one language of one version of an instrument."""


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One item's wording in one language, and the licence under which this deployment uses it."""

    instrument: str
    version: str
    language: str
    item: str
    text: str
    licence: str


def read_wording(path: Path, known: Versions | None = None) -> list[WordingRow]:
    """
    Read a wording file: CSV, UTF-8, columns ``instrument,version,language,item,text,licence``.

    A language is loaded whole or not at all: a questionnaire half in its owner's words and half in
    ours measures nothing. ``known``: the instruments of this deployment (otherwise the shipped
    ones). Raises WordingRefused with every fault by row and column.
    """
    lines = read_cells(path, refused=problems.WordingRefused)
    header = [cell.strip().casefold() for cell in lines[0]] if lines else []
    faults = list(_header_faults(header))
    rows: list[WordingRow] = []
    if not faults:
        rows, faults = _read_rows(lines[1:], shipped() if known is None else known)
    if faults:
        raise problems.WordingRefused(faults, file=path.name)
    return rows


def check_wording(rows: Sequence[WordingRow], known: Versions | None = None) -> None:
    """Everything ``read_wording`` checks, for rows that came another way. Raises WordingRefused."""
    faults = list(_faults(list(enumerate(rows, start=1)), shipped() if known is None else known))
    if faults:
        raise problems.WordingRefused(faults, file="")


def _header_faults(header: Sequence[str]) -> Iterator[Fault]:
    if tuple(header) != COLUMNS:
        yield Fault(None, ",".join(header) or "1", "", "header", {"columns": ",".join(COLUMNS)})


def _read_rows(lines: Sequence[Sequence[str]], known: Versions) -> tuple[list[WordingRow], list[Fault]]:
    numbered: list[tuple[int, WordingRow]] = []
    faults: list[Fault] = []
    for row, cells in enumerate(lines, start=1):
        if not cells:
            continue
        if len(cells) != len(COLUMNS):
            faults.append(Fault(row, "", "", "row_length", {"cells": len(cells), "columns": len(COLUMNS)}))
            continue
        numbered.append((row, WordingRow(*(cell.strip() for cell in cells))))
    return [entry for _, entry in numbered], faults or list(_faults(numbered, known))


def _faults(numbered: Sequence[tuple[int, WordingRow]], known: Versions) -> Iterator[Fault]:
    if not numbered:
        yield Fault(None, "item", "", "no_rows")
    versions = _versions(known)
    seen: defaultdict[_Whole, set[str]] = defaultdict(set)
    for row, entry in numbered:
        faults = list(_row_faults(known, versions, row, entry))
        whole = entry.instrument, entry.version, entry.language
        if not faults and entry.item in seen[whole]:
            faults = [Fault(row, "item", entry.item, "repeated")]
        yield from faults
        seen[whole].add(entry.item)
    yield from _gaps(known, seen)


def _versions(known: Versions) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for name, version in known:
        versions.setdefault(name, []).append(version)
    return versions


def _row_faults(known: Versions, versions: Mapping[str, Sequence[str]], row: int, entry: WordingRow) -> Iterator[Fault]:
    if entry.instrument not in versions:
        yield Fault(row, "instrument", entry.instrument, "expected", {"expected": ", ".join(versions)})
        return
    instrument = known.get((entry.instrument, entry.version))
    expected: dict[str, Sequence[str]] = {"version": versions[entry.instrument], "language": LANGUAGES}
    if instrument is not None:
        expected["item"] = instrument.item_keys
    for column, allowed in expected.items():
        if getattr(entry, column) not in allowed:
            yield Fault(row, column, getattr(entry, column), "expected", {"expected": ", ".join(allowed)})
    for column, longest in LONGEST.items():
        length = len(getattr(entry, column))
        if not 1 <= length <= longest:
            yield Fault(row, column, "", "text_length", {"length": length, "longest": longest})


def _gaps(known: Versions, seen: Mapping[_Whole, set[str]]) -> Iterator[Fault]:
    for (name, version, language), items in sorted(seen.items()):
        if (name, version) in known and language in LANGUAGES:
            absent = [key for key in known[name, version].item_keys if key not in items]
            if absent:
                yield Fault(None, "item", f"{name} {language}", "items_absent", {"items": ", ".join(absent)})
