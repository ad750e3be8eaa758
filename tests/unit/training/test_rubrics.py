"""Our own rubric is whole, and a pack with faults is refused with all of them."""

import copy
import json
import re
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.foundation.words import LANGUAGES
from tuvurane.training.problems import PackFaulty
from tuvurane.training.rules.levels import level_of
from tuvurane.training.rules.rubrics import Kind, faults_of, own, read_pack, text_in

COMPETENCES = [
    "listening", "safety", "participation", "here_and_now", "empathy", "conflict", "confidentiality", "referral",
    "time", "phases", "self_restraint", "pair_work",
]  # fmt: skip
TEXTS = [
    (competence.code, behaviour.code, behaviour.text)
    for competence in own().competences
    for behaviour in competence.behaviours
]
# Kinyarwanda's spellings; the neighbouring language is easily mistaken for ours.
KINYARWANDA = re.compile(r"[cb]y[aeiou]|\b(?:yego|ohereza|kuwa)\b", re.IGNORECASE)


def test_our_rubric_has_the_twelve_competences_in_their_order_and_is_open():
    rubric = own()

    assert (rubric.name, rubric.version, rubric.licence) == ("tuvurane-cbs", "1.0", "CC0-1.0")
    assert [competence.code for competence in rubric.competences] == COMPETENCES


def test_the_languages_of_our_rubric_say_how_far_they_have_come():
    assert own().status == {"en": "source", "fr": "draft", "rn": "draft", "sw": "draft"}


@pytest.mark.parametrize("competence", own().competences, ids=lambda competence: competence.code)
def test_each_competence_has_two_or_three_harmful_three_basic_and_two_advanced_behaviours(competence):
    kinds = [behaviour.kind for behaviour in competence.behaviours]

    assert kinds.count(Kind.HARMFUL) in {2, 3}
    assert (kinds.count(Kind.BASIC), kinds.count(Kind.ADVANCED)) == (3, 2)
    assert [behaviour.code[0] for behaviour in competence.behaviours] == [kind.value[0] for kind in kinds]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_every_language_and_no_two_behaviours_say_the_same(language):
    said = [text[language] for _, _, text in TEXTS]
    about = [part[language] for one in own().competences for part in (one.title, one.about)]

    assert len(set(said)) == len(said)
    assert all(text == text.strip() and text.endswith(".") for text in said)
    assert all(about)
    assert max(len(text) for text in said) <= 120


def test_no_two_languages_share_a_sentence():
    for _, _, text in TEXTS:
        assert len(set(text.values())) == len(LANGUAGES)


def test_kirundi_is_not_kinyarwanda():
    assert not [text["rn"] for _, _, text in TEXTS if KINYARWANDA.search(text["rn"])]


@pytest.mark.parametrize("competence", own().competences, ids=lambda competence: competence.code)
def test_every_level_can_be_reached_in_every_competence(competence):
    of = {kind: [one.code for one in competence.behaviours if one.kind == kind] for kind in Kind}

    reached = [
        level_of(ticked, competence)
        for ticked in (of[Kind.HARMFUL][:1], of[Kind.BASIC][:1], of[Kind.BASIC], of[Kind.BASIC] + of[Kind.ADVANCED][:1])
    ]

    assert reached == [1, 2, 3, 4]


def test_a_reader_of_another_language_reads_english_else_whatever_there_is():
    assert text_in({"en": "Peace", "fr": "Paix"}, "fr") == "Paix"
    assert text_in({"en": "Peace", "fr": "Paix"}, "sw") == "Peace"
    assert text_in({"fr": "Paix"}, "sw") == "Paix"


# ---------------------------------------------------------------------------------------- packs

FILE = resources.files("tuvurane.training").joinpath("rubric", "tuvurane-cbs-1.0.json")
WHOLE = json.loads(FILE.read_text(encoding="utf-8"))
SMALL = {
    "name": "partner-tool",
    "version": "2",
    "title": {"en": "A tool"},
    "licence": "All rights reserved",
    "permission_ref": "Letter of 3 March 2026",
    "source": "The partner",
    "status": {"en": "source"},
    "competences": [
        {
            "code": "listening",
            "title": {"en": "Listening"},
            "about": {"en": "Listens."},
            "behaviours": [
                {"code": "h1", "kind": "harmful", "text": {"en": "Shouts."}},
                {"code": "b1", "kind": "basic", "text": {"en": "Is quiet."}},
                {"code": "a1", "kind": "advanced", "text": {"en": "Waits."}},
            ],
        }
    ],
}


def changed(path, value):
    """The small pack with the value at a place changed, or taken away (None)."""
    pack = copy.deepcopy(SMALL)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = pack
    for step in way:
        place = place[step]
    if value is None and isinstance(place, dict):
        place.pop(last, None)
    else:
        place[last] = value
    return pack


BEHAVIOUR = "competences.0.behaviours.0"
# what is changed -> the places of the faults and their codes
FAULTS = [
    ("name", "Partner Tool", [("name", "name")]),
    ("name", None, [("name", "absent")]),
    ("version", 2, [("version", "version")]),
    ("version", "", [("version", "version")]),
    ("licence", " ", [("licence", "licence")]),
    ("licence", None, [("licence", "absent")]),
    ("source", None, [("source", "absent")]),
    ("permission_ref", "", [("permission_ref", "permission")]),
    ("permission_ref", None, [("permission_ref", "permission")]),
    ("permission_ref", 7, [("permission_ref", "permission_shape")]),
    ("price", 3, [("price", "unknown")]),
    ("sources", "a book", [("sources", "list")]),
    ("title", "A tool", [("title", "object")]),
    ("title", {"en": " "}, [("title.en", "text")]),
    ("title", {"en": "A tool", "fr": "Un outil"}, [("title.fr", "language")]),
    ("title", {}, [("title.en", "absent")]),
    ("competences", [], [("competences", "list")]),
    ("competences", {}, [("competences", "list")]),
    ("competences.0", "listening", [("competences[0]", "object")]),
    ("competences.0.code", "Listening!", [("competences[0].code", "code")]),
    ("competences.0.behaviours", [], [("competences[0].behaviours", "list")]),
    (f"{BEHAVIOUR}.kind", "bad", [
        ("competences[0].behaviours[0].kind", "one_of"), ("competences[0].behaviours", "kind_absent"),
    ]),
    (f"{BEHAVIOUR}.kind", ["harmful"], [
        ("competences[0].behaviours[0].kind", "one_of"), ("competences[0].behaviours", "kind_absent"),
    ]),
    (f"{BEHAVIOUR}.code", "b1", [("competences[0].behaviours[1].code", "repeated")]),
    (f"{BEHAVIOUR}.text", {"en": "x" * 401}, [("competences[0].behaviours[0].text.en", "text")]),
    (f"{BEHAVIOUR}.level", 1, [("competences[0].behaviours[0].level", "unknown")]),
    (f"{BEHAVIOUR}.text", None, [("competences[0].behaviours[0].text", "absent")]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "faults"), FAULTS, ids=[f"{path} {value}"[:60] for path, value, _ in FAULTS])
def test_a_fault_is_told_with_its_place(path, value, faults):
    assert [(fault.place, fault.code) for fault in faults_of(changed(path, value))] == faults


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        ({}, ("status", "languages")),
        ("en", ("status", "languages")),
        ({"en": "good"}, ("status.en", "one_of")),
        ({"de": "draft", "en": "source"}, ("status.de", "language")),
    ],
    ids=["none", "a text", "no such state", "no language of ours"],
)
def test_a_fault_of_the_languages_is_told_before_those_of_the_texts(status, fault):
    [first, *_] = faults_of(changed("status", status))

    assert (first.place, first.code) == fault


def test_all_faults_are_told_at_once_and_in_four_languages():
    pack = changed("licence", "Ask us") | {"permission_ref": "", "title": {}, "extra": 1}

    with pytest.raises(PackFaulty) as refused:
        read_pack(pack)

    faults = refused.value.faults
    assert [fault.place for fault in faults] == ["extra", "permission_ref", "title.en"]
    assert refused.value.details["count"] == 3
    for language in LANGUAGES:
        sentences = [fault.sentence(language) for fault in faults]
        assert len(set(sentences)) == 3
        assert sentences[0].startswith("extra: ")


@pytest.mark.parametrize("data", [None, [], "pack", 7, {}], ids=repr)
def test_what_is_no_pack_at_all_is_refused_with_a_sentence(data):
    with pytest.raises(PackFaulty) as refused:
        read_pack(data)

    assert all(fault.sentence() for fault in refused.value.faults)


OPEN = [
    "CC0", "CC0-1.0", "CC0 1.0", "cc0-1.0", "CC BY 4.0", "CC-BY-4.0", "CC BY-SA 4.0", "CC-BY-SA-3.0", "CC BY",
    "CC BY 4.0 International", "Public domain", "PDDL-1.0", "ODC-BY-1.0",
]  # fmt: skip
NOT_OPEN = [
    "CC BY-NC 4.0", "CC BY-ND 4.0", "CC-BY-NC-SA-4.0", "Copyright WHO", "CC0-like, but ask", "Proprietary", "",
    "CC BY 4.0 with restrictions",
]  # fmt: skip


@pytest.mark.parametrize("licence", OPEN)
def test_an_open_licence_needs_no_permission(licence):
    assert read_pack(changed("permission_ref", None) | {"licence": licence}).permission_ref == ""


@pytest.mark.parametrize("licence", NOT_OPEN)
def test_any_other_licence_needs_the_reference_of_a_permission(licence):
    faults = [fault.code for fault in faults_of(changed("permission_ref", " ") | {"licence": licence})]

    assert "permission" in faults


def test_a_pack_is_read_as_it_was_written():
    rubric = read_pack(SMALL)

    assert (rubric.permission_ref, rubric.licence) == ("Letter of 3 March 2026", "All rights reserved")
    assert rubric.competence("listening").behaviours[0].kind is Kind.HARMFUL
    assert read_pack(json.loads(json.dumps(WHOLE))) == own()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PLACES = ["name", "status", "title", "sources", "permission_ref", "competences", "competences.0", BEHAVIOUR]


@given(st.sampled_from([*PLACES, f"{BEHAVIOUR}.kind", f"{BEHAVIOUR}.code", f"{BEHAVIOUR}.text"]), JSON)
def test_whatever_a_pack_holds_it_is_read_or_its_faults_are_told(path, value):
    pack = changed(path, value)

    faults = list(faults_of(pack))

    assert all(fault.sentence(language) for fault in faults for language in LANGUAGES)
    if not faults:
        assert read_pack(pack).competences
