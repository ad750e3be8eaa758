"""A file with licensed wording: whole languages only, every fault by row and column."""

import csv

import pytest

from tuvurane.measures import problems, scoring

HEADER = ["instrument", "version", "language", "item", "text", "licence"]


def whole_language(language="rn"):
    keys = scoring.instrument_named("who5").item_keys
    return [["who5", "1", language, key, f"Text of {key}", "Written permission 2026/7"] for key in keys]


def write(folder, lines):
    path = folder / "WORDING.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def faults_of(path):
    with pytest.raises(problems.WordingRefused) as refused:
        scoring.read_wording(path)
    return [(fault.row, fault.column, fault.code) for fault in refused.value.faults]


def test_a_whole_language_is_read(tmp_path):
    path = write(tmp_path, [HEADER, *whole_language(), [], *whole_language("fr")])

    rows = scoring.read_wording(path)

    assert len(rows) == 10
    assert rows[0] == scoring.WordingRow("who5", "1", "rn", "who_1", "Text of who_1", "Written permission 2026/7")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (0, "gad7", "expected"),
        (1, "2", "expected"),
        (2, "rw", "expected"),
        (3, "who_9", "expected"),
        (4, "", "text_length"),
        (4, "x" * 601, "text_length"),
        (5, " ", "text_length"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(tmp_path, column, value, code):
    lines = [*whole_language(), *whole_language("fr")]
    lines[6][column] = value

    faults = faults_of(write(tmp_path, [HEADER, *lines]))

    assert (7, HEADER[column], code) in faults


def test_a_language_with_gaps_is_refused_and_names_them(tmp_path):
    path = write(tmp_path, [HEADER, *whole_language()[:3]])

    with pytest.raises(problems.WordingRefused) as refused:
        scoring.read_wording(path)

    (fault,) = refused.value.faults
    assert fault.sentence() == "item: “who5 rn”. A language is loaded whole. Add these items: who_4, who_5"


def test_an_item_twice_is_refused(tmp_path):
    path = write(tmp_path, [HEADER, *whole_language(), whole_language()[0]])

    assert faults_of(path) == [(6, "item", "repeated")]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([], (None, "1", "header")),
        ([["item", "text"]], (None, "item,text", "header")),
        ([HEADER], (None, "item", "no_rows")),
        ([HEADER, ["who5", "1"]], (1, "", "row_length")),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path, lines, fault):
    assert faults_of(write(tmp_path, lines)) == [fault]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "WORDING.csv"
    path.write_bytes(",".join(HEADER).encode() + "\nwho5,1,fr,who_1,énergie,x".encode("latin-1"))

    assert faults_of(path) == [(None, "WORDING.csv", "not_utf8")]
