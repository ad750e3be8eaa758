"""The office's pages: they answer one question, work without script, and show no more than they may."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tests.factories.groups import make_group, make_participant, make_session, new_id
from tests.factories.people import make_account
from tuvurane.groups import queries as groups
from tuvurane.groups.actions import Tally
from tuvurane.groups.codes import Mark, Voice
from tuvurane.people.roles import Role

EVERYONE_CAME = dict.fromkeys(range(1, 7), Mark.PRESENT)
MOST_QUERIES = 15
# Today gathers what waits in every room: one question a room, whatever waits there.
MOST_OF_TODAY = 20


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_board_shows_a_late_group_before_one_on_its_way(at_the_desk, cast):
    make_group(cast.organisation, cast.places["Muriza"], name="Yatevye", leaders=[cast["amina"]])
    second = make_account(cast.organisation, "second", role=Role.FACILITATOR, place=cast.places["Butare"])
    calm = make_group(
        cast.organisation, cast.places["Butare"], name="Itekanye", leaders=[cast["bosco"], second], members=10
    )
    make_session(calm, held_on=TODAY, marks=dict.fromkeys(range(1, 11), Mark.PRESENT))

    page = text(at_the_desk("carine").get("/"))

    assert page.index("Yatevye") < page.index("On their way") < page.index("Itekanye")


def test_an_empty_board_says_what_to_do_next(at_the_desk):
    page = at_the_desk("coordinator").get("/")

    assert reverse("groups:new") in page.content.decode()
    assert "Plan a group" in text(page)


def test_those_who_see_no_groups_are_shown_where_their_work_is(at_the_desk):
    page = at_the_desk("eva").get("/").content.decode()

    assert reverse("evidence:change") in page
    assert reverse("groups:list") not in page


def test_a_board_narrowed_to_a_former_place_asks_which_place_is_meant(at_the_desk, aminas_group):
    page = at_the_desk("coordinator").get("/", {"place_search": "Rutana"}).content.decode()

    assert "Choose one of these places." in page
    assert "formerly Rutana" in page


def test_a_group_page_shows_its_path_and_what_it_needs(at_the_desk, aminas_group):
    make_session(aminas_group, marks=EVERYONE_CAME)

    page = at_the_desk("carine").get(reverse("groups:group", args=[aminas_group.pk]))

    assert 'class="stone held safety"' in page.content.decode()
    assert "Facilitators: 1 of 2" in text(page)
    assert "Members: 6, fewer than 10" in text(page)


def test_names_are_read_by_those_who_care_for_the_group_and_nobody_else(at_the_desk, aminas_group):
    make_participant(aminas_group, "Espérance Iradukunda")
    address = reverse("groups:group", args=[aminas_group.pk])

    supervisors = text(at_the_desk("carine").get(address))
    directors = text(at_the_desk("director").get(address))

    assert "Espérance" in supervisors
    assert "Espérance" not in directors


def test_a_group_elsewhere_does_not_exist(at_the_desk, cast):
    elsewhere = make_group(cast.organisation, cast.places["Kibago"], name="Kure")

    page = at_the_desk("carine").get(reverse("groups:group", args=[elsewhere.pk]))

    assert page.status_code == 404
    assert "Kure" not in text(page)


def test_a_refused_page_gives_its_reason(at_the_desk):
    page = at_the_desk("carine").get(reverse("groups:new"))

    assert page.status_code == 403
    assert "Your role does not allow this" in text(page)


def test_a_vote_that_could_betray_someone_is_not_shown(at_the_desk, aminas_group):
    four_came = dict.fromkeys(range(1, 5), Mark.PRESENT)
    make_session(aminas_group, marks=four_came, voice=dict.fromkeys(Voice, Tally(2, 1, 1)))

    page = text(at_the_desk("carine").get(reverse("groups:voice", args=[aminas_group.pk])))

    assert "Needs a visit" in page
    assert "2 / 1 / 1" not in page


def test_a_vote_of_enough_people_is_shown_in_totals(at_the_desk, aminas_group):
    make_session(aminas_group, marks=EVERYONE_CAME, voice={Voice.SAFE: Tally(4, 1, 1)})

    page = text(at_the_desk("carine").get(reverse("groups:voice", args=[aminas_group.pk])))

    assert "4 / 1 / 1" in page
    assert "Not asked" in page


def test_who_may_not_see_participants_reads_only_how_many_came(at_the_desk, aminas_group):
    make_session(aminas_group, marks=EVERYONE_CAME)
    code = groups.members_of(aminas_group, identified=False)[0].code

    address = reverse("groups:attendance", args=[aminas_group.pk])
    trainers, supervisors = at_the_desk("trainer").get(address), at_the_desk("carine").get(address)

    assert "Nadia" not in text(trainers)
    assert code not in text(trainers)
    assert "Nadia" in text(supervisors)


def test_two_reports_of_one_session_stand_beside_each_other(at_the_desk, aminas_group):
    make_session(aminas_group, marks=EVERYONE_CAME)
    second = make_session(aminas_group, marks={1: Mark.PRESENT}).report
    client = at_the_desk("carine")

    group_page = client.get(reverse("groups:group", args=[aminas_group.pk]))
    report_page = client.get(reverse("groups:session", args=[second.pk]))

    assert reverse("groups:session", args=[second.pk]) in group_page.content.decode()
    assert "not counted" in text(report_page)


def test_participants_are_found_by_their_spoken_code_and_never_by_name(at_the_desk, aminas_group):
    person = make_participant(aminas_group, "Espérance Iradukunda")
    client = at_the_desk("carine")

    by_code = client.get(reverse("search:search"), {"q": person.code.lower()}).content.decode()
    by_name = client.get(reverse("search:search"), {"q": "Espérance"}).content.decode()

    address = reverse("groups:participant", args=[person.pk])
    assert address in by_code
    assert address not in by_name


def test_a_search_finds_a_place_by_its_former_name(at_the_desk):
    page = text(at_the_desk("carine").get(reverse("search:search"), {"q": "Rutana"}))

    assert "Burunga" in page
    assert "formerly Rutana" in page


def test_a_place_tells_what_it_was_made_of(at_the_desk, cast):
    page = text(at_the_desk("carine").get(reverse("places:place", args=[cast.places["Burunga"].pk])))

    assert "Made of these former places" in page
    assert "Rutana" in page


def test_the_picker_answers_a_part_to_script_and_a_page_without(at_the_desk):
    client = at_the_desk("carine")

    part = client.get(reverse("places:pick"), {"place_search": "Muri"}, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(reverse("places:pick"), {"place_search": "Muri"}).content.decode()

    assert 'type="radio"' in part
    assert "<html" not in part
    assert "<html" in whole


def test_a_questionnaire_shows_each_cut_off_with_its_source(at_the_desk):
    page = text(at_the_desk("eva").get(reverse("instruments:instrument", args=["srq20"])))

    assert "Cut-offs and their sources" in page
    assert "https://" in page


def test_an_unknown_questionnaire_is_no_page(at_the_desk):
    assert at_the_desk("eva").get(reverse("instruments:instrument", args=["none"])).status_code == 404


@pytest.mark.parametrize("language", ["rn", "fr", "sw", "en"])
def test_every_page_says_in_which_language_it_speaks(at_the_desk, cast, language):
    client = at_the_desk("coordinator")

    client.post(reverse("account:language"), {"language": language, "next": "/groups/"})
    page = client.get("/groups/")

    assert f'<html lang="{language}"' in page.content.decode()
    assert page.headers["Content-Language"] == language
    assert ('class="drafts"' in page.content.decode()) == (language != "en")


def addresses(cast, group) -> list[str]:
    """The pages that a coordinator works with, about one group."""
    session = make_session(group, number=2, marks=EVERYONE_CAME, note="We sang.").report
    person = groups.seats_of(group)[1]
    about_group = ("group", "change", "move", "facilitators", "attendance", "voice", "questionnaires", "new_session")
    about_group += ("new_missed", "enrol")
    about_person = ("participant", "change_identity", "consents", "leave", "move_participant", "rejoin")
    about_account = ("account", "give_role", "set_password", "reset_second_factor", "close", "new_device")
    plain = ("home:today", "groups:list", "groups:new", "people:list", "people:new", "places:roots", "account:mine")
    plain += ("instruments:list", "search:search")
    return [
        *(reverse(name) for name in plain),
        *(reverse(f"groups:{name}", args=[group.pk]) for name in about_group),
        *(reverse(f"groups:{name}", args=[session.pk]) for name in ("session", "correct_session")),
        *(reverse(f"groups:{name}", args=[person]) for name in about_person),
        *(reverse(f"people:{name}", args=[cast["amina"].pk]) for name in about_account),
        reverse("places:place", args=[cast.places["Musongati"].pk]),
        reverse("instruments:instrument", args=["who5"]),
    ]


def test_no_page_asks_the_database_too_often(at_the_desk, cast, aminas_group, django_assert_max_num_queries):
    client = at_the_desk("coordinator")

    for address in addresses(cast, aminas_group):
        most = MOST_OF_TODAY if address == "/" else MOST_QUERIES
        with django_assert_max_num_queries(most, info=address):
            page = client.get(address)

        assert page.status_code == 200, address


def test_no_page_holds_what_the_policy_forbids_and_every_page_is_labelled_synthetic(at_the_desk, cast, aminas_group):
    client = at_the_desk("coordinator")

    for address in addresses(cast, aminas_group):
        page = client.get(address).content.decode()

        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", page), address
        assert page.count("<h1") == 1, address
        assert "Synthetic programme." in page, address


def test_days_are_written_as_people_here_write_them(at_the_desk, aminas_group):
    make_session(aminas_group, marks=EVERYONE_CAME, held_on=date(2026, 9, 8))

    page = text(at_the_desk("carine").get(reverse("groups:group", args=[aminas_group.pk])))

    assert "08/09/2026" in page


def test_an_address_that_no_one_made_is_answered_with_a_page(at_the_desk):
    page = at_the_desk("carine").get(f"/groups/{new_id()}/")

    assert page.status_code == 404
    assert "There is nothing here for you" in text(page)


def test_at_the_foot_the_reader_is_at_the_closest_of_two_places(at_the_desk):
    client = at_the_desk("carine")

    taking, reading = (client.get(reverse(name)).content.decode() for name in ("stories:new", "reading:panels"))

    current = [re.findall(r'<li><a href="([^"]+)" aria-current="page">', page) for page in (taking, reading)]
    assert current == [["/stories/"], ["/stories/read/"]]


def test_the_foot_names_its_parts_and_shows_none_that_is_empty(at_the_desk):
    pages = [at_the_desk(name).get("/account/").content.decode() for name in ("carine", "didier")]

    parts = [re.findall(r'<p id="office.foot.([a-z]+)">', page) for page in pages]
    assert parts == [["help", "told", "asking", "office"], ["help", "told", "asking", "kept", "office"]]
