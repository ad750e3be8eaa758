"""A file of answers in, a file of scores out: all rows or none, every fault by row and column."""

import re

import pytest

from tuvurane.measures import problems, scoring

WHO5 = scoring.load_instruments()["who5"]
SRQ20 = scoring.load_instruments()["srq20"]
HEADER = [*WHO5.item_keys, "sex"]


def table_of(instrument, header, rows):
    return scoring.score_table(instrument, scoring.score_rows(instrument, header, rows))


def test_the_output_has_exactly_the_documented_fields():
    rows = [["1", "2", "3", "4", "5", ""]]

    result = table_of(WHO5, HEADER, rows)

    assert result == {
        "instrument": "who5",
        "version": "1",
        "rows": [
            {
                "row": 1,
                "form": "whole",
                "total": 60,
                "total_range": (0, 100),
                "subscales": {},
                "missing": 0,
                "missing_items": [],
                "not_asked": [],
                "cutoffs": [
                    {
                        "population": "General use; the source names no population",
                        "language": None,
                        "sex": None,
                        "value": 52,
                        "to": None,
                        "positive": False,
                        "uncertain": False,
                        "source": "https://help.valant.com/who-five-well-being-index-who-5",
                    }
                ],
                "criteria": [],
                "bands": [],
                "note": None,
                "safeguarding": False,
            }
        ],
    }


def test_sex_decides_which_cut_off_applies_and_none_is_said():
    header = ["SEX", *SRQ20.item_keys]
    ten_yes = ["1"] * 10 + ["0"] * 10

    rows = table_of(SRQ20, header, [["f", *ten_yes], [" M ", *ten_yes], ["", *ten_yes]])["rows"]

    assert [[cutoff["value"] for cutoff in row["cutoffs"]] for row in rows] == [[10], [8], []]
    assert [row["note"] is None for row in rows] == [True, True, False]


def test_an_empty_cell_is_a_missing_item():
    rows = table_of(WHO5, HEADER, [["5", "", " ", "4", "4", "F"]])["rows"]

    assert rows[0]["total"] is None
    assert rows[0]["missing"] == 2
    assert rows[0]["missing_items"] == ["who_2", "who_3"]
    assert rows[0]["cutoffs"][0]["positive"] is None


def test_a_blank_line_is_no_person_but_keeps_its_number():
    rows = table_of(WHO5, HEADER, [["1", "1", "1", "1", "1", ""], [], ["2", "2", "2", "2", "2", ""]])["rows"]

    assert [(row["row"], row["total"]) for row in rows] == [(1, 20), (3, 40)]


@pytest.mark.parametrize("cell", ["6", "-1", "1.5", "yes", "1e0", "٣", "99999999999999999999"])
def test_an_answer_off_the_scale_is_refused_by_row_and_column(cell):
    rows = [["1", "1", "1", "1", "1", "F"], ["1", "1", cell, "1", "1", "F"]]

    with pytest.raises(problems.AnswersRefused) as refused:
        table_of(WHO5, HEADER, rows)

    (fault,) = refused.value.faults
    assert (fault.row, fault.column, fault.value) == (2, "who_3", cell)
    assert fault.repair() == "Allowed: 0, 1, 2, 3, 4, 5. Leave it empty where there is no answer."


def test_all_faults_of_all_rows_are_listed_at_once():
    rows = [["9", "1", "1", "1", "x", "F"], ["1", "1", "1", "1", "1", "woman"], ["1", "1"]]

    with pytest.raises(problems.AnswersRefused) as refused:
        table_of(WHO5, HEADER, rows)

    assert [(fault.row, fault.column) for fault in refused.value.faults] == [
        (1, "who_1"),
        (1, "who_5"),
        (2, "sex"),
        (3, ""),
    ]
    assert refused.value.lines("en")[1] == (
        "Row 1, column who_1: “9”. Allowed: 0, 1, 2, 3, 4, 5. Leave it empty where there is no answer."
    )
    assert refused.value.lines("fr")[4] == "Ligne 3. Cases dans cette ligne : 2. Colonnes : 6. Rendez-les égales."


@pytest.mark.parametrize(
    ("header", "column", "code"),
    [
        ([*HEADER, "name"], "name", "column_unknown"),
        ([*HEADER, ""], "7", "column_unknown"),
        ([*HEADER, "who_1"], "who_1", "repeated"),
        (["who_1", "who_2", "who_3", "who_4"], "who_5", "column_absent"),
    ],
)
def test_a_header_that_does_not_fit_is_refused_by_column(header, column, code):
    with pytest.raises(problems.AnswersRefused) as refused:
        scoring.score_rows(WHO5, header, [])

    (fault,) = refused.value.faults
    assert (fault.row, fault.column, fault.code) == (None, column, code)
    assert fault.sentence("en").startswith(f"{column}. ")


def test_the_table_for_people_names_limits_sources_and_whom_to_talk_with():
    header = [*SRQ20.item_keys, "sex"]
    rows = [["0"] * 16 + ["1"] + ["0"] * 3 + ["F"], ["1"] * 20 + [""], [""] * 20 + ["M"]]

    text = scoring.score_text(SRQ20, scoring.score_rows(SRQ20, header, rows))

    lines = text.splitlines()
    assert [re.split(r" {2,}", line) for line in lines[:4]] == [
        ["Row", "Total", "Missing", "Cut-offs", "Safeguarding"],
        ["1", "1", "0", "≥10 no", "Talk with this person today"],
        ["2", "20", "0", "–", "Talk with this person today"],
        ["3", "–", "20", "≥8 –"],
    ]
    assert lines[5] == "≥10, F: Adults in Rwanda, study made for sociotherapy. https://repub.eur.nl/pub/34363"
    assert lines[6].startswith("–: No cut-off is validated")


@pytest.mark.parametrize("text", ["who_1,who_2\n1,2\n", "\ufeffwho_1,who_2\r\n1,2\r\n", "who_1;who_2\n1;2"])
def test_files_are_read_as_spreadsheets_write_them(tmp_path, text):
    (tmp_path / "answers.csv").write_bytes(text.encode())

    header, rows = scoring.read_table(tmp_path / "answers.csv")

    assert (header, rows) == (["who_1", "who_2"], [["1", "2"]])


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "no_header"), (b"\n1,2\n", "no_header"), (b"\xff\xfe1", "not_utf8"), (b"a," + b"x" * 140_000, "not_csv")],
)
def test_a_file_that_is_no_table_is_refused_with_its_name(tmp_path, content, code):
    (tmp_path / "answers.csv").write_bytes(content)

    with pytest.raises(problems.AnswersRefused) as refused:
        scoring.read_table(tmp_path / "answers.csv")

    (fault,) = refused.value.faults
    assert (fault.column, fault.code) == ("answers.csv", code)


def test_a_file_without_the_screening_column_is_scored_as_that_form_only_where_it_is_said():
    header = [key for key in SRQ20.item_keys if key != "srq_17"]
    rows = [["1"] * 19]

    with pytest.raises(problems.AnswersRefused):
        scoring.score_rows(SRQ20, header, rows)
    (entry,) = scoring.score_rows(SRQ20, header, rows, not_asked=SRQ20.flagged)

    assert (entry.score.total, entry.score.total_range, entry.score.missing) == (19, (0, 19), 0)
    assert scoring.score_table(SRQ20, [entry])["rows"][0]["form"] == "without_screening"


def test_the_table_for_people_shows_parts_an_uncertain_limit_and_the_limit_by_answers():
    pcl5 = scoring.instrument_named("pcl5")
    rows = [["2"] * 16 + ["0"] * 4]

    text = scoring.score_text(pcl5, scoring.score_rows(pcl5, pcl5.item_keys, rows))

    assert re.split(r" {2,}", text.splitlines()[1]) == [
        "1", "32", "0", "10", "4", "14", "4", "≥31–33 uncertain; By answers yes",
    ]  # fmt: skip
    assert "By answers: Answers of 2 or more: at least 1 of B, 1 of C, 2 of D and 2 of E." in text
