"""The page that describes the trainings file says what the code does; every code is read in every language."""

import re
from pathlib import Path

import pytest

from tuvurane.exchange.sheets.labels import code_of, label
from tuvurane.exchange.trainings.columns import CODES, DAY_COLUMNS, SHEETS, TRAININGS
from tuvurane.foundation import words

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "trainings-file.md").read_text(encoding="utf-8")
EVERY_LABEL = [
    (family, code, label(family, code, language))
    for family, codes in CODES.items()
    for code in codes
    for language in words.LANGUAGES
]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_stands_in_the_table_of_its_sheet_in_order(sheet):
    part = PAGE.split(f"### `{sheet.name}`")[1].split("##")[0]

    described = re.findall(r"^\| `(\w+)`.*?\| ", part, re.MULTILINE)

    assert [name for name in described if name != "1"] == [
        column.name for column in sheet.columns if column not in DAY_COLUMNS
    ]


@pytest.mark.parametrize("family", sorted(CODES))
def test_every_code_is_listed(family):
    assert all(f"`{code}`" in PAGE for code in CODES[family])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_limits_are_those_of_the_code(sheet):
    limits = PAGE.split("## Limits")[1]

    line = next(line for line in limits.splitlines() if sheet.name in line)

    assert f"{sheet.most_rows:,} rows" in line


@pytest.mark.parametrize(("family", "code", "text"), EVERY_LABEL)
def test_every_label_in_every_language_means_its_code(family, code, text):
    assert code_of(TRAININGS, family, f"  {text.upper()} ") == code


@pytest.mark.parametrize(
    ("family", "text", "code"),
    [
        ("day_mark", "p", "present"),
        ("day_mark", "1/2", "part"),
        ("day_mark", "0", "absent"),
        ("day_mark", "x", None),
        ("enrolment", "not", "not_completed"),
        ("enrolment", "waiting", None),
        ("sex", "k", "F"),
        ("sex", "O", None),
    ],
)
def test_codes_are_read_as_people_write_them(family, text, code):
    assert code_of(TRAININGS, family, text) == code


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_is_explained_in_the_template(sheet):
    assert all(words.knows(f"trainings_file.column.{one.name}") for one in sheet.columns if one not in DAY_COLUMNS)
