"""Instrument files: what is shipped, and what a file that does not fit is told."""

import json

import pytest

from tuvurane.measures import problems, scoring


def write(folder, pack, name="who5.json"):
    file = folder / name
    file.write_text(json.dumps(pack), encoding="utf-8")
    return file


def test_ten_instruments_are_shipped_with_their_ranges():
    shipped = {
        entry["name"]: (entry["items"], entry["minimum"], entry["maximum"]) for entry in scoring.list_instruments()
    }

    assert shipped == {
        "srq20": (20, 0, 20),
        "who5": (5, 0, 100),
        "phq9": (9, 0, 27),
        "pcl5": (20, 0, 80),
        "mspss": (12, 1, 7),
        "ucla3": (3, 3, 9),
        "sascat": (9, None, None),
        "functioning": (7, 0, 21),
        "coping": (6, 0, 18),
        "small_shifts": (12, 0, 36),
    }


def test_our_own_sets_are_free_not_validated_and_without_a_limit():
    for name in ("functioning", "coping", "small_shifts"):
        own = scoring.instrument_named(name)
        assert (own.validated, own.licence.name, own.cutoffs, own.bands, own.points) == (False, "CC0", (), (), ())


def test_every_label_stands_in_four_languages_and_is_marked_as_a_draft():
    for instrument in scoring.load_instruments().values():
        assert instrument.words_status == {"en": "source", "fr": "draft", "rn": "draft", "sw": "draft"}
        labels = [one.label for item in instrument.items for one in (item, *item.options)]
        labels += [instrument.title, *(subscale.title for subscale in instrument.subscales)]
        for label in labels:
            assert set(label) == {"en", "fr", "rn", "sw"}
            assert len(set(label.values())) > 1, label


def test_every_limit_and_every_number_of_change_names_its_source():
    for instrument in scoring.load_instruments().values():
        limits = (instrument.cutoffs, instrument.criteria, instrument.bands)
        change = (instrument.points, instrument.reliability, instrument.spread)
        for row in (row for rows in limits + change for row in rows):
            assert row.source.startswith("https://"), (instrument.name, row)
        for row in (row for rows in limits for row in rows):
            assert row.population["en"]


def test_a_shown_definition_says_everything_and_is_plain_data():
    shown = scoring.render_instrument(scoring.instrument_named("srq20"))

    again = json.loads(json.dumps(shown))
    assert again == shown
    assert set(shown) == {
        "name", "version", "title", "about", "validated", "words_status", "items", "scale", "scoring", "subscales",
        "missing_items", "cutoffs", "criteria", "bands", "bands_conflict", "change", "licence", "sources",
    }  # fmt: skip
    assert shown["items"][16]["key"] == "srq_17"
    assert shown["items"][16]["safeguarding"] is True
    assert [cutoff["value"] for cutoff in shown["cutoffs"]] == [10, 8]
    assert shown["missing_items"]["rule"] == "no_total"


def test_an_unknown_name_is_answered_with_those_that_exist():
    with pytest.raises(problems.InstrumentUnknown) as refused:
        scoring.instrument_named("gad7")

    assert refused.value.sentence() == (
        "No questionnaire is called gad7. There are: coping, functioning, mspss, pcl5, phq9, sascat, small_shifts, "
        "srq20, ucla3, who5"
    )


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


LOCAL = {"en": "One", "fr": "Un", "rn": "Rimwe", "sw": "Moja"}
FOR_WHOM = {"population": LOCAL, "language": None, "sex": None, "source": "https://example.org", "note": LOCAL}
CRITERIA = FOR_WHOM | {"at_least": 2, "clusters": [{"title": LOCAL, "items": ["who_1"], "needed": 2}]}
BANDS = FOR_WHOM | {
    "of": "total",
    "bands": [
        {"level": "low", "label": LOCAL, "from": 0, "to": 50},
        {"level": "high", "label": LOCAL, "from": 50, "to": 100},
    ],
}
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
    (_set("scoring", "method", value="median"), "scoring.method", "expected"),
    (_set("scoring", "method", value="mean"), "scoring.maximum", "expected"),
    (
        _set("scoring", value={"method": "none", "better": "higher", "why": LOCAL}),
        "subscales",
        "no_total_needs_subscales",
    ),
    (_set("scoring", value={"method": "none", "better": "higher", "why": LOCAL}), "cutoffs", "no_total_no_limits"),
    (
        _set("scoring", value={"method": "none", "better": "higher", "why": LOCAL}),
        "change.points",
        "no_total_no_limits",
    ),
    (_set("validated", value=False), "cutoffs", "not_validated"),
    (_set("items", 0, "safeguarding", value="yes"), "items[0].safeguarding", "expected"),
    (
        _set("items", 0, value={"key": "who_1", "label": LOCAL, "safeguarding": True, "reverse": True}),
        "items[0].safeguarding",
        "screening_scale",
    ),
    (_set("items", 0, value={"key": "sex", "label": LOCAL}), "items[0].key", "reserved"),
    (_set("items", 0, "options", value=[{"value": 1, "label": LOCAL}]), "items[0].options", "expected"),
    (_set("missing_items", "most", value=1), "missing_items.most", "field_unknown"),
    (_set("missing_items", "rule", value="guess"), "missing_items.rule", "expected"),
    (
        _set("missing_items", value={"rule": "prorate", "most": 5, "why": LOCAL, "source": "proposed default"}),
        "missing_items.most",
        "expected",
    ),
    (_set("cutoffs", 0, "to", value=52), "cutoffs[0].to", "expected"),
    (_set("criteria", value=[CRITERIA]), "criteria[0].clusters[0].needed", "expected"),
    (_set("bands", value=[BANDS]), "bands[0].bands[1].from", "expected"),
    (_set("change", "points", 0, "value", value=float("nan")), "change.points[0].value", "expected"),
    (_set("change", "points", 0, "value", value=101), "change.points[0].value", "expected"),
    (_set("licence", "labels", value="owner"), "licence.permission", "permission"),
    (_set("title", "rn", value="a\x00"), "title.rn", "expected"),
    (_set("version", value="1.01"), "version", "expected"),
    (
        _set("subscales", value={"mood": {"title": LOCAL, "items": ["who_1", "who_2"], "most": 1}}),
        "subscales.mood.most",
        "prorate_only",
    ),
    (_set("scoring", "multiplier", value=0), "scoring.multiplier", "expected"),
    (_set("scoring", "maximum", value=99), "scoring.maximum", "expected"),
    (_set("scoring", "minimum", value=1), "scoring.minimum", "expected"),
    (_set("scoring", "better", value="more"), "scoring.better", "expected"),
    (_set("cutoffs", 0, "value", value=101), "cutoffs[0].value", "expected"),
    (_set("cutoffs", 0, "sex", value="O"), "cutoffs[0].sex", "expected"),
    (_set("cutoffs", 0, "source", value="a paper"), "cutoffs[0].source", "expected"),
    (_set("subscales", value={"mood": {"title": LOCAL, "items": ["who_9"]}}), "subscales.mood.items[0]", "expected"),
    (
        _set("subscales", value={"mood": {"title": LOCAL, "items": ["who_1", "who_1"]}}),
        "subscales.mood.items[1]",
        "repeated",
    ),
    (_set("subscales", value=[]), "subscales", "expected"),
    (_set("change", "reliability", value=[{"value": 2}]), "change.reliability[0].value", "expected"),
    (_set("change", "points", 0, "value", value=0), "change.points[0].value", "expected"),
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


def test_all_faults_are_told_at_once_and_a_strange_value_is_still_printable(tmp_path, pack):
    pack["items"][0]["key"] = "\ud800\x00" + "x" * 500
    del pack["sources"]

    with pytest.raises(problems.InstrumentFileBroken) as refused:
        scoring.read_instrument(write(tmp_path, pack))

    assert {fault.column for fault in refused.value.faults} == {"items[0].key", "sources"}
    assert all(len(line.encode()) < 300 for line in refused.value.lines("sw"))


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]", b"[" * 100_000, b"1" * 5_000])
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
