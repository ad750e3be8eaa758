"""Every reason has a weight with a source, and is said in every language."""

import json
from datetime import date
from importlib import resources

import pytest

from tuvurane.foundation import words
from tuvurane.supervision import queries
from tuvurane.supervision.codes import HelpTopic
from tuvurane.supervision.rules.priority import Reason

THRESHOLDS = json.loads(resources.files("tuvurane.supervision").joinpath("thresholds.json").read_text(encoding="utf-8"))
CODES = sorted(name.removeprefix("weight_") for name in THRESHOLDS if name.startswith("weight_"))
FILLED = {
    "name": "Amina", "until": "", "on": "", "topic": "", "able": 1, "of": 2, "n": 3, "hours": 72, "since": "",
    "days": 15, "running": 2, "most": 1, "rounds": 3,
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_a_reason_is_said_in_every_language(code):
    said = {queries.sentence(Reason(code, 1, FILLED), language) for language in words.LANGUAGES}

    assert len(said) == len(words.LANGUAGES)
    assert not any("{" in sentence for sentence in said)


def test_every_word_of_a_reason_belongs_to_a_weight():
    spoken = {key.removeprefix("visit_reason.") for key in words.table() if key.startswith("visit_reason.")}

    assert spoken == set(CODES)


@pytest.mark.parametrize(("name", "read"), [item for item in THRESHOLDS.items() if item[0] != "version"])
def test_every_threshold_says_its_unit_and_where_it_comes_from(name, read):
    assert read["unit"]
    assert read["source"]


def test_a_topic_is_said_in_words_and_a_day_as_people_write_it():
    reason = Reason("help_asked", 85, {"name": "Amina", "topic": HelpTopic.PHONE, "on": date(2026, 11, 9)})

    assert queries.sentence(reason, "fr") == "Amina a demandé de l'aide le 09/11/2026 : Le téléphone"
