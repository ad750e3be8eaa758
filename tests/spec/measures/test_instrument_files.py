"""Instrument files: what is shipped, and what a file that does not fit is told."""

import json

import pytest

from tuvurane.measures import problems, scoring


def write(folder, pack, name="who5.json"):
    file = folder / name
    file.write_text(json.dumps(pack), encoding="utf-8")
    return file


def test_three_instruments_are_shipped_with_their_ranges():
    shipped = {
        entry["name"]: (entry["items"], entry["minimum"], entry["maximum"]) for entry in scoring.list_instruments()
    }

    assert shipped == {"srq20": (20, 0, 20), "who5": (5, 0, 100), "phq9": (9, 0, 27)}


def test_every_label_stands_in_four_languages_and_is_marked_as_a_draft():
    for instrument in scoring.load_instruments().values():
        assert instrument.words_status == {"en": "source", "fr": "draft", "rn": "draft", "sw": "draft"}
        for label in [item.label for item in instrument.items] + [option.label for option in instrument.options]:
            assert set(label) == {"en", "fr", "rn", "sw"}


def test_every_cut_off_names_its_population_and_source():
    for instrument in scoring.load_instruments().values():
        for cutoff in instrument.cutoffs:
            assert cutoff.population["en"]
            assert cutoff.source.startswith("https://")


def test_a_shown_definition_says_everything_and_is_plain_data():
    shown = scoring.render_instrument(scoring.instrument_named("srq20"))

    again = json.loads(json.dumps(shown))
    assert again == shown
    assert set(shown) == {
        "name", "version", "title", "words_status", "items", "scale", "scoring", "cutoffs", "reliability", "licence",
        "sources",
    }  # fmt: skip
    assert shown["items"][16]["key"] == "srq_17"
    assert shown["items"][16]["safeguarding"] is True
    assert [cutoff["value"] for cutoff in shown["cutoffs"]] == [10, 8]
    assert shown["scoring"]["missing_items"]["rule"] == "no_total"


def test_an_unknown_name_is_answered_with_those_that_exist():
    with pytest.raises(problems.InstrumentUnknown) as refused:
        scoring.instrument_named("gad7")

    assert refused.value.sentence() == "No questionnaire is called gad7. There are: phq9, srq20, who5"


def test_the_shipped_file_is_read_as_it_stands(tmp_path, pack):
    file = write(tmp_path, pack)

    assert scoring.read_instrument(file) == scoring.instrument_named("who5")


def _set(*path, value):
    def bend(pack):
        *parents, last = path
        for step in parents:
            pack = pack[step]
        pack[last] = value

    return bend


def _drop(*path):
    def bend(pack):
        *parents, last = path
        for step in parents:
            pack = pack[step]
        del pack[last]

    return bend


BENT = [
    (_drop("licence"), "licence", "field_absent"),
    (_drop("items", 1, "label", "rn"), "items[1].label.rn", "field_absent"),
    (_set("colour", value="red"), "colour", "field_unknown"),
    (_set("items", 0, "hidden", value=True), "items[0].hidden", "field_unknown"),
    (_set("items", value=[]), "items", "expected"),
    (_set("items", value="who_1"), "items", "expected"),
    (_set("items", 0, value="who_1"), "items[0]", "expected"),
    (_set("items", 0, "label", "en", value="  "), "items[0].label.en", "expected"),
    (_set("items", 0, "key", value="WHO 1"), "items[0].key", "expected"),
    (_set("items", 0, "reverse", value="no"), "items[0].reverse", "expected"),
    (_set("items", 1, "key", value="who_1"), "items[1].key", "repeated"),
    (_set("options", 1, "value", value=0), "options[1].value", "repeated"),
    (_set("options", 1, "value", value=True), "options[1].value", "expected"),
    (_set("options", 0, "value", value=9), "options", "expected"),
    (_set("scoring", "method", value="mean"), "scoring.method", "expected"),
    (_set("scoring", "multiplier", value=0), "scoring.multiplier", "expected"),
    (_set("scoring", "maximum", value=99), "scoring.maximum", "expected"),
    (_set("scoring", "minimum", value=1), "scoring.minimum", "expected"),
    (_set("scoring", "better", value="more"), "scoring.better", "expected"),
    (_set("cutoffs", 0, "value", value=101), "cutoffs[0].value", "expected"),
    (_set("cutoffs", 0, "sex", value="O"), "cutoffs[0].sex", "expected"),
    (_set("cutoffs", 0, "source", value="a paper"), "cutoffs[0].source", "expected"),
    (_set("subscales", value={"mood": ["who_9"]}), "subscales.mood", "expected"),
    (_set("subscales", value={"mood": ["who_1", "who_1"]}), "subscales.mood[1]", "repeated"),
    (_set("subscales", value=[]), "subscales", "expected"),
    (_set("reliability", value=[{"value": 2}]), "reliability[0].value", "expected"),
    (_set("important_change", "value", value=0), "important_change.value", "expected"),
    (_set("name", value="other"), "name", "expected"),
]


@pytest.mark.parametrize(("bend", "place", "code"), BENT)
def test_a_file_that_does_not_fit_names_its_place_and_repair(tmp_path, pack, bend, place, code):
    bend(pack)

    with pytest.raises(problems.InstrumentFileBroken) as refused:
        scoring.read_instrument(write(tmp_path, pack))

    assert (place, code) in {(fault.column, fault.code) for fault in refused.value.faults}
    assert refused.value.details["file"] == "who5.json"
    assert all(line.strip() for line in refused.value.lines("rn"))


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]"])
def test_a_file_that_is_no_json_object_is_refused(tmp_path, content):
    (tmp_path / "who5.json").write_bytes(content)

    with pytest.raises(problems.InstrumentFileBroken):
        scoring.read_instrument(tmp_path / "who5.json")


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"who_1": 6}, problems.AnswerOutOfRange),
        ({"who_1": -1}, problems.AnswerOutOfRange),
        ({"who_1": True}, problems.AnswerOutOfRange),
        ({"who_1": 1.0}, problems.AnswerOutOfRange),
        ({"who_9": 1}, problems.ItemUnknown),
    ],
)
def test_an_answer_off_the_scale_raises_and_names_the_item(answers, problem):
    with pytest.raises(problem) as refused:
        scoring.score(scoring.instrument_named("who5"), answers, None)

    assert next(iter(answers)) in refused.value.sentence()
