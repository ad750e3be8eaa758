"""The page that describes the register says what the code does."""

import re
from pathlib import Path

import pytest

from tuvurane.exchange.registers.columns import CODES, SESSION_COLUMNS, SHEETS

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "register-file.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_stands_in_the_table_of_its_sheet_in_order(sheet):
    part = PAGE.split(f"### `{sheet.name}`")[1].split("###")[0]

    described = re.findall(r"^\| `(\w+)`.*?\| ", part, re.MULTILINE)

    named = [column.name for column in sheet.columns if column not in SESSION_COLUMNS]
    assert [name for name in described if name != "1"] == named


@pytest.mark.parametrize("family", sorted(set(CODES) - {"weekday", "mark"}))
def test_every_code_is_listed(family):
    assert all(f"`{code}`" in PAGE for code in CODES[family])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_limits_are_those_of_the_code(sheet):
    limits = PAGE.split("## Limits")[1]

    line = next(line for line in limits.splitlines() if sheet.name in line)

    assert f"{sheet.most_rows:,} rows" in line
