"""What is asked: in four languages, for the worse too, and for no account of sexual violence."""

import re

import pytest

from tuvurane.foundation.words import LANGUAGES
from tuvurane.stories import queries
from tuvurane.stories.rules.pointing import folded

# Beginnings of words by which somebody would be asked for such an account, in the four languages.
SOLICITING = (
    "sex", "rape", "raping", "abus", "violat", "violen", "viol ", "assault", "harass", "molest", "agress", "force",
    "fata ku nguvu", "gufata ku nguvu", "igitsina", "ibitsina", "ihohoter", "ubakwi", "kunyonga", "bakwa", "ubakaji",
    "kubaka", "kingono", "ngono", "ukatili", "unyanyas", "jinsia", "perpetrat", "torture", "genocid", "kill", "tue",
)  # fmt: skip


@pytest.mark.parametrize("prompt", queries.prompts(), ids=lambda prompt: prompt.code)
def test_a_prompt_asks_in_four_languages(prompt):
    assert set(prompt.texts) == set(LANGUAGES)
    assert all(text.strip().endswith("?") for text in prompt.texts.values())


@pytest.mark.parametrize("prompt", queries.prompts(), ids=lambda prompt: prompt.code)
def test_no_prompt_asks_for_accounts_of_violence(prompt):
    asked = [re.sub(r"\s+", " ", f" {folded(text)} ") for text in prompt.texts.values()]

    assert [stem for stem in SOLICITING for text in asked if f" {stem}" in text] == []


def test_a_change_for_the_worse_is_among_them():
    assert "got_harder" in {prompt.code for prompt in queries.prompts()}
    assert queries.prompts_version()
