"""Every fault of a register, by sheet, row and column, with what to do about it. The table is the promise."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest

from tests.cast import NOW, SYSTEM
from tests.factories.people import make_account
from tests.integration.exchange.register_files import Rows, put, told
from tuvurane.people.roles import Role
from tuvurane.places import actions as place_actions
from tuvurane.places.actions import Code, PlaceRow


class Case(NamedTuple):
    """One cell changed, and the one fault that it makes."""

    sheet: str
    row: int
    column: str
    value: Any
    code: str
    repair: str


COMING = date(2027, 1, 1)
CASES = [
    # what a cell holds
    Case("groups", 2, "place", None, "missing", "fill it in"),
    Case("members", 3, "name", None, "missing", "fill it in"),
    Case("sessions", 2, "minutes", None, "missing", "fill it in"),
    Case("sessions", 2, "minutes", 5, "bad_number", "from 10 to 600"),
    Case("sessions", 2, "minutes", "three hours", "bad_number", "whole number"),
    Case("sessions", 2, "minutes", True, "bad_number", "whole number"),
    Case("sessions", 4, "session", 16, "bad_number", "from 1 to 15"),
    Case("sessions", 4, "session", 2.5, "bad_number", "“2.5”"),
    Case("members", 3, "number", 0, "bad_number", "from 1 to 40"),
    Case("members", 3, "joined_on", "soon", "bad_date", "such as 22/11/2026"),
    Case("members", 3, "joined_on", "31/02/2026", "bad_date", "31/02/2026"),
    Case("members", 3, "joined_on", 46000, "bad_date", "day/month/year"),
    Case("members", 3, "joined_on", "3.9.26", "two_digit_year", "Write all four"),
    Case("members", 3, "joined_on", date(1926, 9, 3), "date_too_old", "before 01/01/2000"),
    Case("members", 3, "agreed_take_part", COMING, "date_in_the_future", "today is 22/11/2026"),
    Case("sessions", 4, "held_on", COMING, "date_in_the_future", "01/01/2027 lies in the future"),
    Case("members", 3, "sex", "female", "unknown_code", "Woman; Man; Other or not said"),
    Case("sessions", 3, "phase", "Safty", "unknown_code", "Did you mean: Safety?"),
    Case("members", 3, "age_band", "15", "too_young", "at least 16"),
    Case("members", 3, "age_band", "old", "unknown_code", "16-17; 18-24"),
    Case("members", 3, "nickname", "M" * 61, "too_long", "at most: 60"),
    Case("sessions", 2, "minutes", "=90*2", "formula", "paste it as values"),
    Case("attendance", 2, "1", "x", "unknown_code", "Present; Excused; Absent"),
    # groups
    Case("groups", 2, "place", "Murisa", "place_unknown", "Did you mean: Muriza, Musongati, Burunga (B11)?"),
    Case("groups", 2, "place", "Rutana", "place_former", "now belongs to: Burunga (B)"),
    Case("groups", 2, "starts_on", None, "missing", "fill it in"),
    Case("groups", 2, "ended_on", date(2026, 11, 1), "ended_but_open", "graduated or stopped"),
    Case("groups", 2, "starts_on", COMING, "date_in_the_future", "Correct it"),
    # facilitators
    Case("facilitators", 3, "group", "Twiyubaka", "group_unknown", "Did you mean: Twiyubake?"),
    Case("facilitators", 3, "facilitator", "julles", "facilitator_unknown", "Did you mean: Jules (jules)?"),
    Case("facilitators", 3, "facilitator", "NADINE", "facilitator_repeated", "Keep one row"),
    Case("facilitators", 3, "facilitator", "bosco", "not_a_facilitator", "Muriza, Musongati, Burunga"),
    Case("facilitators", 2, "until", date(2026, 8, 1), "too_early", "before since (03/09/2026)"),
    # members
    Case("members", 3, "number", 1, "number_repeated", "in row 2"),
    Case("members", 3, "left_on", date(2026, 10, 20), "missing", "fill it in"),
    Case("members", 3, "why_left", "work", "missing", "fill it in"),
    Case("members", 3, "code", "A B", "bad_code", "leave it empty"),
    # sessions
    Case("sessions", 3, "session", 1, "session_repeated", "in row 2"),
    Case("sessions", 2, "held_on", date(2026, 9, 1), "too_early", "before starts_on (03/09/2026)"),
    Case("sessions", 2, "led_by", "Nadine; amina", "led_by_unknown", "“amina” is not among"),
    # attendance
    Case("attendance", 13, "number", 14, "member_unknown", "on the sheet members"),
    Case("attendance", 13, "number", 11, "marks_repeated", "in row 12"),
    Case("attendance", 5, "name", "Member 5", "name_of_another", "has not slipped"),
    Case("attendance", 5, "9", "P", "mark_without_session", "Session 9"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.sheet} {case.column} {case.code} {case.value}"[:60])
def test_a_fault_names_sheet_row_column_and_repair(read, rows, case):
    preview = read(put(rows, case.sheet, case.row, case.column, case.value))

    # Whatever is wrong with a cell is said there, once; what leans on it is not blamed too.
    assert {(fault.sheet, fault.row, fault.code) for fault in preview.faults} == {(case.sheet, case.row, case.code)}
    assert case.repair in preview.faults[0].sentence()
    assert case.code == "missing" or case.column in preview.faults[0].column


def two_same_names(rows: Rows) -> Rows:
    put(rows, "members", 3, "nickname", "M1")
    put(rows, "attendance", 3, "name", None)
    return put(rows, "members", 3, "name", "member 1")


def left_before_joining(rows: Rows) -> Rows:
    put(rows, "members", 13, "why_left", "work")
    return put(rows, "members", 13, "left_on", date(2026, 9, 1))


def marked_after_leaving(rows: Rows) -> Rows:
    put(rows, "members", 13, "why_left", "returned home")
    return put(rows, "members", 13, "left_on", date(2026, 9, 14))


def ended_before_it_started(rows: Rows) -> Rows:
    rows |= {"sessions": [], "attendance": [], "members": []}
    put(rows, "groups", 2, "status", "graduated")
    return put(rows, "groups", 2, "ended_on", date(2026, 9, 1))


def graduated_without_a_day(rows: Rows) -> Rows:
    return put(rows, "groups", 2, "status", "graduated")


def joined_after_the_end(rows: Rows) -> Rows:
    put(rows, "groups", 2, "status", "stopped")
    put(rows, "groups", 2, "ended_on", date(2026, 10, 1))
    rows["members"].append(["Twiyubake", 13, "Late", None, None, "F", "18-24", date(2026, 10, 2)])
    return rows


def held_after_the_end(rows: Rows) -> Rows:
    put(rows, "groups", 2, "status", "graduated")
    return put(rows, "groups", 2, "ended_on", date(2026, 9, 10))


def sessions_before_the_start(rows: Rows) -> Rows:
    return put(rows, "groups", 2, "status", "recruiting")


def stopped_without_a_start(rows: Rows) -> Rows:
    put(rows, "groups", 2, "status", "stopped")
    put(rows, "groups", 2, "ended_on", date(2026, 10, 1))
    put(rows, "groups", 2, "starts_on", None)
    put(rows, "facilitators", 3, "since", date(2026, 9, 3))
    return rows


def nobody_came(rows: Rows) -> Rows:
    for row in range(2, 14):
        put(rows, "attendance", row, "3", "A")
    return rows


def one_name_twice(rows: Rows) -> Rows:
    rows["groups"].append(["TWIYUBAKE ", "Kibago", None, "rn", None, "planned", None, None])
    return rows


def one_code_in_two_groups(rows: Rows) -> Rows:
    rows["groups"].append(["Abahuje", "Kibago", None, "rn", None, "running", date(2026, 9, 3), None])
    put(rows, "members", 2, "code", "TW-1")
    days = [date(2026, 9, 3), None, None, None, None, None]
    rows["members"].append(["Abahuje", 1, "Member 1", None, None, "F", "25-34", *days, "tw-1"])
    return rows


def one_contact_in_two_groups(rows: Rows) -> Rows:
    rows["groups"].append(["Abahuje", "Kibago", None, "rn", None, "running", date(2026, 9, 3), None])
    put(rows, "members", 2, "contact", "79 000 001")
    rows["members"].append(["Abahuje", 1, "Member 1", None, "79 000 001", "F", "25-34", None])
    return rows


def one_code_after_another_group(rows: Rows) -> Rows:
    rows = one_code_in_two_groups(rows)
    put(rows, "members", 14, "why_left", "work")
    return put(rows, "members", 14, "left_on", date(2026, 9, 10))


def joined_on_no_day(rows: Rows) -> Rows:
    rows |= {"sessions": [], "attendance": [], "facilitators": []}
    put(rows, "groups", 2, "status", "planned")
    put(rows, "groups", 2, "starts_on", None)
    rows["members"] = [["Twiyubake", 1, "Early", None, None, "F", "18-24", None]]
    return rows


TOGETHER = [
    (two_same_names, ("members", 3, "name", "name_repeated"), "give each a nickname"),
    (left_before_joining, ("members", 13, "left_on", "too_early"), "before joined_on (03/09/2026)"),
    (marked_after_leaving, ("attendance", 13, "3", "mark_outside_stay"), "left: 14/09/2026"),
    (ended_before_it_started, ("groups", 2, "ended_on", "too_early"), "before starts_on"),
    (graduated_without_a_day, ("groups", 2, "ended_on", "missing"), "fill it in"),
    (joined_after_the_end, ("members", 14, "joined_on", "too_late"), "after ended_on (01/10/2026)"),
    (held_after_the_end, ("sessions", 4, "held_on", "too_late"), "after ended_on (10/09/2026)"),
    (sessions_before_the_start, ("sessions", 2, "group", "not_running"), "status is: Recruiting"),
    (stopped_without_a_start, ("sessions", 2, "group", "start_missing"), "Write starts_on"),
    (nobody_came, ("sessions", 4, "session", "nobody_there"), "session 3"),
    (one_name_twice, ("groups", 3, "group", "group_repeated"), "already stands in row 2"),
    (one_code_in_two_groups, ("members", 14, "code", "two_open_groups"), "row 2"),
    (one_contact_in_two_groups, ("members", 14, "name", "two_open_groups"), "row 2"),
    (one_code_after_another_group, ("members", 14, "code", "code_repeated"), "one row a person"),
    (joined_on_no_day, ("members", 2, "joined_on", "missing"), "fill it in"),
]


@pytest.mark.parametrize(("bend", "first", "repair"), TOGETHER, ids=lambda value: getattr(value, "__name__", ""))
def test_what_does_not_fit_together_is_said_where_it_can_be_repaired(
    read, rows, bend: Callable[[Rows], Rows], first, repair
):
    preview = read(bend(rows))

    assert told(preview)[0] == first
    assert {code for *_, code in told(preview)} == {first[-1]}
    assert repair in preview.faults[0].repair


def test_a_place_outside_ones_reach_is_refused(pair, read, rows):
    make_account(pair.organisation, "south", role=Role.COORDINATOR, place=pair.places["Makamba"])
    pair.accounts["south"] = pair.organisation.accounts.get(username="south")

    faults = read(rows, who="south").faults

    assert told(read(rows, who="south"))[0] == ("groups", 2, "place", "place_outside")
    assert "ask your coordinator" in faults[0].repair


def test_a_group_of_this_name_outside_ones_reach_is_left_alone(pair, take, read, rows):
    take(rows)
    pair.accounts["south"] = make_account(
        pair.organisation, "south", role=Role.COORDINATOR, place=pair.places["Makamba"]
    )

    preview = read({"groups": [["Twiyubake", "Kibago", None, "rn", None, "planned"]]}, who="south")

    assert told(preview) == [("groups", 2, "group", "group_elsewhere")]


def test_another_organisations_group_of_the_same_name_is_another_group(take, read, rows):
    take(rows)

    preview = read({"groups": rows["groups"]}, who="stranger")

    assert (preview.faults, preview.new.groups) == ((), 1)


@pytest.fixture
def second_muriza(pair):
    place_actions.import_places(
        actor=SYSTEM,
        source="made up for the tests",
        now=NOW,
        rows=[
            PlaceRow(
                Code("test", "B22"), "colline", "Muriza", parent=Code("test", "B2"), other_names=("Muriza ya hepfo",)
            )
        ],
    )


def test_a_name_that_two_places_share_is_answered_with_both_and_their_codes(second_muriza, read, rows):
    preview = read(rows)

    assert told(preview) == [("groups", 2, "place", "place_ambiguous")]
    assert "Muriza, Musongati, Burunga (B11)" in preview.faults[0].repair
    assert "Muriza, Makamba, Burunga (B22)" in preview.faults[0].repair


@pytest.mark.parametrize(
    "text",
    ["B22", "b22", "test:B22", "Muriza, Makamba", "muriza , MAKAMBA, burunga", "Muriza ya hepfo"],
)
def test_one_of_them_is_meant_by_its_code_its_line_or_another_name(second_muriza, read, rows, text):
    preview = read(put(rows, "groups", 2, "place", text))

    assert (preview.faults, preview.groups[0].trail) == ((), "Muriza, Makamba, Burunga")


def test_two_facilitators_of_one_name_are_told_apart_by_user_name(pair, read, rows):
    pair.organisation.accounts.filter(username__in=["jules", "nadine"]).update(name="Claudine")

    preview = read(put(rows, "facilitators", 2, "facilitator", "claudine"))

    assert told(preview) == [("facilitators", 2, "facilitator", "facilitator_ambiguous")]
    assert "Write the user name: " in preview.faults[0].repair
    assert {"nadine", "jules"} <= set(preview.faults[0].repair.replace(".", " ").replace(";", " ").split())


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (2, "name", "Someone Else", "seat_taken"),
        (14, "number", 15, "number_not_next"),
        (14, "code", "taken-1", "code_taken"),
    ],
)
def test_nobody_is_put_on_anothers_seat_of_a_group_that_stands(take, read, rows, row, column, value, code):
    put(rows, "members", 3, "code", "TAKEN-1")
    take(rows)
    put(rows, "members", 3, "code", None)
    rows["members"].append(["Twiyubake", 13, "New", None, None, "F", "18-24", None])

    preview = read(put(rows, "members", row, column, value))

    assert told(preview)[0] == ("members", row, column, code)


def test_a_group_that_has_ended_takes_late_reports_and_no_new_people(take, read, rows):
    put(rows, "groups", 2, "status", "graduated")
    put(rows, "groups", 2, "ended_on", date(2026, 10, 1))
    take(rows)
    rows["members"].append(["Twiyubake", 13, "New", None, None, "F", "18-24", None])
    rows["facilitators"].append(["Twiyubake", "amina", None, None])

    preview = read(rows)

    assert told(preview) == [("facilitators", 4, "group", "group_closed"), ("members", 14, "group", "group_closed")]


def test_sizes_and_consents_are_warned_about_and_stop_nothing(read, rows):
    rows |= {"members": rows["members"][:9], "attendance": rows["attendance"][:9]}
    rows["facilitators"].pop()
    put(rows, "sessions", 3, "led_by", None)
    put(rows, "sessions", 4, "held_on", date(2026, 9, 5))
    for row in (2, 4):
        put(rows, "sessions", row, "led_by", "Nadine")
    for column in ("agreed_take_part", "agreed_be_measured"):
        put(rows, "members", 2, column, None)

    preview = read(rows)

    assert preview.faults == ()
    codes = {notice.code for notice in preview.notices}
    assert codes == {"few_members", "few_facilitators", "consent_missing", "out_of_order"}
    assert "10 to 15" in next(notice.repair for notice in preview.notices if notice.code == "few_members")


def test_more_than_fifteen_members_are_warned_about(read, rows):
    rows["members"] += [["Twiyubake", n, f"Member {n}", None, None, "F", 30, None] for n in range(13, 18)]

    assert "many_members" in {notice.code for notice in read(rows).notices}


def test_one_slip_does_not_blame_the_rows_that_lean_on_it(read, rows):
    put(rows, "groups", 2, "language", "klingon")

    assert told(read(rows)) == [("groups", 2, "language", "unknown_code")]
