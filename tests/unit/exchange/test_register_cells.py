"""How a register's cells are understood: codes in four languages, days as people write them."""

from datetime import date, datetime

import pytest

from tuvurane.exchange.registers.columns import CODES, REGISTER, SHEETS
from tuvurane.exchange.sheets.columns import What
from tuvurane.exchange.sheets.labels import code_of, label
from tuvurane.exchange.sheets.lines import day_of, shown
from tuvurane.exchange.sheets.plain import plain, same_name, tidy
from tuvurane.foundation import words

EVERY_LABEL = [
    (family, code, label(family, code, language))
    for family, codes in CODES.items()
    for code in codes
    for language in words.LANGUAGES
]


@pytest.mark.parametrize(("family", "code", "text"), EVERY_LABEL)
def test_every_label_in_every_language_means_its_code(family, code, text):
    assert code_of(REGISTER, family, text) == code
    assert code_of(REGISTER, family, f"  {text.upper()} ") == code


@pytest.mark.parametrize(
    ("family", "text", "code"),
    [
        ("mark", "p", "present"),
        ("mark", "E", "excused"),
        ("mark", "yaje", "present"),
        ("mark", "x", None),
        ("mark", "1", None),
        ("sex", "h", "M"),
        ("sex", "f", "F"),
        ("age_band", "25–34", "25-34"),
        ("age_band", "60", "60+"),
        ("weekday", "7", "7"),
        ("place_kind", "Eglise ou mosquee", "church"),
        ("phase", "new orientations", "new_orientations"),
        ("leaving", "other_group", None),
        ("status", "", None),
    ],
)
def test_codes_are_read_as_people_write_them(family, text, code):
    assert code_of(REGISTER, family, text) == code


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2026, 11, 22), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 14, 5), date(2026, 11, 22)),  # noqa: DTZ001 - a spreadsheet knows no zone
        ("2026-11-22", date(2026, 11, 22)),
        ("2026-11-22 00:00:00", date(2026, 11, 22)),
        ("22/11/2026", date(2026, 11, 22)),
        (" 2.1.2026 ", date(2026, 1, 2)),
        ("3-4-2026", date(2026, 4, 3)),
        ("11/22/2026", None),
        ("22/11/26", None),
        ("\u0662\u0662/11/2026", None),
        ("0000-01-01", None),
        (46348, None),
        (True, None),
        ("tomorrow", None),
    ],
)
def test_days_are_read_as_people_write_them(value, day):
    assert day_of(value) == day


@pytest.mark.parametrize(
    ("value", "text"), [(date(26, 1, 2), "02/01/0026"), (3.0, "3"), (2.5, "2.5"), (1e300, "1e+300"), ("a", "a")]
)
def test_values_are_shown_as_people_write_them(value, text):
    assert shown(value) == text


def test_text_is_compared_without_what_cannot_be_seen():
    assert tidy("  Nadia\u00a0\u200bIradukunda\n") == "Nadia Iradukunda"
    assert plain("Santé_2 – l’Eau") == "sante 2 leau"
    assert same_name("Twiyubake  A-1") == "twiyubake a-1"
    assert same_name("A-1") != same_name("A 1")


def test_every_column_is_explained_and_every_code_column_has_its_list():
    for sheet in SHEETS:
        for column in sheet.columns:
            assert words.knows(f"exchange.column.{column.name}") or column.name.isdecimal()
            assert (column.what == What.CODE) == bool(column.family)
            assert column.family in {*CODES, ""}
