"""The texts that are read aloud: short, in four languages, ending in a free no; and never changed once they were read."""

import hashlib
import json

import pytest

from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups.codes import Purpose
from tuvurane.groups.rules.consent_texts import current_text, text_of, texts_of

# A version that somebody said yes to stays as it was, word for word. Another text is another version, and another line.
KEPT = {
    ("take_part", "1"): "f5937727dbdc41860b7c1757346db53e4b90fbf0ab3cc91081b45973af49b8cd",
    ("be_measured", "1"): "5aad1feb21c8bc80aeb2d3e9925758013e5983b1a1f26ae6875f473d829f2c02",
    ("be_contacted", "1"): "e78a69107dee54e64c8544f7790588cbb11aef8550af2d992e99a36646b00883",
    ("story", "1"): "2f68554ba0fce0fa303bd46dc60a8edec44d3d0ed9d3158cb5598e2272f13ad6",
}
FREE = {
    "en": ("You can say no.", "Nothing else changes."),
    "fr": ("Vous pouvez dire non.", "Rien d'autre ne change."),
    "rn": ("Urashobora kwanka.", "Nta kindi gihinduka."),
    "sw": ("Unaweza kukataa.", "Hakuna kingine kinachobadilika."),
}
LONGEST = 26  # words that one can say in a breath
ALL = [text for purpose in Purpose for text in texts_of(purpose)]


def fingerprint(text):
    said = {language: list(spoken.sentences) for language, spoken in text.spoken.items()}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@pytest.mark.parametrize("text", ALL, ids=lambda text: f"{text.purpose} {text.version}")
def test_a_text_stays_what_it_was(text):
    assert fingerprint(text) == KEPT[text.purpose, text.version]


def test_no_text_is_kept_that_is_gone():
    assert {(text.purpose, text.version) for text in ALL} == set(KEPT)


@pytest.mark.parametrize("text", ALL, ids=lambda text: f"{text.purpose} {text.version}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_can_be_read_aloud_and_ends_in_a_free_no(text, language):
    spoken = text.spoken[language]

    assert spoken.sentences[-2:] == FREE[language]
    assert [sentence for sentence in spoken.sentences if len(sentence.split()) > LONGEST] == []
    assert len(spoken.sentences) == len(text.spoken["en"].sentences)
    assert spoken.status in ({"source"} if language == "en" else {"draft", "reviewed"})


def test_versions_come_one_after_the_other():
    for purpose in Purpose:
        versions = texts_of(purpose)
        assert sorted(text.since for text in versions) == [text.since for text in versions]
        assert len({text.version for text in versions}) == len(versions)
        assert current_text(purpose) == versions[-1]


def test_before_texts_were_kept_there_is_none():
    assert text_of(Purpose.STORY, "") is None
