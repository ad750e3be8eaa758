"""The empty register to download: headings, what each column holds, drop-down lists, one example a sheet."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from tuvurane.exchange.registers.columns import (
    CODES,
    GROUPS,
    LISTS,
    READ_ME,
    REMARK,
    SESSION_COLUMNS,
    SHEETS,
    Column,
    Sheet,
    What,
)
from tuvurane.exchange.registers.labels import labels
from tuvurane.exchange.registers.lines import FIRST_DAY
from tuvurane.foundation import words
from tuvurane.people import queries as people
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor
from tuvurane.places import queries as place_queries

FIRST_ROW = 3  # from 0: below the headings, what they mean, and an example
READ_ME_LINES = 9
WIDE = {
    "place": 42,
    "name": 28,
    "facilitator": 24,
    "led_by": 28,
    "group": 24,
    "site": 24,
    "contact": 22,
    "place_kind": 20,
    "phase": 26,
}
MARK_WIDTH, WIDTH = 5, 16
EXAMPLES: Mapping[str, Sequence[object]] = {
    "groups": (
        "Tuvurane 1",
        "Musenyi, Tangara",
        "",
        "language.rn",
        "weekday.4",
        "status.running",
        date(2026, 9, 3),
        "",
    ),
    "facilitators": ("Tuvurane 1", "amina", date(2026, 9, 3), ""),
    "members": (
        *("Tuvurane 1", 1, "Nadia Iradukunda", "Nadi", "", "sex.F", "age_band.25-34", date(2026, 9, 3), "", ""),
        *(date(2026, 8, 27), date(2026, 8, 27), "", ""),
    ),
    "sessions": ("Tuvurane 1", 1, date(2026, 9, 3), 180, "place_kind.church", "phase.safety", "amina; bosco"),
    "attendance": ("Tuvurane 1", 1, "Nadia", "P", "P", "E", "A", *("",) * 11),
}


def template(*, actor: Actor, language: str, today: date) -> bytes:
    """
    An empty register as an XLSX workbook, explained in ``language``.

    Its lists hold the places where the actor may import groups and the facilitators whom the actor
    sees, so that nobody types a hill's name.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    look = _Look(book)
    _read_me(book, look, language)
    sheets = {sheet.name: book.add_worksheet(sheet.name) for sheet in SHEETS}
    ranges = _lists(book, look, _lists_of(actor, language, today))
    for sheet in SHEETS:
        _Drawn(sheets[sheet.name], sheet, look, language, ranges).draw()
    sheets[GROUPS.name].activate()
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


def _read_me(book: Any, look: _Look, language: str) -> None:
    page = book.add_worksheet(READ_ME)
    page.hide_gridlines(2)
    page.set_column(0, 0, 100)
    page.write_string(0, 0, words.say("exchange.template.title", language), look.title)
    for line in range(1, READ_ME_LINES + 1):
        page.write_string(line + 1, 0, words.say(f"exchange.template.line_{line}", language), look.wrapped)


def _lists_of(actor: Actor, language: str, today: date) -> dict[str, list[str]]:
    lists = {family: labels(family, language) for family in CODES}
    lists["mark"] = ["P", "E", "A"]
    accounts = people.facilitators_visible_to(actor, on=today)
    if actor.organisation_id is not None:
        accounts = accounts.filter(organisation_id=actor.organisation_id)
    lists["facilitator"] = list(accounts.values_list("username", flat=True))
    lists["place"] = _trails(actor, today)
    return lists


def _trails(actor: Actor, today: date) -> list[str]:
    """Today's places where the actor may import groups, each with all above it."""
    places = place_queries.places().in_force(today).order_by("search_name", "pk")
    within = [grant.place_path for grant in actor.grants if Verb.GROUPS_IMPORT in ROLES[grant.role].verbs]
    held = [place for place in places if actor.kind == "system" or place.path.startswith(tuple(within))]
    trails = place_queries.trails(held)
    return [trails[place.pk] for place in held]


def _lists(book: Any, look: _Look, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Write the lists and answer where each stands, for the drop-downs; an empty list has none."""
    page = book.add_worksheet(LISTS)
    ranges: dict[str, str] = {}
    for column, (name, entries) in enumerate(lists.items()):
        page.set_column(column, column, 42 if name == "place" else 24, look.text)
        page.write_string(0, column, name, look.head)
        for row, entry in enumerate(entries, start=1):
            page.write_string(row, column, entry, look.text)
        if entries:
            ranges[name] = f"={LISTS}!{xl_range_abs(1, column, len(entries), column)}"
    last = xl_rowcol_to_cell(GROUPS.most_rows - 1, 0, row_abs=True, col_abs=True)
    ranges["group"] = f"={GROUPS.name}!{xl_rowcol_to_cell(FIRST_ROW, 0, row_abs=True, col_abs=True)}:{last}"
    page.freeze_panes(1, 0)
    return ranges


class _Drawn:
    """One sheet of the template."""

    def __init__(self, page: Any, sheet: Sheet, look: _Look, language: str, ranges: Mapping[str, str]) -> None:
        self.page, self.sheet, self.look, self.language, self.ranges = page, sheet, look, language, ranges

    def draw(self) -> None:
        """Write the headings, what they mean, the example and the drop-downs."""
        self.page.set_row(1, 92)
        self.page.freeze_panes(FIRST_ROW, 1)
        for index, column in enumerate(self.sheet.columns):
            look = self.look
            width = MARK_WIDTH if column in SESSION_COLUMNS else WIDE.get(column.name, WIDTH)
            self.page.set_column(
                index, index, width, {What.DAY: look.day, What.NUMBER: look.number}.get(column.what, look.text)
            )
            self.page.write_string(0, index, column.name, look.need if column.required else look.head)
            self._explain(index, column)
            self._example(index)
            self._validate(index, column)

    def _explain(self, index: int, column: Column) -> None:
        if column in SESSION_COLUMNS:
            text = words.say("exchange.column.mark", self.language) if column.name == "1" else ""
        else:
            text = words.say(f"exchange.column.{column.name}", self.language)
        self.page.write_string(1, index, text if index else f"{REMARK} {text}", self.look.help)

    def _example(self, index: int) -> None:
        value = EXAMPLES[self.sheet.name][index]
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
        if column.name == GROUPS.columns[0].name and self.sheet is GROUPS:
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
