import re
from datetime import date
from pathlib import Path

from tuvurane.exchange import burundi, places_csv
from tuvurane.places import queries
from tuvurane.places.actions import ImportSummary

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "places-file.md"


def example():
    [text] = re.findall(r"```csv\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    return text


def test_the_example_of_the_page_is_taken_and_does_what_the_page_says(take, tmp_path):
    file = tmp_path / "places.csv"
    file.write_text(example(), encoding="utf-8")

    summary = take(places_csv.read(file))

    answers = [(found.place.name, found.via) for found in queries.find("nyamata", on=date(2026, 1, 1))]
    assert summary == ImportSummary(created=4, changed=0, unchanged=0)
    assert answers == [("Ruvyironza", "Nyamata-Lac"), ("Mugina", "Nyamata-Lac")]


def test_the_page_describes_every_column_in_the_order_of_the_file():
    described = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert tuple(described) == places_csv.COLUMNS


def test_a_file_from_a_french_spreadsheet_reads_the_same(db):
    header = ";".join(places_csv.COLUMNS) + ";;"
    text = "\r\n".join([header, 's;P1;province;Kabézi;"A;B";;;;;;;;;;;', ";;;;"])

    [row] = places_csv.rows_in(b"\xef\xbb\xbf" + text.encode())

    assert (row.name, row.other_names) == ("Kabézi", ("A", "B"))


def test_columns_may_stand_in_any_order_and_rows_be_empty(db):
    header = ",".join(reversed(places_csv.COLUMNS))

    [row] = places_csv.rows_in(f"{header}\n\n,,,,,,,,,,Umusozi,province,P1,s\n,,,,,,,,,,,,,\n".encode())

    assert (row.code.code, row.name, row.line) == ("P1", "Umusozi", 3)


def test_burundi_can_be_written_as_a_places_file_and_read_back(db):
    rows = burundi.rows()

    read = places_csv.rows_in(places_csv.text_of(rows).encode())

    assert read == rows
