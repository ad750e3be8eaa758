"""The page: download the template, bring the register, look, take it; names rest sealed and nowhere else."""

import io
import re

import pytest
from django.contrib.sessions.models import Session as BrowserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.integration.exchange.register_files import filled_template, put, workbook
from tests.unit.web.conftest import at_the_desk, still_clock
from tuvurane.groups.models import Group

__all__ = ["at_the_desk", "still_clock"]

PAGE = "/groups/import/"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.TUVURANE_HOME = tmp_path
    return tmp_path


@pytest.fixture
def office(pair, at_the_desk):
    return at_the_desk("coordinator")


@pytest.fixture
def send(office):
    """Bring a file as the coordinator's browser does."""

    def bring(data):
        return office.post(PAGE, {"workbook": SimpleUploadedFile("register of Nadia.xlsx", data)})

    return bring


def token_in(page):
    return re.findall(r'name="token" value="([^"]+)"', page.content.decode())[0]


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_from_the_template_to_the_groups_in_four_steps(office, send, rows):
    empty = office.get(reverse("registers:template"))

    preview = send(filled_template(empty.content, rows))
    assert Group.objects.count() == 0
    done = office.post(PAGE, {"token": token_in(preview)}, follow=True)

    assert "Is this what you want to add?" in text(preview)
    assert "The register is in" in text(done)
    assert reverse("groups:group", args=[Group.objects.get().pk]) in done.content.decode()


def test_the_template_is_a_workbook_with_our_places_and_facilitators(office):
    answer = office.get(reverse("registers:template"))

    lists = load_workbook(io.BytesIO(answer.content))["lists"]
    cells = {cell.value for row in lists.iter_rows() for cell in row}
    assert answer["Content-Disposition"] == 'attachment; filename="tuvurane-register.xlsx"'
    assert {"Muriza, Musongati, Burunga", "nadine", "Running"} <= cells
    assert "Rutana" not in cells


def test_faults_stand_in_a_table_and_nothing_is_kept(home, send, rows):
    page = send(workbook(put(rows, "members", 4, "joined_on", "3/9/26")))

    assert "What needs repair first?" in text(page)
    assert "members 4 joined_on (H) 3/9/26 The year of" in text(page)
    assert 'name="token"' not in page.content.decode()
    assert not list(home.glob("uploads/*"))


def test_between_looking_and_taking_the_file_lies_sealed_and_names_are_nowhere_else(home, office, send, rows):
    put(rows, "attendance", 2, "name", "Nadia")
    page = send(workbook(put(rows, "members", 2, "name", "Nadia Iradukunda")))

    kept = next(home.glob("uploads/*"))
    stored = "".join(str(row.get_decoded()) for row in BrowserSession.objects.all())
    assert b"Nadia" not in kept.read_bytes()
    assert "Nadia" not in page.content.decode() + stored + str(page.cookies) + kept.name


def test_once_taken_the_file_is_gone_and_the_word_is_worth_nothing(home, office, send, rows):
    token = token_in(send(workbook(rows)))
    office.post(PAGE, {"token": token})

    again = office.post(PAGE, {"token": token})

    assert not list(home.glob("uploads/*"))
    assert "The file is no longer kept here" in text(again)
    assert Group.objects.count() == 1


@pytest.mark.parametrize("token", ["", "nonsense", "eyJ1cGxvYWQiOiAiLi4vc2VjcmV0cyJ9:1abc:def"])
def test_a_word_that_is_not_ours_takes_nothing(office, token):
    page = office.post(PAGE, {"token": token})

    assert "The file is no longer kept here" in text(page)


def test_anothers_word_takes_nothing(send, at_the_desk, rows):
    token = token_in(send(workbook(rows)))

    page = at_the_desk("stranger").post(PAGE, {"token": token})

    assert "The file is no longer kept here" in text(page)
    assert Group.objects.count() == 0


def test_what_changed_meanwhile_is_shown_again_before_it_is_taken(office, send, take, rows):
    token = token_in(send(workbook(rows)))
    take(rows | {"sessions": rows["sessions"][:1], "attendance": [row[:4] for row in rows["attendance"]]})

    page = office.post(PAGE, {"token": token})

    assert "Something changed since you looked" in text(page)
    done = office.post(PAGE, {"token": token_in(page)}, follow=True)
    assert "The register is in" in text(done)
    assert Group.objects.get().sessions.count() == 3


def test_a_file_that_brings_nothing_new_says_so(home, send, take, rows):
    take(rows)

    page = send(workbook(rows))

    assert "Everything in the file stands already" in text(page)
    assert 'name="token"' not in page.content.decode()
    assert not list(home.glob("uploads/*"))


def test_notices_are_shown_beside_what_would_be_added(send, rows):
    page = send(workbook(rows | {"facilitators": [], "sessions": [], "attendance": []}))

    assert "Facilitators: 0. A group is led by 2" in text(page)


def test_a_file_that_is_too_big_is_refused_with_its_cure(send):
    page = send(b"PK" + bytes(6 * 1024 * 1024))

    assert "The file is too big. Megabytes at most: 5" in text(page)


def test_a_file_too_big_for_memory_is_refused_and_never_put_on_the_disk(home, settings, send):
    settings.FILE_UPLOAD_TEMP_DIR = home / "nowhere"

    page = send(b"PK" + bytes(11 * 1024 * 1024))

    assert "The file is too big. Megabytes at most: 5" in text(page)


def test_no_file_and_an_empty_file_are_answered_on_the_page(office, send):
    assert "Choose the file of your register first." in text(office.post(PAGE))
    assert "This is no Excel workbook" in text(send(b""))


def test_done_without_anything_taken_leads_back(office):
    assert office.get(reverse("registers:done")).url == PAGE


@pytest.mark.parametrize("who", ["carine", "director", "eva", "administrator"])
@pytest.mark.parametrize("address", ["registers:import", "registers:template", "registers:done"])
def test_who_may_not_import_finds_the_door_closed(pair, at_the_desk, who, address):
    assert at_the_desk(who).get(reverse(address)).status_code == 403


@pytest.mark.parametrize("language", ["rn", "fr", "sw", "en"])
def test_every_page_speaks_every_language(pair, office, send, rows, language):
    pair.organisation.accounts.filter(username="coordinator").update(language=language)

    pages = [office.get(PAGE), send(b"no workbook"), send(workbook(rows))]
    pages.append(office.post(PAGE, {"token": token_in(pages[-1])}, follow=True))

    assert [page.status_code for page in pages] == [200] * 4
    assert not any("exchange." in text(page) for page in pages)


def test_a_page_asks_few_questions_of_the_database(office, send, rows, django_assert_max_num_queries):
    office.get(PAGE)

    with django_assert_max_num_queries(15):
        office.get(PAGE)
