import pytest

from tuvurane.foundation import words
from tuvurane.places import queries
from tuvurane.places.models import fold


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Nyanza-Lac", "nyanza lac"),
        ("Nyanza–Lac", "NYANZA LAC"),
        ("Rwanang'ombe", "rwanangombe"),
        ("Rwanang’ombe", "Rwanang'ombe"),
        ("Kabézi", "kabezi"),
        ("  Quartier   Kinindo ", "quartier kinindo"),
        ("Butaganzwa (Ruyigi)", "butaganzwa ruyigi"),
    ],
)
def test_names_that_people_hold_for_the_same_fold_alike(written, asked):
    assert fold(written) == fold(asked)


@pytest.mark.parametrize("text", ["", "  ", "-", "'", "…", "_"])
def test_text_without_letters_folds_to_nothing(text):
    assert fold(text) == ""


def test_a_level_is_called_by_its_word_and_else_by_itself():
    called = [queries.level_name("commune", "sw"), queries.level_name("sous_prefecture", "fr")]

    assert called == ["Komyuni", "sous prefecture"]


def test_every_fault_has_words_in_all_four_languages():
    keys = [key for key in words.table() if key.startswith(("problem.places.", "places.", "level."))]

    missing = [key for key in keys if not all(words.table()[key].texts.values())]

    assert len(keys) > 40
    assert missing == []
