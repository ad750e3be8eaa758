"""A file of raw answers, one row a person, to a file of scores: all rows or none."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuvurane.foundation import words
from tuvurane.measures import problems
from tuvurane.measures.problems import Fault
from tuvurane.measures.scoring.csv_cells import read_cells
from tuvurane.measures.scoring.definitions import Instrument
from tuvurane.measures.scoring.scores import Score, Verdict, score

SEX = "sex"
SEXES = ("F", "M")
NUMBER = re.compile(r"-?[0-9]{1,9}")
SIGNS = {"at_least": "≥", "below": "<"}


@dataclass(frozen=True, slots=True)
class RowScore:
    """The score of one row. ``row`` counts the rows below the header from 1, blank ones too."""

    row: int
    score: Score


def read_table(path: Path) -> tuple[list[str], list[list[str]]]:
    """
    Read a CSV file (UTF-8, comma or semicolon): its header, and the rows below it as they stand.

    Raises AnswersRefused for a file that is not UTF-8 text or has no header.
    """
    rows = read_cells(path, refused=problems.AnswersRefused)
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise problems.AnswersRefused([Fault(None, path.name, "", "no_header")], file=path.name)
    return rows[0], rows[1:]


def score_rows(instrument: Instrument, header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[RowScore]:
    """
    Score each row of raw cells. Columns: every item key once, ``sex`` (F, M or empty) if wanted, no other.

    An empty cell is a missing item. A row whose line is blank is left out, but counted. Raises
    AnswersRefused with every fault by row and column; nothing is scored then.
    """
    columns = [cell.strip().casefold() for cell in header]
    table = list(rows)
    faults = list(_header_faults(instrument, columns))
    if not faults:
        faults = [fault for row, cells in _filled(table) for fault in _row_faults(instrument, columns, row, cells)]
    if faults:
        raise problems.AnswersRefused(faults, file=instrument.name)
    return [RowScore(row, _score(instrument, columns, cells)) for row, cells in _filled(table)]


def score_table(
    instrument: Instrument, header: Sequence[str], rows: Iterable[Sequence[str]], *, language: str = "en"
) -> dict[str, Any]:
    """
    The scores as plain data, as ``tuvurane score --output json`` prints them.

    ``{"instrument", "version", "rows": [{"row", "total", "subscales", "missing", "missing_items",
    "cutoffs": [{"population", "language", "sex", "value", "positive", "source"}], "note",
    "safeguarding"}]}``. Raises AnswersRefused.
    """
    scored = score_rows(instrument, header, rows)
    shown = [_row_as_dict(entry, language) for entry in scored]
    return {"instrument": instrument.name, "version": instrument.version, "rows": shown}


def score_text(
    instrument: Instrument, header: Sequence[str], rows: Iterable[Sequence[str]], *, language: str = "en"
) -> str:
    """
    The scores as an aligned table for people, followed by the cut-offs it used and their sources.

    Raises AnswersRefused.
    """
    scored = score_rows(instrument, header, rows)
    names = ("row", "total", "missing", "cutoffs", "safeguarding")
    lines = [[words.say(f"measures.column.{name}", language) for name in names]]
    lines += [_row_as_text(entry, language) for entry in scored]
    notes = list(dict.fromkeys(note for entry in scored for note in _footnotes(entry.score, language)))
    return "\n".join([*_aligned(lines), "", *notes]).rstrip() + "\n"


def _filled(table: Sequence[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    return ((row, cells) for row, cells in enumerate(table, start=1) if cells)


def _header_faults(instrument: Instrument, columns: Sequence[str]) -> Iterator[Fault]:
    known = (*instrument.item_keys, SEX)
    for number, column in enumerate(columns):
        if column not in known:
            yield Fault(None, column or str(number + 1), "", "column_unknown", {"known": ", ".join(known)})
        elif column in columns[:number]:
            yield Fault(None, column, "", "repeated")
    for key in instrument.item_keys:
        if key not in columns:
            yield Fault(None, key, "", "column_absent")


def _row_faults(instrument: Instrument, columns: Sequence[str], row: int, cells: Sequence[str]) -> Iterator[Fault]:
    if len(cells) != len(columns):
        yield Fault(row, "", "", "row_length", {"cells": len(cells), "columns": len(columns)})
        return
    allowed = ", ".join(map(str, instrument.allowed))
    for column, cell in zip(columns, cells, strict=True):
        value = cell.strip()
        if column == SEX:
            if value and value.upper() not in SEXES:
                yield Fault(row, column, value, "sex_unknown")
        elif value and (not NUMBER.fullmatch(value) or int(value) not in instrument.allowed):
            yield Fault(row, column, value, "answer_out_of_range", {"allowed": allowed})


def _score(instrument: Instrument, columns: Sequence[str], cells: Sequence[str]) -> Score:
    values = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    sex = values.pop(SEX, "").upper() or None
    return score(instrument, {key: int(value) if value else None for key, value in values.items()}, sex)


def _row_as_dict(entry: RowScore, language: str) -> dict[str, Any]:
    result = entry.score
    return {
        "row": entry.row,
        "total": result.total,
        "subscales": dict(result.subscales),
        "missing": result.missing,
        "missing_items": list(result.missing_items),
        "cutoffs": [_verdict_as_dict(verdict, language) for verdict in result.cutoffs],
        "note": result.note_in(language),
        "safeguarding": bool(result.safeguarding),
    }


def _verdict_as_dict(verdict: Verdict, language: str) -> dict[str, Any]:
    cutoff = verdict.cutoff
    return {
        "population": cutoff.population[language],
        "language": cutoff.language,
        "sex": cutoff.sex,
        "value": cutoff.value,
        "positive": verdict.positive,
        "source": cutoff.source,
    }


def _row_as_text(entry: RowScore, language: str) -> list[str]:
    result = entry.score
    limits = [f"{_limit(verdict)} {_positive(verdict, language)}" for verdict in result.cutoffs]
    ask = words.say("measures.ask_today", language) if result.safeguarding else ""
    total = "–" if result.total is None else str(result.total)
    return [str(entry.row), total, str(result.missing), "; ".join(limits) or "–", ask]


def _limit(verdict: Verdict) -> str:
    return f"{SIGNS[verdict.cutoff.direction]}{verdict.cutoff.value}"


def _positive(verdict: Verdict, language: str) -> str:
    if verdict.positive is None:
        return "–"
    return words.say("measures.yes" if verdict.positive else "measures.no", language)


def _footnotes(result: Score, language: str) -> Iterator[str]:
    for verdict in result.cutoffs:
        sex = f", {verdict.cutoff.sex}" if verdict.cutoff.sex else ""
        yield f"{_limit(verdict)}{sex}: {verdict.cutoff.population[language]}. {verdict.cutoff.source}"
    note = result.note_in(language)
    if note is not None:
        yield f"–: {note}"


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
