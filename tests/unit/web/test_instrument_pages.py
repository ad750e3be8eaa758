"""The pages of the questionnaires: everything that a score rests on, legibly."""

import json
import re
from importlib import resources

import pytest
from django.urls import reverse

from tests.cast import NOW, SYSTEM
from tuvurane.measures import actions


def partner_pack(**changed):
    file = resources.files("tuvurane.measures").joinpath("instruments", "who5.json")
    data = json.loads(file.read_text(encoding="utf-8")) | {"name": "partner_mood"}
    data["licence"] |= {"permission": "Letter of 3 March 2026"}
    return data | changed


@pytest.fixture
def page(at_the_desk):
    client = at_the_desk("eva")

    def read(name, **asked):
        answer = client.get(reverse("instruments:instrument", args=[name]), asked)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))

    return read


def test_bands_that_contradict_each_other_stand_side_by_side_and_none_is_chosen(page):
    said = page("mspss")

    assert "Published bands contradict each other" in said
    assert "Low 1–2.9; Moderate 3–5; High 5.1–7" in said
    assert "Low 12–48; Moderate 49–68; High 69–84" in said
    assert "Family 3, 4, 8, 11 mean 1–7" in said


def test_reliable_change_stands_with_what_it_rests_on(page):
    said = page("srq20")

    assert "Woman 5.42 0.85. Adults in Rwanda, study made for sociotherapy 5.05. Sociotherapy group before" in said
    assert "The total runs from 0 to 19 and is compared only with such totals." in said


def test_a_reliability_without_a_spread_gives_no_rule_and_says_why(page):
    assert "A reliability is published (0.79, People with epilepsy, Kinyarwanda), but no spread" in page("phq9")


def test_a_range_a_limit_by_answers_and_what_only_is_shown_are_told_apart(page):
    said = page("pcl5")

    assert "≥31–33" in said
    assert "D: thoughts and mood: 2 of 7 answered 2 or more" in said
    assert "a response to treatment. Shown only; nobody is called better or worse by it." in said


def test_a_tool_without_a_total_says_why_and_shows_scales_of_single_questions(page):
    said = page("sascat")

    assert "There is no total: teams score this tool differently" in said
    assert "its own answers: 0 No group, 1 One group, 2 Two groups or more" in said
    assert "sascat_9; runs the other way" in said


def test_what_is_not_validated_is_called_so_on_its_page_and_in_the_list(page, at_the_desk):
    assert "This questionnaire has not been validated" in page("small_shifts")
    assert at_the_desk("eva").get(reverse("instruments:list")).content.decode().count("not validated") == 3


def test_a_partners_instrument_has_a_page_for_each_of_its_versions(page, at_the_desk):
    for version in ("1", "2"):
        actions.load_instrument(actor=SYSTEM, data=partner_pack(version=version), now=NOW)

    assert "Version 2." in page("partner_mood")
    assert "Letter of 3 March 2026" in page("partner_mood", version="1")
    unknown = at_the_desk("eva").get(reverse("instruments:instrument", args=["partner_mood"]), {"version": "7"})
    assert unknown.status_code in {404, 422}
