"""The table of words, on a small table of our own."""

import pytest

from tuvurane.foundation import words
from tuvurane.foundation.words import Status

HEADER = ",".join(words.COLUMNS)
TABLE = f"""{HEADER}
greet,Hello {{name}},Bonjour {{name}},reviewed,Amahoro {{name}},draft,,,
plain,A {{brace}} stays,,,,,,,
"""


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Put a table of words in the place of ours."""
    (tmp_path / "table_of_words").mkdir()
    monkeypatch.setattr(words.resources, "files", lambda _: tmp_path)

    def write(text, name="small"):
        (tmp_path / "table_of_words" / f"{name}.csv").write_text(text, encoding="utf-8")
        words.table.cache_clear()

    yield write
    monkeypatch.undo()
    words.table.cache_clear()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Hello Amina"),
        ("fr", "Bonjour Amina"),
        ("rn", "Amahoro Amina"),
        ("sw", "Hello Amina"),  # empty cell: English
        ("de", "Hello Amina"),  # unknown language: English
    ],
)
def test_a_word_is_said_in_the_readers_language_or_in_english(put, language, said):
    put(TABLE)

    assert words.say("greet", language, name="Amina") == said


@pytest.mark.parametrize(
    ("language", "status"),
    [
        ("en", Status.SOURCE),
        ("fr", Status.REVIEWED),
        ("rn", Status.DRAFT),
        ("sw", Status.MISSING),
        ("de", Status.MISSING),
    ],
)
def test_a_word_carries_its_review_status(put, language, status):
    put(TABLE)

    assert words.status("greet", language) is status


def test_a_missing_detail_is_an_error_and_not_a_hole_in_the_sentence(put):
    put(TABLE)

    with pytest.raises(KeyError):
        words.say("greet", "en", nom="Amina")


def test_an_unknown_key_is_an_error(put):
    put(TABLE)

    assert not words.knows("farewell")
    with pytest.raises(KeyError):
        words.say("farewell", "en")


def test_a_key_that_stands_twice_stops_the_reading(put):
    put(TABLE)
    put(TABLE, name="twin")

    with pytest.raises(ValueError, match="greet stands twice"):
        words.table()


def test_a_family_with_other_columns_stops_the_reading(put):
    put("key,en\ngreet,Hello\n")

    with pytest.raises(ValueError, match="the header must be"):
        words.table()


def test_a_status_that_does_not_exist_stops_the_reading(put):
    put(f"{HEADER}\ngreet,Hello,Bonjour,perfect,,,,,\n")

    with pytest.raises(ValueError, match="perfect"):
        words.table()
