"""The booklet on paper: whose words they are, what may be done with them, each story on its page."""

from dataclasses import replace
from datetime import date

import pytest

from tests.pdf import text_of
from tuvurane.exchange.printing import Booklet, Page, Worded, booklet
from tuvurane.foundation.words import LANGUAGES

LONG = " ".join(f"word{n}" for n in range(900))
PAGES = [
    Page(
        "Neighbours",
        "Gitega",
        [Worded("rn", "Twarahanye amazi.", "Ubu ndasinzira."), Worded("en", "We passed the water.", "")],
    ),
    Page("The family", "Makamba", [Worded("fr", "Il pose ses sandales.", "La maison respire.")]),
]
MADE = Booklet("Amahoro", "learn_inside", date(2026, 11, 28), "en", PAGES, "Carine, at the office")


@pytest.mark.parametrize("rung", ["learn_inside", "share_consortium", "publish_anonymised"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_in_every_language_for_every_reader(language, rung):
    assert booklet(replace(MADE, language=language, rung=rung))[:5] == b"%PDF-"


def test_it_says_what_was_agreed_to_that_copies_stay_and_whom_to_tell():
    said = " ".join(text_of(booklet(MADE)).split())

    assert "people inside this programme learn from their story" in said
    assert "in force on 28/11/2026" in said
    assert "This paper cannot be called back" in said
    assert "Tell: Carine, at the office" in said
    assert "Stories: 2." in said


def test_each_story_stands_with_why_it_matters_and_its_translation_beside():
    said = " ".join(text_of(booklet(MADE)).split())

    for words in ("Twarahanye amazi.", "Ubu ndasinzira.", "We passed the water.", "Il pose ses sandales."):
        assert words in said


def test_a_translation_into_another_language_than_the_booklets_is_left_out():
    said = text_of(booklet(replace(MADE, language="fr")))

    assert "We passed the water." not in said


def test_a_long_story_runs_over_several_pages():
    long = Page("Anger", "Rutana", [Worded("en", LONG, "It was long.")])

    said = text_of(booklet(replace(MADE, pages=[long])))

    assert "word899" in said


def test_what_is_told_is_never_markup():
    told = Page("Anger", "Rutana", [Worded("en", "#panic() *bold* $x$ \\ <b>", "")])

    assert "#panic()" in text_of(booklet(replace(MADE, pages=[told])))
