"""Licensed wording reaches the phone; without it the phone has our own short labels."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.unit.measures.conftest import NOW, SYSTEM
from tuvurane.journal.models import Entry
from tuvurane.measures import actions, problems, queries, scoring
from tuvurane.measures.models import Wording
from tuvurane.people import problems as people_problems

NOBODY = uuid4()
"""An organisation that has chosen nothing: it asks what is asked by default."""


def whole(language="rn", text="Text"):
    keys = scoring.instrument_named("who5").item_keys
    return [scoring.WordingRow("who5", "1", language, key, f"{text} {key}", "Permission") for key in keys]


def test_without_wording_a_phone_gets_labels_and_no_text(db):
    srq20, who5 = queries.instruments_for_phone(NOBODY, "fr")

    assert (srq20["name"], who5["name"]) == ("srq20", "who5")
    assert who5["title"] == "Indice de bien-être (WHO-5)"
    assert set(who5) == {"name", "version", "title", "items", "options"}
    assert set(who5["items"][0]) == {"key", "label", "text"}
    assert set(who5["options"][0]) == {"value", "label"}
    assert {len(item["text"]) for item in srq20["items"] + who5["items"]} == {0}
    assert [item["key"] for item in srq20["items"] if item.get("safeguarding")] == ["srq_17"]


def test_a_loaded_wording_reaches_the_phone_in_its_language(db, django_assert_num_queries):
    actions.load_wording(actor=SYSTEM, rows=[*whole(), *whole("fr", "Texte")], now=NOW)

    # the organisation's own waves, and the wordings
    with django_assert_num_queries(2):
        _, who5 = queries.instruments_for_phone(NOBODY, "rn")

    assert who5["items"][0]["text"] == {"rn": "Text who_1", "fr": "Texte who_1"}
    assert queries.wordings_loaded() == [("who5", "1", "fr"), ("who5", "1", "rn")]


def test_loading_a_language_again_replaces_it(db):
    actions.load_wording(actor=SYSTEM, rows=whole(), now=NOW)

    loaded = actions.load_wording(actor=SYSTEM, rows=whole(text="Better"), now=NOW)

    assert loaded == 5
    assert Wording.objects.count() == 5
    assert Wording.objects.get(item="who_1").text == "Better who_1"
    assert Entry.objects.latest("seq").detail == {"version": "1", "language": "rn", "texts": 5}


@pytest.mark.parametrize("rows", [[], whole()[:4], [replace(whole()[0], item="who_9"), *whole()]])
def test_rows_that_do_not_fit_load_nothing(db, rows):
    with pytest.raises(problems.WordingRefused):
        actions.load_wording(actor=SYSTEM, rows=rows, now=NOW)

    assert Wording.objects.count() == 0


def test_an_evaluator_loads_wording_and_a_supervisor_does_not(world):
    actions.load_wording(actor=world.actors["eva"], rows=whole(), now=NOW)

    with pytest.raises(people_problems.NotAllowed):
        actions.load_wording(actor=world.actors["carine"], rows=whole(), now=NOW)
    assert Wording.objects.count() == 5
