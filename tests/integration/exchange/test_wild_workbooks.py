"""Whatever someone sends as a register: the answer is a list of faults, never a crash, and never a formula's result."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.integration.exchange.register_files import saved, told, workbook
from tuvurane.exchange.registers.columns import REGISTER, SHEETS
from tuvurane.exchange.sheets.workbook import MOST_BYTES

PLAIN = workbook({"groups": [["Twiyubake", "Muriza", None, "rn", None, "planned"]]})
PARTS = zipfile.ZipFile(io.BytesIO(PLAIN)).namelist()
wild_cells = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas(timedelta(0), timedelta(days=9_000))
    | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
    | st.sampled_from(
        ["Twiyubake", "Muriza", "rn", "running", "nadine", "F", "P", "1", "=1+1", "#N/A", "_x0000_", "_xD800_"]
    )
)
registers_of_junk = st.fixed_dictionaries(
    {sheet.name: st.lists(st.lists(wild_cells, max_size=len(sheet.columns) + 2), max_size=4) for sheet in SHEETS}
)


def repacked(change, data=PLAIN):
    """The workbook with its parts changed: ``change`` gets and answers name and content."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(*change(part, old.read(part)))
    return file.getvalue()


def with_doctype(part, content):
    bomb = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>'
    return part, content.replace(b"<worksheet", bomb + b"<worksheet", 1)


def in_utf_16(part, content):
    return part, content.decode().encode("utf-16") if part.endswith("sheet1.xml") else content


def with_half_a_sheet(part, content):
    return part, content[: len(content) // 2] if part.endswith("sheet1.xml") else content


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b" " * 61 * 1024 * 1024)
    return file.getvalue()


def many_parts():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(400):
            archive.writestr(f"part{number}", "")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


FILES = {
    "nothing": (b"", "not_a_workbook"),
    "a table of text": (b"group,place\nTwiyubake,Muriza\n", "not_a_workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old_or_locked"),
    "more than five megabytes": (b"PK" + bytes(MOST_BYTES), "too_big"),
    "an archive of something else": (many_parts()[:200], "not_a_workbook"),
    "an archive of too many parts": (many_parts(), "unpacks_too_big"),
    "an archive that unpacks without end": (bomb(), "unpacks_too_big"),
    "a part with its own document type": (repacked(with_doctype), "not_a_workbook"),
    "a part in another encoding": (repacked(in_utf_16), "not_a_workbook"),
    "a workbook with half a sheet": (repacked(with_half_a_sheet), "unreadable"),
    "half a workbook": (PLAIN[: len(PLAIN) // 2], "not_a_workbook"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_register_is_refused_with_what_to_do(read, name):
    data, code = FILES[name]

    faults = read(data).faults

    assert [(fault.sheet, fault.code) for fault in faults] == [("", code)]
    assert faults[0].sentence().startswith("The file: ")


@given(register=registers_of_junk)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(register={"groups": [["Twiyubake", "Muriza", None, "rn", None, "running", time(1), date(1899, 12, 31)]]})
@example(register={"groups": [["x" * 300, "Muriza, ,,", "_x0000_", "rn"]]})
def test_random_cells_never_crash_the_reading(read, register):
    preview = read(register)

    assert all(fault.repair for fault in (*preview.faults, *preview.notices))


slips = st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=8)


def slipped(content, places):
    changed = bytearray(content)
    for place, value in places:
        changed[place % len(changed)] = value
    return bytes(changed)


@given(places=slips)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_random_bytes_never_crash_the_reading(read, places):
    preview = read(slipped(PLAIN, places))

    assert preview.faults or preview.new.groups == 1


@given(part=st.sampled_from(PARTS), places=slips)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_random_bytes_inside_a_part_never_crash_the_reading(read, part, places):
    data = repacked(lambda name, content: (name, slipped(content, places) if name == part else content))

    preview = read(data)

    assert all(fault.repair for fault in (*preview.faults, *preview.notices))


def test_a_formula_is_never_computed_nor_its_stored_result_used(read, rows):
    rows["sessions"][0][3] = "=60*3"

    fault = read(rows).faults[0]

    assert (fault.code, fault.value) == ("formula", "=60*3")


def test_an_error_of_the_spreadsheet_is_named(read, rows):
    rows["members"][0][5] = "#N/A"

    assert told(read(rows)) == [("members", 2, "sex", "error_value")]


def test_missing_sheets_and_columns_are_named_with_what_looks_alike(read):
    book = load_workbook(io.BytesIO(PLAIN))
    book["attendance"].title = "Attendence"
    book["groups"]["D1"] = "langage"
    book["groups"]["E1"] = "place"
    book["members"]["P1"] = "ethnic group"

    preview = read(saved(book))

    assert told(preview) == [
        ("attendance", 0, "", "sheet_missing"),
        ("groups", 1, "place", "heading_repeated"),
        ("groups", 1, "language", "heading_missing"),
    ]
    assert "Did you mean: Attendence?" in preview.faults[0].repair
    assert "Did you mean: langage?" in preview.faults[2].repair
    assert {notice.code for notice in preview.notices} == {"sheet_ignored", "column_ignored"}


def test_headings_and_sheets_are_known_whatever_their_case_and_order(pair, read):
    book = Workbook()
    book.remove(book.active)
    for sheet in reversed(SHEETS):
        names = [column.name.replace("_", " ").title() for column in reversed(sheet.columns)]
        book.create_sheet(sheet.name.upper()).append(names)
    book["GROUPS"].append([None, None, "planned", None, "rn", None, "Muriza", "Twiyubake"])

    assert read(saved(book)).new.groups == 1


def test_a_row_that_begins_with_a_hash_is_a_remark(read):
    preview = read(
        {"groups": [["# Twiyubake", "nowhere"], [" #", None], ["Abahuje", "Muriza", None, "fr", None, "Prévu"]]}
    )

    assert (preview.faults, [line.name for line in preview.groups]) == ((), ["Abahuje"])


def test_rows_beyond_what_is_read_are_a_fault_and_no_silence(read, monkeypatch):
    few = tuple(replace(sheet, most_rows=3) for sheet in SHEETS)
    monkeypatch.setattr("tuvurane.exchange.registers.preview.REGISTER", replace(REGISTER, sheets=few))
    groups = [[f"G{n}", "Muriza", None, "rn", None, "planned"] for n in range(5)]

    preview = read({"groups": groups})

    assert told(preview) == [("groups", 4, "", "too_many_rows")]


def test_a_moment_counts_as_its_day(read, rows):
    rows["groups"][0][6] = datetime(2026, 9, 3, 14, 30, tzinfo=UTC).replace(tzinfo=None)

    assert read(rows).faults == ()
