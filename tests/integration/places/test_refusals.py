"""What a places file is refused for: the rows, and for each fault its row, column, kind and words of repair."""

import pytest

from tuvurane.exchange import places_csv
from tuvurane.places import queries
from tuvurane.places.actions import Code, PlaceRow
from tuvurane.places.problems import PlacesFileRefused

HEADER = ",".join(places_csv.COLUMNS)
WHOLE = "s,P1,province,Umusozi,,,,,,,,,,"

# case: rows below the header (row 2 is the first) -> (row, column, kind, words of its repair) of each fault
REFUSED = {
    "unknown parent": (
        [WHOLE, "s,C1,commune,Mugina,,P2,,,,,,,,"],
        [(3, "parent_code", "unknown_parent", "Add its row")],
    ),
    "a parent in another system": (
        [WHOLE, "s,C1,commune,Mugina,,t:P1,,,,,,,,"],
        [(3, "parent_code", "unknown_parent", "“t:P1”")],
    ),
    "a slip in a long code suggests the near one": (
        ["s,BI-PR-01,province,Umusozi,,,,,,,,,,", "s,C1,commune,Mugina,,BI-PR-O1,,,,,,,,"],
        [(3, "parent_code", "unknown_parent", "Did you mean “s:BI-PR-01”?")],
    ),
    "a circle of three": (
        ["s,A,zone,Ana,,C,,,,,,,,", "s,B,zone,Beni,,A,,,,,,,,", "s,C,zone,Cora,,B,,,,,,,,"],
        [(2, "parent_code", "cycle", "Ana > Cora > Beni > Ana")],
    ),
    "its own parent": (
        ["s,A,zone,Ana,,A,,,,,,,,"],
        [(2, "parent_code", "cycle", "Ana > Ana")],
    ),
    "a repeated code": (
        [WHOLE, "s,P1,province,Ikibaya,,,,,,,,,,"],
        [(3, "code", "repeated_code", "row 2")],
    ),
    "a code repeated among the other codes": (
        [WHOLE, "s,P2,province,Ikibaya,,,,,,,,,,s:P1"],
        [(3, "more_codes", "repeated_code", "row 2")],
    ),
    "no code": (["s,,province,Umusozi,,,,,,,,,,"], [(2, "code", "bad_code", "Write 1 to 40")]),
    "a code with a space": (["s,P 1,province,Umusozi,,,,,,,,,,"], [(2, "code", "bad_code", "“P 1”")]),
    "another code without its system": (
        ["s,P1,province,Umusozi,,,,,,,,,,BDI001"],
        [(2, "more_codes", "bad_code", "with its system")],
    ),
    "a level in capitals": (["s,P1,Province,Umusozi,,,,,,,,,,"], [(2, "level", "bad_level", "small letters")]),
    "no name": (["s,P1,province,,,,,,,,,,,"], [(2, "name", "name_missing", "Write the place’s name")]),
    "too long a name": (
        [f"s,P1,province,{'a' * 121},,,,,,,,,,"],
        [(2, "name", "name_too_long", "at most: 120")],
    ),
    "a semicolon in a name": (["s,P1,province,A;B,,,,,,,,,,"], [(2, "name", "name_sign", "no semicolon")]),
    "a name twice": (
        ["s,P1,province,Umusozi,Mpinga;Mpinga,,,,,,,,,"],
        [(2, "other_names", "repeated_name", "“Mpinga”")],
    ),
    "a bad date": (
        ["s,P1,province,Umusozi,,,05/06/2025,2025-02-30,,,,,,"],
        [(2, "valid_from", "bad_date", "year-month-day"), (2, "valid_to", "bad_date", "“2025-02-30”")],
    ),
    "an end before the beginning": (
        ["s,P1,province,Umusozi,,,2025-06-05,2025-06-05,,,,,,"],
        [(2, "valid_to", "ends_before_it_begins", "2025-06-05")],
    ),
    "shares that do not sum to 1": (
        [WHOLE, "s,P2,province,Ikibaya,,,,,,,,,,", "s,F,province,Isoko,,,,,s:P1=0.5;s:P2=0.498,,,,,"],
        [(4, "successors", "shares_do_not_sum", "sum to 0.998")],
    ),
    "a share above 1 and one of nothing": (
        [WHOLE, "s,P2,province,Ikibaya,,,,,,,,,,", "s,F,province,Isoko,,,,,P1=1.5;P2=-0.5,,,,,"],
        [(4, "successors", "bad_share", "“s:P1=1.5”"), (4, "successors", "bad_share", "“s:P2=-0.5”")],
    ),
    "a share in words": (
        [WHOLE, "s,F,province,Isoko,,,,,P1=half,,,,,"],
        [(3, "successors", "bad_share", "system:code=share")],
    ),
    "an unknown successor": (
        ["s,F,province,Isoko,,,,,P9=1,,,,,"],
        [(2, "successors", "unknown_successor", "“s:P9”")],
    ),
    "its own successor": (["s,F,province,Isoko,,,,,F=1,,,,,"], [(2, "successors", "succeeds_itself", "“s:F”")]),
    "a successor twice": (
        [WHOLE, "s,F,province,Isoko,,,,,P1=0.5;P1=0.5,,,,,"],
        [(3, "successors", "repeated_successor", "once")],
    ),
    "a successor under two of its codes": (
        ["s,P1,province,Umusozi,,,,,,,,,,t:X1", "s,F,province,Isoko,,,,,P1=0.5;t:X1=0.5,,,,,"],
        [(3, "successors", "repeated_successor", "once")],
    ),
    "a negative population": (
        ["s,P1,province,Umusozi,,,,,,-1,2008,census,A census,"],
        [(2, "population", "bad_number", "0 or more")],
    ),
    "a population with spaces": (
        ["s,P1,province,Umusozi,,,,,,52 000,2008,census,A census,"],
        [(2, "population", "bad_number", "digits only")],
    ),
    "a population without its source": (
        ["s,P1,province,Umusozi,,,,,,52000,2008,census,,"],
        [(2, "population_source", "population_incomplete", "Fill this cell")],
    ),
    "a source too long": (
        [f"s,P1,province,Umusozi,,,,,,52000,2008,census,{'a' * 301},"],
        [(2, "population_source", "source_too_long", "at most: 300")],
    ),
    "an unknown kind and an impossible year": (
        ["s,P1,province,Umusozi,,,,,,52000,208,guess,A census,"],
        [(2, "population_year", "bad_year", "1850"), (2, "population_kind", "bad_kind", "census, modelled")],
    ),
    "a level above itself": (
        [
            "s,P1,province,A,,,,,,,,,,",
            *(f"s,C{n},commune,B,,P1,,,,,,,," for n in (1, 2)),
            "s,P2,province,D,,C2,,,,,,,,",
        ],
        [(5, "level", "level_order", "“province” cannot stand right under “commune”")],
    ),
    "a level under the same level": (
        [WHOLE, "s,P2,province,Ikibaya,,P1,,,,,,,,"],
        [(3, "level", "level_order", "one level")],
    ),
    "thirteen levels": (
        ["s,N0,l_a,A,,,,,,,,,,"] + [f"s,N{n},l_{chr(97 + n)},A,,N{n - 1},,,,,,,," for n in range(1, 13)],
        [(14, "parent_code", "too_deep", "at most: 12")],
    ),
    "a cell too many": ([WHOLE + ",more"], [(2, "", "wrong_width", "Wanted: 14")]),
    "a cell too few": ([WHOLE[:-1]], [(2, "", "wrong_width", "Found: 13")]),
    "an open quotation mark": ([WHOLE, 's,P2,province,"Ikibaya,,,,,,,,,,'], [(3, "", "not_csv", "Close it")]),
    "no rows": ([], [(1, "", "file_empty", "one place a row")]),
}


def file_of(rows, header=HEADER):
    return "\n".join([header, *rows, ""]).encode()


def faults_of(data):
    with pytest.raises(PlacesFileRefused) as refusal:
        places_csv.rows_in(data)
    return refusal.value.faults


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
def test_a_faulty_row_is_named_with_its_column_and_repair(case):
    rows, expected = REFUSED[case]

    faults = faults_of(file_of(rows))

    assert [(fault.row, fault.column, fault.code) for fault in faults] == [fault[:3] for fault in expected]
    assert [words in fault.repair for fault, (*_, words) in zip(faults, expected, strict=True)] == [True] * len(faults)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HEADER.replace("level", "levle"), [("levle", "column_unknown", "Did you mean “level”?")]),
        (HEADER.replace("parent_code", "Parent Code"), [("Parent Code", "column_unknown", "“parent_code”?")]),
        (HEADER.removesuffix(",more_codes"), [("more_codes", "column_missing", "Add it")]),
        (HEADER + ",colour", [("colour", "column_unknown", "The columns are: code_system, code")]),
        (HEADER + ",code", [("code", "column_repeated", "Keep one")]),
        ("", [("", "file_empty", "header")]),
    ],
)
def test_a_wrong_header_is_named_with_the_nearest_column(header, expected):
    faults = faults_of(file_of([WHOLE], header))

    assert [(fault.row, fault.column, fault.code) for fault in faults] == [(1, *fault[:2]) for fault in expected]
    assert expected[0][2] in faults[0].repair


@pytest.mark.django_db
@pytest.mark.parametrize(("encoding", "row"), [("latin-1", 3), ("utf-16", 1), ("utf-16-le", 1)])
def test_another_encoding_than_utf8_is_refused_with_its_cure(encoding, row):
    data = f"{HEADER}\n{WHOLE}\ns,P2,province,Kab{'ezi' if encoding == 'utf-16-le' else 'ézi'},,,,,,,,,,\n".encode(
        encoding
    )

    faults = faults_of(data)

    assert [(fault.row, fault.code) for fault in faults] == [(row, "not_utf8")]
    assert "CSV UTF-8" in faults[0].repair


@pytest.mark.django_db
def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_rows():
    rows = [WHOLE, "s,C1,commune,Mugina,,P9,2025-13-01,,,,,,,", "s,P1,Province,,,,,,,-4,2008,census,,"]

    faults = faults_of(file_of(rows))

    found = {(fault.row, fault.code) for fault in faults}
    assert found == {
        (3, "unknown_parent"), (3, "bad_date"), (4, "repeated_code"), (4, "bad_level"), (4, "name_missing"),
        (4, "population_incomplete"),
    }  # fmt: skip
    assert [fault.row for fault in faults] == sorted(fault.row for fault in faults)


@pytest.mark.django_db
def test_a_fault_speaks_the_readers_language():
    [fault] = faults_of(file_of(["s,P1,Province,Umusozi,,,,,,,,,,"]))

    sentences = [fault.sentence(language) for language in ("en", "fr", "rn", "sw")]

    assert sentences[1].startswith("Ligne 2, colonne level : « Province » n’est pas un niveau.")
    assert len(set(sentences)) == 4


def test_codes_of_two_known_places_in_one_row_are_refused(take):
    take(places_csv.rows_in(file_of([WHOLE, "s,P2,province,Ikibaya,,,,,,,,,,"])))

    [fault] = faults_of(file_of(["t,X,province,Isoko,,,,,,,,,,s:P1;s:P2"]))

    assert (fault.row, fault.column, fault.code) == (2, "more_codes", "codes_of_two_places")
    assert "Ikibaya, Umusozi" in fault.repair


def test_one_known_place_in_two_rows_is_refused(take):
    take(places_csv.rows_in(file_of([WHOLE + "t:X1"])))

    [fault] = faults_of(file_of([WHOLE, "t,X1,province,Umusozi,,,,,,,,,,"]))

    assert (fault.row, fault.column, fault.code) == (3, "code", "same_place_twice")


def test_a_circle_through_a_known_place_is_refused(take):
    take(places_csv.rows_in(file_of([WHOLE, "s,C1,commune,Mugina,,P1,,,,,,,,"])))

    [fault] = faults_of(file_of(["s,P1,province,Umusozi,,C1,,,,,,,,"]))

    assert (fault.code, "Umusozi > Mugina > Umusozi" in fault.repair) == ("cycle", True)


def test_a_refused_list_changes_nothing(take):
    take(places_csv.rows_in(file_of([WHOLE])))

    with pytest.raises(PlacesFileRefused) as refusal:
        take([row_with_other_name(), orphan()])

    assert [fault.code for fault in refusal.value.faults] == ["unknown_parent"]
    assert [place.name for place in queries.places()] == ["Umusozi"]


def row_with_other_name():
    return PlaceRow(code=Code("s", "P1"), level="province", name="Ikibaya")


def orphan():
    code, parent = Code("s", "C1"), Code("s", "nowhere")
    return PlaceRow(code=code, level="commune", name="Mugina", parent=parent)
