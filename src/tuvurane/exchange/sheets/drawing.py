"""The empty workbook to download: headings, what each column holds, drop-down lists, one example a sheet."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from tuvurane.exchange.sheets.columns import LISTS, READ_ME, REMARK, Column, Format, Sheet, What
from tuvurane.exchange.sheets.lines import FIRST_DAY
from tuvurane.foundation import words

FIRST_ROW = 3  # from 0: below the headings, what they mean, and an example
MARK_WIDTH, WIDTH = 5, 16


@dataclass(frozen=True, slots=True)
class Template:
    """
    What a template shows besides its format.

    ``lists`` are what drop-downs offer, by family or column; ``examples`` one row a sheet;
    ``read_me_lines`` how many lines of explanation the table of words holds; ``wide`` the widths of
    columns that need more than most.
    """

    format: Format
    language: str
    lists: Mapping[str, Sequence[str]]
    examples: Mapping[str, Sequence[object]]
    read_me_lines: int
    wide: Mapping[str, int] = field(default_factory=dict)


def draw(template: Template) -> bytes:
    """The template as an XLSX workbook, explained in its language."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    look = _Look(book)
    _read_me(book, look, template)
    pages = {sheet.name: book.add_worksheet(sheet.name) for sheet in template.format.sheets}
    ranges = _lists(book, look, template)
    for sheet in template.format.sheets:
        _Drawn(pages[sheet.name], sheet, look, template, ranges).draw()
    pages[template.format.sheets[0].name].activate()
    book.close()
    return file.getvalue()


class _Look:
    """The few formats of the workbook, in the colours of the office."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "Calibri", "font_size": 11}
        self.title = book.add_format({**font, "font_size": 16, "bold": True, "font_color": "#0F5E63"})
        self.head = book.add_format({**font, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0F5E63"})
        self.need = book.add_format({**font, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1F2430"})
        self.help = book.add_format(
            {**font, "font_size": 9, "text_wrap": True, "valign": "top", "font_color": "#4B505B"}
        )
        self.example = book.add_format({**font, "italic": True, "font_color": "#4B505B"})
        self.example_day = book.add_format(
            {**font, "italic": True, "font_color": "#4B505B", "num_format": "dd/mm/yyyy"}
        )
        self.text = book.add_format({**font, "num_format": "@"})
        self.day = book.add_format({**font, "num_format": "dd/mm/yyyy"})
        self.number = book.add_format({**font, "num_format": "0"})
        self.wrapped = book.add_format({**font, "text_wrap": True, "valign": "top"})


def _read_me(book: Any, look: _Look, template: Template) -> None:
    own, language = template.format.words, template.language
    page = book.add_worksheet(READ_ME)
    page.hide_gridlines(2)
    page.set_column(0, 0, 100)
    page.write_string(0, 0, words.say(f"{own}.template.title", language), look.title)
    for line in range(1, template.read_me_lines + 1):
        page.write_string(line + 1, 0, words.say(f"{own}.template.line_{line}", language), look.wrapped)


def _lists(book: Any, look: _Look, template: Template) -> dict[str, str]:
    """Write the lists and answer where each stands, for the drop-downs; an empty list has none."""
    page = book.add_worksheet(LISTS)
    ranges: dict[str, str] = {}
    for column, (name, entries) in enumerate(template.lists.items()):
        page.set_column(column, column, 42 if name == "place" else 24, look.text)
        page.write_string(0, column, name, look.head)
        for row, entry in enumerate(entries, start=1):
            page.write_string(row, column, entry, look.text)
        if entries:
            ranges[name] = f"={LISTS}!{xl_range_abs(1, column, len(entries), column)}"
    first = template.format.sheets[0]
    last = xl_rowcol_to_cell(first.most_rows - 1, 0, row_abs=True, col_abs=True)
    named = f"={first.name}!{xl_rowcol_to_cell(FIRST_ROW, 0, row_abs=True, col_abs=True)}:{last}"
    ranges[first.columns[0].name] = named
    page.freeze_panes(1, 0)
    return ranges


class _Drawn:
    """One sheet of the template."""

    def __init__(self, page: Any, sheet: Sheet, look: _Look, template: Template, ranges: Mapping[str, str]) -> None:
        self.page, self.sheet, self.look, self.template, self.ranges = page, sheet, look, template, ranges
        self.format, self.language = template.format, template.language

    def draw(self) -> None:
        """Write the headings, what they mean, the example and the drop-downs."""
        self.page.set_row(1, 92)
        self.page.freeze_panes(FIRST_ROW, 1)
        for index, column in enumerate(self.sheet.columns):
            look = self.look
            width = MARK_WIDTH if column in self.format.marks else self.template.wide.get(column.name, WIDTH)
            self.page.set_column(
                index, index, width, {What.DAY: look.day, What.NUMBER: look.number}.get(column.what, look.text)
            )
            self.page.write_string(0, index, column.name, look.need if column.required else look.head)
            self._explain(index, column)
            self._example(index)
            self._validate(index, column)

    def _explain(self, index: int, column: Column) -> None:
        if column in self.format.marks:
            first = column == self.format.marks[0]
            text = words.say(f"{self.format.words}.column.mark", self.language) if first else ""
        else:
            text = words.say(f"{self.format.words}.column.{column.name}", self.language)
        self.page.write_string(1, index, text if index else f"{REMARK} {text}", self.look.help)

    def _example(self, index: int) -> None:
        value = self.template.examples[self.sheet.name][index]
        if isinstance(value, date):
            self.page.write_datetime(2, index, value, self.look.example_day)
        elif isinstance(value, int):
            self.page.write_number(2, index, value, self.look.example)
        else:
            text = words.say(str(value), self.language) if words.knows(str(value)) else str(value)
            self.page.write_string(2, index, text if index else f"{REMARK} {text}", self.look.example)

    def _validate(self, index: int, column: Column) -> None:
        """Offer what we know. A warning and no wall: other spellings of a code are understood too."""
        rows = (FIRST_ROW, index, self.sheet.most_rows - 1, index)
        listed = self.ranges.get(column.family or column.name)
        if column is self.format.sheets[0].columns[0] and self.sheet is self.format.sheets[0]:
            return
        if column.what == What.DAY:
            rule: dict[str, object] = {"validate": "date", "criteria": ">=", "value": FIRST_DAY}
        elif column.what == What.NUMBER:
            rule = {"validate": "integer", "criteria": "between", "minimum": column.least, "maximum": column.most}
        elif listed is not None:
            rule = {"validate": "list", "source": listed}
        else:
            return
        self.page.data_validation(*rows, rule | {"error_type": "warning"})
