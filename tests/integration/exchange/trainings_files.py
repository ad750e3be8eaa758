"""Lists of past trainings as a partner keeps them: two courses, six people, and how to read and take them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cast import NOW, Cast
from tests.integration.exchange.register_files import Rows, saved
from tuvurane.exchange import trainings
from tuvurane.exchange.trainings import Preview
from tuvurane.exchange.trainings.columns import SHEETS

BASIC, LATER = "Musongati 2025", "Makamba 2026"
COLUMN = {(sheet.name, column.name): place for sheet in SHEETS for place, column in enumerate(sheet.columns)}
NAMES = ("Nadia Iradukunda", "Jules Ndayizeye", "Odette Kaneza", "Claude Nkurunziza", "Rose Hakizimana")


def workbook(rows: Rows) -> bytes:
    """The rows as a bare workbook."""
    book = Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.append([column.name for column in sheet.columns])
        for row in rows.get(sheet.name, []):
            page.append(row)
    return saved(book)


def put(rows: Rows, sheet: str, row: int, column: str, value: Any) -> Rows:
    """The rows with one cell changed; ``row`` counts as the spreadsheet does."""
    line = rows[sheet][row - 2]
    line.extend([None] * (COLUMN[sheet, column] + 1 - len(line)))
    line[COLUMN[sheet, column]] = value
    return rows


def told(preview: Preview) -> Sequence[tuple[str, int, str, str]]:
    """Where the faults of a preview stand and which they are."""
    return [(fault.sheet, fault.row, fault.column, fault.code) for fault in preview.faults]


def noted(preview: Preview) -> Sequence[tuple[str, int, str, str]]:
    """The same of its notices."""
    return [(notice.sheet, notice.row, notice.column, notice.code) for notice in preview.notices]


@pytest.fixture
def lists() -> Rows:
    """A basic training by somebody from elsewhere, and one that two of its people taught a year later."""
    first = ["Monday", "rn", "chosen_by_community"]
    return {
        "courses": [
            [BASIC, "basic", "Musongati", "parish hall", date(2025, 3, 10), date(2025, 3, 14), None, 20,
             "before_groups", "Emmanuel N.", None],
            [LATER, "Basic", "Makamba", None, "02/03/2026", "06/03/2026", None, None,
             "Before groups begin", "Nadia Iradukunda; jules ndayizeye", None],
        ],
        "trainees": [
            [BASIC, NAMES[0], None, "Muriza", "F", first[1], "graduate", "completed", None, "P", "P", "P", "P", "P"],
            [BASIC, NAMES[1], None, "Butare", "M", "rn; fr", None, "Completed", None, "P", "P", "1/2", "P", "P"],
            [BASIC, "Amina", "amina", "Muriza", None, None, None, "completed", 5],
            [BASIC, NAMES[2], None, "Muriza", "Woman", None, None, "not", None, "P", "A", "A"],
            [BASIC, NAMES[3], None, "Kibago", None, None, None, "withdrawn"],
            [LATER, NAMES[4], None, "Kibago", "F", "Kirundi", "applied", "Terminé", 4],
        ],
    }  # fmt: skip


@pytest.fixture
def look(cast: Cast) -> Callable[..., Preview]:
    """Read lists as the coordinator, in English, today."""

    def as_coordinator(content: Rows | bytes, *, who: str = "coordinator", language: str = "en") -> Preview:
        data = content if isinstance(content, bytes) else workbook(content)
        return trainings.read(data, actor=cast.actor(who), language=language, now=NOW)

    return as_coordinator


@pytest.fixture
def bring(cast: Cast, look: Callable[..., Preview]) -> Callable[..., trainings.Loaded]:
    """Read lists and take them."""

    def as_coordinator(content: Rows | bytes) -> trainings.Loaded:
        return trainings.apply(look(content), actor=cast.actor("coordinator"), now=NOW)

    return as_coordinator
