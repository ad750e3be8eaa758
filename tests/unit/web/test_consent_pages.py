"""Consent at the desk: a text to read aloud with its choices, a yes taken back in one step, and all words kept."""

import re

import pytest
from django.urls import reverse

from tests.factories.groups import make_consent
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Consent


@pytest.fixture
def person(aminas_group):
    return aminas_group.memberships.get(seat=1).participant


def text(response) -> str:
    """A page's words, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def answer(**changed):
    plain = {"version": "1", "language": "sw", "given": "yes", "given_by": "mark", "reader": "me", "on": "2026-11-20"}
    return plain | changed


def test_a_text_is_read_in_the_groups_language_or_in_another(at_the_desk, person):
    client = at_the_desk("coordinator")
    at = reverse("groups:consent", args=[person.pk, "story"])

    assert "Urashobora kwanka." in text(client.get(at))
    assert "Unaweza kukataa." in text(client.get(at, {"in": "sw"}))
    assert client.get(reverse("groups:consent", args=[person.pk, "other"])).status_code == 404


def test_the_answer_keeps_what_was_read_how_it_was_said_and_by_whom(at_the_desk, cast, person):
    client = at_the_desk("coordinator")
    at = reverse("groups:consent", args=[person.pk, "story"])

    client.post(at, answer(reader=cast["amina"].pk))
    page = text(client.get(reverse("groups:consents", args=[person.pk])))

    word = Consent.objects.get(participant=person, purpose=Purpose.STORY)
    assert (word.text_version, word.language, word.read_by) == ("1", "sw", cast["amina"])
    assert "20/11/2026, By mark, Swahili, text 1, read aloud by Amina, written down by Coordinator" in page


def test_a_yes_is_taken_back_in_one_step_and_a_new_yes_undoes_it(at_the_desk, person):
    client = at_the_desk("coordinator")

    page = text(client.post(reverse("groups:withdraw", args=[person.pk, "be_measured"]), follow=True))
    after = groups.consent_stands(person.pk, Purpose.BE_MEASURED)
    client.post(reverse("groups:consent", args=[person.pk, "be_measured"]), answer())

    assert "Taken back at once." in page
    assert "Be asked the questions: Taken back" in page
    assert not after
    assert groups.consent_stands(person.pk, Purpose.BE_MEASURED)


def test_each_purpose_says_honestly_what_follows(at_the_desk, person):
    page = text(at_the_desk("coordinator").get(reverse("groups:consents", args=[person.pk])))

    assert "What was answered before stays until they ask us to erase it." in page
    assert "before texts were kept" in page
    assert page.count("Said yes to an older text") == 2


def test_an_answer_to_a_text_that_is_not_there_is_refused_on_the_page(at_the_desk, person):
    page = at_the_desk("coordinator").post(
        reverse("groups:consent", args=[person.pk, "story"]), answer(version="7", language="rn")
    )

    assert "There is no text 7 for this in that language." in text(page)
    assert not Consent.objects.filter(participant=person, purpose=Purpose.STORY).exists()


def test_the_group_shows_who_may_be_asked_again(at_the_desk, aminas_group, person):
    make_consent(aminas_group, person, Purpose.BE_MEASURED, given=False)

    page = text(at_the_desk("coordinator").get(reverse("groups:group_consents", args=[aminas_group.pk])))

    assert "11 yeses are to an older text" in page
    assert page.count("Not asked yet") == 12


def test_who_only_sees_people_finds_no_way_to_change_a_word(at_the_desk, person):
    page = at_the_desk("carine").get(reverse("groups:consents", args=[person.pk])).content.decode()

    assert "All words" in page
    assert "/withdraw/" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_printed_with_places_for_a_mark(at_the_desk, language):
    made = at_the_desk("coordinator").get(reverse("groups:consent_sheet"), {"in": language})

    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF-")
    assert f"consent-{language}.pdf" in made["Content-Disposition"]
