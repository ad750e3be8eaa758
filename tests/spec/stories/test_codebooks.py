"""Codebooks: ours is whole in four languages, and a pack with faults is explained place by place."""

import copy
import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.foundation.words import LANGUAGES
from tuvurane.stories import problems
from tuvurane.stories.problems import PackFault
from tuvurane.stories.rules.codebooks import TEXTS, faults_of, read_pack, shipped

FILE = resources.files("tuvurane.stories").joinpath("codebooks", "change-1.0.json")
OURS = json.loads(FILE.read_text(encoding="utf-8"))
NOWHERE = object()


def bent(path, value):
    """Our pack with another value at a place; ``NOWHERE``: without that place."""
    pack = copy.deepcopy(OURS)
    *parents, last = path
    node = pack
    for step in parents:
        node = node[step]
    if value is NOWHERE:
        del node[last]
    else:
        node[last] = value
    return pack


def test_ours_says_every_part_in_every_language():
    book = shipped()["change", "1.0"]

    assert len(book.codes) == 9
    for code in book.codes:
        for part in TEXTS:
            assert set(getattr(code, part)) == set(LANGUAGES)


def test_ours_has_a_code_for_what_got_worse():
    assert "something_worse" in shipped()["change", "1.0"].known


@pytest.mark.parametrize(
    ("path", "value", "place", "code"),
    [
        (("name",), "Change!", "name", "expected"),
        (("version",), "one", "version", "expected"),
        (("title", "fr"), NOWHERE, "title.fr", "field_absent"),
        (("codes", 2, "definition", "rn"), " ", "codes[2].definition.rn", "expected"),
        (("codes", 1, "code"), "anger_eases", "codes[1].code", "repeated"),
        (("codes",), [], "codes", "expected"),
        (("licence",), "All rights reserved", "permission", "permission"),
        (("colour",), "red", "colour", "field_unknown"),
        (("words_status", "sw"), "good", "words_status.sw", "expected"),
    ],
)
def test_a_fault_is_named_by_its_place_with_its_repair(path, value, place, code):
    with pytest.raises(problems.CodebookFaulty) as refused:
        read_pack(bent(path, value))

    assert [(fault.place, fault.code) for fault in refused.value.faults] == [(place, code)]
    for language in LANGUAGES:
        assert place in refused.value.faults[0].sentence(language)


def test_what_is_under_another_licence_comes_with_its_permission():
    pack = bent(("licence",), "All rights reserved") | {"permission": "Letter of the owner, 12/03/2026"}

    assert read_pack(pack).permission == "Letter of the owner, 12/03/2026"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 99) | st.sampled_from(["", "en", "\x00", "\ud800", "cc0"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "code", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(ANYTHING, st.sampled_from(["", "codes", "title", "licence", "permission", "version"]))
def test_whatever_stands_in_a_pack_it_is_explained_or_taken(value, field):
    faults = faults_of(value if not field else OURS | {field: value})

    assert all(PackFault(*fault).sentence() for fault in faults)
    if not faults:
        read_pack(OURS | {field: value})
