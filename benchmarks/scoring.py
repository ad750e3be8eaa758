"""
What scoring a million answers costs: 50,000 SRQ-20 sheets through the public door, one in ten with a missing item.

Each sheet is scored as the app does it: checked against the scale, its missing items named, its
total held against the cut-offs of the person's sex, its screening item looked at. Beside it, in the
same run on the same answers, what a statistician would write in pandas: row sums with the same rule
for missing items and nothing else, once from the sheets as they come and once from a table that
stands already.
"""

from collections.abc import Callable
from itertools import cycle, islice
from random import Random
from time import process_time

import pandas as pd  # type: ignore[import-untyped] # it comes with statsmodels and ships no types

from benchmarks.figures import Figure, Options
from tuvurane.measures import scoring

SHEETS, ROUNDS = 50_000, 5
SECONDS_BUDGET = 2.0  # ours: every sheet of 23,000 people in two waves, scored anew while somebody waits


def measure(_: Options) -> list[Figure]:
    """Seconds of processor for a million answers, the best of five rounds, and the ratio to pandas."""
    instrument = scoring.instrument_named("srq20")
    sheets = _sheets(instrument)
    table = _table(sheets)
    ours = min(_seconds(lambda: _scored(instrument, sheets)) for _ in range(ROUNDS))
    from_sheets = min(_seconds(lambda: _row_sums(_table(sheets))) for _ in range(ROUNDS))
    from_table = min(_seconds(lambda: _row_sums(table)) for _ in range(ROUNDS))
    _check(instrument, sheets, table)
    answers = SHEETS * len(instrument.items)
    return [
        Figure("scoring a million answers", ours * 1_000_000 / answers, "s", SECONDS_BUDGET),
        Figure("  one SRQ-20 sheet", ours * 1_000_000 / SHEETS, "µs"),
        Figure("  times the row sums of pandas, from the same sheets", ours / from_sheets, "×"),
        Figure("  times the row sums of pandas, from a table that stands", ours / from_table, "×"),
    ]


def _sheets(instrument: scoring.Instrument) -> list[dict[str, int | None]]:
    draw = Random(20)  # noqa: S311 - drawn numbers must come again, not be secret
    sheets: list[dict[str, int | None]] = []
    for number in range(SHEETS):
        sheet: dict[str, int | None] = {key: draw.randrange(2) for key in instrument.item_keys}
        if number % 10 == 0:
            sheet[draw.choice(instrument.item_keys)] = None
        sheets.append(sheet)
    return sheets


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def _scored(instrument: scoring.Instrument, sheets: list[dict[str, int | None]]) -> None:
    for sheet, sex in zip(sheets, islice(cycle("FM"), len(sheets)), strict=True):
        scoring.score(instrument, sheet, sex)


def _table(sheets: list[dict[str, int | None]]) -> pd.DataFrame:
    return pd.DataFrame(sheets, dtype="float64")


def _row_sums(table: pd.DataFrame) -> "pd.Series[float]":
    return table.sum(axis="columns", skipna=False)


def _check(instrument: scoring.Instrument, sheets: list[dict[str, int | None]], table: pd.DataFrame) -> None:
    """Both must say the same, or one of them is fast at something else."""
    totals = [scoring.score(instrument, sheet, None).total for sheet in sheets]
    assert totals == [None if pd.isna(total) else total for total in _row_sums(table)]
