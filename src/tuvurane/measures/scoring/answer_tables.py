"""A file of raw answers, one row a person, to a file of scores: all rows or none."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuvurane.foundation import words
from tuvurane.measures import problems
from tuvurane.measures.problems import Fault
from tuvurane.measures.scoring.csv_cells import read_cells
from tuvurane.measures.scoring.definitions import Cutoff, Instrument
from tuvurane.measures.scoring.scores import BandVerdict, CriteriaVerdict, Score, Verdict, score

SEX = "sex"
SEXES = ("F", "M")
NUMBER = re.compile(r"-?[0-9]{1,9}")
SIGNS = {"at_least": "≥", "below": "<"}
NOTHING = "–"


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


def score_rows(
    instrument: Instrument,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    not_asked: Collection[str] = frozenset(),
) -> list[RowScore]:
    """
    Score each row of raw cells. Columns: every item key once, ``sex`` (F, M or empty) if wanted, no other.

    An empty cell is a missing item. A row whose line is blank is left out, but counted. The column
    of a screening item that was ``not_asked`` may be left out. Raises AnswersRefused with every
    fault by row and column; nothing is scored then.
    """
    columns = [cell.strip().casefold() for cell in header]
    table = list(rows)
    faults = list(_header_faults(instrument, columns, not_asked))
    if not faults:
        faults = [fault for row, cells in _filled(table) for fault in _row_faults(instrument, columns, row, cells)]
    if faults:
        raise problems.AnswersRefused(faults, file=instrument.name)
    return [RowScore(row, _score(instrument, columns, cells, not_asked)) for row, cells in _filled(table)]


def score_table(instrument: Instrument, scored: Iterable[RowScore], *, language: str = "en") -> dict[str, Any]:
    """
    The scores as plain data, as ``tuvurane score --output json`` prints them.

    ``{"instrument", "version", "rows": [{"row", "form", "total", "total_range", "subscales",
    "missing", "missing_items", "not_asked", "cutoffs": [{"population", "language", "sex", "value",
    "to", "positive", "uncertain", "source"}], "criteria": [{"population", "positive", "reached",
    "source"}], "bands": [{"population", "band", "source"}], "note", "safeguarding"}]}``.
    """
    shown = [_row_as_dict(entry, language) for entry in scored]
    return {"instrument": instrument.name, "version": instrument.version, "rows": shown}


def score_text(instrument: Instrument, scored: Sequence[RowScore], *, language: str = "en") -> str:
    """The scores as an aligned table for people, followed by the limits it used, their sources, and what to know."""
    names = ("row", "total", "missing", "cutoffs", "safeguarding")
    parts = [words.say(f"measures.column.{name}", language) for name in names]
    head = [*parts[:3], *(subscale.title[language] for subscale in instrument.subscales), *parts[3:]]
    lines = [head, *(_row_as_text(entry, language) for entry in scored)]
    notes = list(dict.fromkeys(note for entry in scored for note in _footnotes(entry.score, language)))
    return "\n".join([*_aligned(lines), "", *notes]).rstrip() + "\n"


def _filled(table: Sequence[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    return ((row, cells) for row, cells in enumerate(table, start=1) if cells)


def _header_faults(instrument: Instrument, columns: Sequence[str], not_asked: Collection[str]) -> Iterator[Fault]:
    known = (*instrument.item_keys, SEX)
    for number, column in enumerate(columns):
        if column not in known:
            yield Fault(None, column or str(number + 1), "", "column_unknown", {"known": ", ".join(known)})
        elif column in columns[:number]:
            yield Fault(None, column, "", "repeated")
    for key in instrument.item_keys:
        if key not in columns and key not in not_asked:
            yield Fault(None, key, "", "column_absent")


def _row_faults(instrument: Instrument, columns: Sequence[str], row: int, cells: Sequence[str]) -> Iterator[Fault]:
    if len(cells) != len(columns):
        yield Fault(row, "", "", "row_length", {"cells": len(cells), "columns": len(columns)})
        return
    for column, cell in zip(columns, cells, strict=True):
        value = cell.strip()
        if column == SEX:
            if value and value.upper() not in SEXES:
                yield Fault(row, column, value, "sex_unknown")
        elif value and (not NUMBER.fullmatch(value) or int(value) not in instrument.worth[column]):
            allowed = ", ".join(map(str, sorted(instrument.worth[column])))
            yield Fault(row, column, value, "answer_out_of_range", {"allowed": allowed})


def _score(instrument: Instrument, columns: Sequence[str], cells: Sequence[str], not_asked: Collection[str]) -> Score:
    values = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    sex = values.pop(SEX, "").upper() or None
    answers = {key: int(value) if value else None for key, value in values.items()}
    return score(instrument, answers, sex, not_asked=not_asked)


def _row_as_dict(entry: RowScore, language: str) -> dict[str, Any]:
    result = entry.score
    return {
        "row": entry.row,
        "form": result.form.value,
        "total": result.total,
        "total_range": result.total_range,
        "subscales": dict(result.subscales),
        "missing": result.missing,
        "missing_items": list(result.missing_items),
        "not_asked": list(result.not_asked),
        "cutoffs": [_verdict_as_dict(verdict, language) for verdict in result.cutoffs],
        "criteria": [_criteria_as_dict(verdict, language) for verdict in result.criteria],
        "bands": [_band_as_dict(verdict, language) for verdict in result.bands],
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
        "to": cutoff.to,
        "positive": verdict.positive,
        "uncertain": verdict.uncertain,
        "source": cutoff.source,
    }


def _criteria_as_dict(verdict: CriteriaVerdict, language: str) -> dict[str, Any]:
    criteria = verdict.criteria
    reached = {
        cluster.title[language]: count for cluster, count in zip(criteria.clusters, verdict.reached, strict=True)
    }
    population = criteria.population[language]
    return {"population": population, "positive": verdict.positive, "reached": reached, "source": criteria.source}


def _band_as_dict(verdict: BandVerdict, language: str) -> dict[str, Any]:
    band = None if verdict.band is None else verdict.band.label[language]
    return {"population": verdict.bands.population[language], "band": band, "source": verdict.bands.source}


def _row_as_text(entry: RowScore, language: str) -> list[str]:
    result = entry.score
    limits = [f"{limit_of(verdict.cutoff)} {_positive(verdict, language)}" for verdict in result.cutoffs]
    by_items = words.say("instruments.by_items", language)
    limits += [f"{by_items} {_yes_no(verdict.positive, language)}" for verdict in result.criteria]
    limits += [verdict.band.label[language] for verdict in result.bands if verdict.band is not None]
    ask = words.say("measures.ask_today", language) if result.safeguarding else ""
    scores = [result.total, *result.subscales.values()]
    total, *parts = (NOTHING if value is None else f"{value:.4g}" for value in scores)
    return [str(entry.row), total, str(result.missing), *parts, "; ".join(limits) or NOTHING, ask]


def limit_of(cutoff: Cutoff) -> str:
    """A cut-off as a sign and its number, or the range of the source: ``≥31–33``."""
    ends = (cutoff.value,) if cutoff.to is None else (cutoff.value, cutoff.to)
    return SIGNS[cutoff.direction] + "–".join(f"{end:g}" for end in ends)


def _positive(verdict: Verdict, language: str) -> str:
    return words.say("instruments.uncertain", language) if verdict.uncertain else _yes_no(verdict.positive, language)


def _yes_no(positive: bool | None, language: str) -> str:  # noqa: FBT001 - it is what is put into words
    if positive is None:
        return NOTHING
    return words.say("measures.yes" if positive else "measures.no", language)


def _footnotes(result: Score, language: str) -> Iterator[str]:
    for verdict in result.cutoffs:
        sex = f", {verdict.cutoff.sex}" if verdict.cutoff.sex else ""
        yield f"{limit_of(verdict.cutoff)}{sex}: {verdict.cutoff.population[language]}. {verdict.cutoff.source}"
    for criteria in (verdict.criteria for verdict in result.criteria):
        by_items = words.say("instruments.by_items", language)
        yield f"{by_items}: {criteria.note[language]} {criteria.population[language]}. {criteria.source}"
    for bands in (verdict.bands for verdict in result.bands):
        labels = " / ".join(band.label[language] for band in bands.bands)
        yield f"{labels}: {bands.population[language]}. {bands.source}"
    for note in result.notes_in(language):
        yield f"{NOTHING}: {note}"


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
