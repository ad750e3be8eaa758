"""Every fault of a list of trainings stands where it is, with its repair; and the page, step by step."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import NOW, SYSTEM, TODAY
from tests.factories.people import make_account
from tests.integration.exchange.trainings_files import BASIC, NAMES, bring, lists, look, noted, put, told, workbook
from tests.unit.web.conftest import at_the_desk, still_clock
from tuvurane.foundation import words
from tuvurane.people.roles import Role
from tuvurane.training import actions as training_actions
from tuvurane.training.codes import Away, WhyAway
from tuvurane.training.models import Course, Facilitator

__all__ = ["at_the_desk", "bring", "lists", "look", "still_clock"]

PAGE = "/courses/import/"
TOMORROW = TODAY + timedelta(days=1)

# sheet, row, column, what stands there, and the fault
CELLS = [
    ("courses", 2, "course", "Makamba  2026", "course_repeated", 3),
    ("courses", 2, "level", "beginner", "unknown_code", 2),
    ("courses", 2, "place", "Nowhere", "place_unknown", 2),
    ("courses", 2, "place", "Rutana", "place_former", 2),
    ("courses", 2, "starts_on", "10/3/25", "two_digit_year", 2),
    ("courses", 2, "ends_on", date(2025, 3, 9), "too_early", 2),
    ("courses", 3, "ends_on", TOMORROW, "course_to_come", 3),
    ("courses", 2, "days", "soon", "bad_days", 2),
    ("courses", 2, "days", "09/03/2025", "day_outside", 2),
    ("courses", 2, "capacity", 3, "more_than_seats", 2),
    ("courses", 2, "capacity", 0, "bad_number", 2),
    ("courses", 2, "point", None, "missing", 2),
    ("courses", 2, "trainers", "=A1", "formula", 2),
    ("courses", 2, "trainers", " ; ", "missing", 2),
    ("courses", 2, "trainers", NAMES[0], "trains_oneself", 2),
    ("trainees", 2, "course", "Elsewhere", "course_unknown", 2),
    ("trainees", 2, "user_name", "nadja", "username_unknown", 2),
    ("trainees", 2, "languages", "rn; latin", "bad_language", 2),
    ("trainees", 2, "outcome", "perhaps", "unknown_code", 2),
    ("trainees", 2, "days_present", 5, "days_twice", 2),
    ("trainees", 4, "days_present", 6, "more_days_than_held", 4),
    ("trainees", 2, "7", "P", "no_such_day", 2),
    ("trainees", 2, "1", "?", "unknown_code", 2),
    ("trainees", 6, "days_present", 2, "withdrew_but_came", 6),
    ("trainees", 4, "user_name", "bosco", None, 4),
]


@pytest.mark.parametrize(("sheet", "row", "column", "value", "code", "at"), CELLS, ids=str)
def test_a_fault_is_named_by_sheet_row_and_column(look, lists, sheet, row, column, value, code, at):
    faults = told(look(put(lists, sheet, row, column, value)))

    if code is None:
        assert faults == []
        return
    named = "outcome" if code == "withdrew_but_came" else column
    assert (sheet, at, named, code) in faults


def test_a_course_to_come_is_told_where_it_belongs(look, lists):
    fault = look(put(lists, "courses", 3, "ends_on", TOMORROW)).faults[0]

    assert "plan it on the page of the courses" in fault.repair
    assert "23/11/2026" in fault.repair


def test_two_people_of_one_name_at_one_place_are_both_named(cast, look, lists):
    for username in ("nadia-1", "nadia-2"):
        account = make_account(cast.organisation, username, role=Role.FACILITATOR, place=cast.places["Muriza"])
        account.name = NAMES[0]
        account.save()

    fault = look(put(lists, "courses", 3, "trainers", "Emmanuel N.")).faults[0]

    assert (fault.sheet, fault.row, fault.code) == ("trainees", 2, "name_ambiguous")
    assert "nadia-1" in fault.repair
    assert "nadia-2" in fault.repair


def test_two_trainers_of_one_name_are_both_named(cast, look, lists):
    for username in ("nestor-1", "nestor-2"):
        account = make_account(cast.organisation, username, role=Role.TRAINER, place=cast.places["Burunga"])
        account.name = "Nestor"
        account.save()

    fault = look(put(lists, "courses", 2, "trainers", "nestor")).faults[0]

    assert (fault.column, fault.code) == ("trainers", "trainer_ambiguous")
    assert "nestor-1; nestor-2" in fault.repair


def test_somebody_of_the_same_name_elsewhere_is_told_and_not_taken_for_this_one(cast, look, lists):
    account = make_account(cast.organisation, "nadia-k", role=Role.FACILITATOR, place=cast.places["Kibago"])
    account.name = NAMES[0]
    account.save()

    preview = look(lists)

    assert ("trainees", 2, "name", "same_name_elsewhere") in noted(preview)
    assert preview.new.people == 5


def test_a_person_stands_once_on_a_list(look, lists):
    lists["trainees"].append(lists["trainees"][0][:9])

    assert told(look(lists)) == [("trainees", 8, "name", "trainee_repeated")]


def test_two_rows_that_call_one_person_woman_and_man_are_a_fault(look, lists):
    lists["trainees"][4][1:5] = [NAMES[2], None, "Muriza", "M"]

    assert told(look(lists)) == [("trainees", 6, "sex", "sex_differs"), ("trainees", 6, "name", "trainee_repeated")]


def test_a_course_without_anybody_is_a_fault(look, lists):
    lists["trainees"] = lists["trainees"][:5]

    assert told(look(lists)) == [("courses", 3, "course", "nobody_listed")]


def test_who_has_left_is_put_on_no_list(cast, bring, look, lists):
    bring(lists)
    gone = Facilitator.objects.get(account__name=NAMES[2])
    training_actions.go_away(
        actor=SYSTEM, facilitator=gone, kind=Away.LEFT, why=WhyAway.MOVED, since=TODAY, until=None, now=NOW
    )
    lists["courses"][0][0] = lists["trainees"][3][0] = "Another one"

    assert told(look(lists)) == [
        *(("trainees", row, "course", "course_unknown") for row in (2, 3, 4)),
        ("trainees", 5, "name", "has_left"),
        ("trainees", 6, "course", "course_unknown"),
    ]


def test_outside_the_actors_places_nothing_is_taken(cast, look, lists):
    cast.accounts["near"] = make_account(
        cast.organisation, "near", role=Role.COORDINATOR, place=cast.places["Musongati"]
    )

    faults = told(look(lists, who="near"))

    assert ("courses", 3, "place", "place_outside") in faults
    assert ("trainees", 6, "place", "place_outside") in faults


def test_what_is_no_part_of_a_list_is_ignored_and_named(look, lists):

    book = load_workbook(io.BytesIO(workbook(lists)))
    book["courses"]["L1"] = "ethnic group"
    book.create_sheet("budget")
    file = io.BytesIO()
    book.save(file)

    preview = look(file.getvalue())

    assert ("budget", 0, "", "sheet_ignored") in noted(preview)
    assert any(notice.code == "column_ignored" and "list of trainings" in notice.repair for notice in preview.notices)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_faults_speak_the_readers_language(look, lists, language):
    fault = look(put(lists, "courses", 3, "ends_on", TOMORROW), language=language).faults[0]

    assert fault.repair == words.say(
        "trainings_file.fault.course_to_come", language, value="23/11/2026", today="22/11/2026"
    )


@pytest.fixture
def office(cast, settings, tmp_path, at_the_desk):
    settings.TUVURANE_HOME = tmp_path
    return at_the_desk("coordinator")


def send(office, data):
    return office.post(PAGE, {"workbook": SimpleUploadedFile("trainings of Nadia.xlsx", data)})


def token_in(page):
    return re.findall(r'name="token" value="([^"]+)"', page.content.decode())[0]


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_from_looking_to_the_courses(office, lists, tmp_path):
    preview = send(office, workbook(lists))
    assert Course.objects.count() == 0
    kept = next(tmp_path.glob("uploads/*")).read_bytes()

    done = office.post(PAGE, {"token": token_in(preview)}, follow=True)

    assert "Is this what you want to add?" in text(preview)
    assert "nadia-iradukunda" in text(preview)
    assert b"Nadia" not in kept
    assert "The list is in" in text(done)
    assert reverse("training:course", args=[Course.objects.get(name=BASIC).pk]) in done.content.decode()
    assert not list(tmp_path.glob("uploads/*"))
    assert "The file is no longer kept here" in text(office.post(PAGE, {"token": token_in(preview)}))


def test_faults_stand_in_a_table_and_nothing_is_kept(office, lists, tmp_path):
    page = send(office, workbook(put(lists, "trainees", 7, "outcome", "perhaps")))

    assert "trainees 7 outcome (H) perhaps" in text(page)
    assert 'name="token"' not in page.content.decode()
    assert not list(tmp_path.glob("uploads/*"))


def test_what_changed_meanwhile_is_shown_again_before_it_is_taken(office, bring, lists):
    token = token_in(send(office, workbook(lists)))
    bring(lists | {"courses": lists["courses"][:1], "trainees": lists["trainees"][:5]})

    page = office.post(PAGE, {"token": token})

    assert "Something changed since you looked" in text(page)
    assert "The list is in" in text(office.post(PAGE, {"token": token_in(page)}, follow=True))
    assert Course.objects.count() == 2


def test_a_file_that_brings_nothing_new_says_so(office, bring, lists, tmp_path):
    bring(lists)

    page = send(office, workbook(lists))

    assert "Everything in the file stands already" in text(page)
    assert not list(tmp_path.glob("uploads/*"))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_page_speaks_every_language(cast, office, lists, language):
    cast.organisation.accounts.filter(username="coordinator").update(language=language)

    pages = [office.get(PAGE), send(office, b"no workbook"), send(office, workbook(lists))]
    pages.append(office.post(PAGE, {"token": token_in(pages[-1])}, follow=True))

    assert [page.status_code for page in pages] == [200] * 4
    assert not any("trainings_file." in text(page) for page in pages)


@pytest.mark.parametrize("who", ["trainer", "administrator", "carine", "director"])
@pytest.mark.parametrize("address", ["import", "template", "done"])
def test_who_may_not_manage_courses_and_accounts_finds_the_door_closed(cast, at_the_desk, who, address):
    assert at_the_desk(who).get(reverse(f"trainings_import:{address}")).status_code == 403
