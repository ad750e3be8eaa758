"""Searching by what people say: spec-like tables over one small tree."""

from datetime import date
from decimal import Decimal

import pytest

from tuvurane.places import queries
from tuvurane.places.actions import Code, PlaceRow, Share

NEXT, LATER = date(2025, 6, 5), date(2030, 1, 1)


def unit(code, level, name, parent=None, *, goes_to="", **said):
    shares = [part.split("=") for part in goes_to.split()]
    return PlaceRow(
        code=Code("s", code), level=level, name=name, parent=Code("s", parent) if parent else None,
        successors=tuple(Share(Code("s", successor), Decimal(share)) for successor, share in shares), **said,
    )  # fmt: skip


TREE = [
    unit("P1", "province", "Burunga"),
    unit("P2", "province", "Gitega"),
    unit("C1", "commune", "Musongati", "P1", valid_from=NEXT),
    unit("C2", "commune", "Nyanza", "P1", other_names=("Kwa Nyanza",), valid_from=NEXT),
    unit("C3", "commune", "Gitega", "P2"),
    unit("C9", "commune", "Musongati ya Kera", "P2", valid_from=LATER),
    unit("Z1", "zone", "Giharo", "C1"),
    unit("Z2", "zone", "Rwanang'ombe", "C2"),
    unit("Z3", "zone", "Bukéye", "C3"),
    unit("H1", "colline", "Musenyi", "Z1"),
    unit("H2", "colline", "Musenyi", "Z3"),
    unit("F1", "commune", "Giharo", "P1", valid_to=NEXT, goes_to="C1=1"),
    unit("F2", "commune", "Nyanza-Lac", "P1", valid_to=NEXT, goes_to="C1=0.25 C2=0.75"),
    unit("F3", "commune", "Kiyange", "P1", valid_to=date(2015, 1, 1), goes_to="F2=1"),
    unit("F4", "commune", "Gitega ya Kera", "P2", valid_to=NEXT, goes_to="C3=1"),
    unit("F5", "site", "Inkambi", "P2", valid_to=NEXT),
]

# what is asked -> trail, and former unit that led there
FOUND = {
    "musongati": [("Musongati, Burunga", None)],
    "MUSON": [("Musongati, Burunga", None)],
    "bukeye": [("Bukéye, Gitega, Gitega", None)],
    "Bukéye": [("Bukéye, Gitega, Gitega", None)],
    "rwanangombe": [("Rwanang'ombe, Nyanza, Burunga", None)],
    "Rwanang’ombe": [("Rwanang'ombe, Nyanza, Burunga", None)],
    # a former unit answers with its successor; the zone of that name comes after the commune
    "Giharo": [("Musongati, Burunga", "Giharo"), ("Giharo, Musongati, Burunga", None)],
    # the largest share first; hyphen or none
    "nyanza lac": [("Nyanza, Burunga", "Nyanza-Lac"), ("Musongati, Burunga", "Nyanza-Lac")],
    # a word inside the name
    "lac": [("Nyanza, Burunga", "Nyanza-Lac"), ("Musongati, Burunga", "Nyanza-Lac")],
    # exact first; what is met directly needs no former unit
    "nyanza": [("Nyanza, Burunga", None), ("Musongati, Burunga", "Nyanza-Lac")],
    # other names count as much
    "kwa nyanza": [("Nyanza, Burunga", None)],
    # two reforms ago
    "Kiyange": [("Nyanza, Burunga", "Kiyange"), ("Musongati, Burunga", "Kiyange")],
    # higher levels first
    "gitega": [("Gitega", None), ("Gitega, Gitega", None)],
    # one name, two hills, narrowed by what stands above
    "Musenyi": [("Musenyi, Giharo, Musongati, Burunga", None), ("Musenyi, Bukéye, Gitega, Gitega", None)],
    "Musenyi, gite": [("Musenyi, Bukéye, Gitega, Gitega", None)],
    "musenyi, giharo, burunga": [("Musenyi, Giharo, Musongati, Burunga", None)],
    "musenyi, nyanza": [],
    # closed and followed by nothing, not yet begun, not known, not asked
    "inkambi": [],
    "musongati ya kera": [],
    "100%": [],
    "u_": [],
    " , gitega": [],
    "": [],
}


@pytest.mark.parametrize("term", FOUND)
def test_what_people_say_finds_the_place_of_today(take, term):
    take(TREE)

    answers = queries.find(term, on=date(2026, 1, 1))

    assert [(found.trail, found.via) for found in answers] == FOUND[term]


def test_the_answers_stop_at_the_limit(take):
    take(TREE)

    assert len(queries.find("m", on=date(2026, 1, 1), limit=2)) == 2


def test_units_that_succeed_each_other_in_a_ring_answer_with_nothing(take):
    take(
        [
            unit("A", "zone", "Ana", valid_to=NEXT, goes_to="B=1"),
            unit("B", "zone", "Beni", valid_to=NEXT, goes_to="A=1"),
        ]
    )

    assert queries.find("ana", on=date(2026, 1, 1)) == []


def test_trails_of_many_places_take_one_question(take, django_assert_num_queries):
    take(TREE)
    places = list(queries.places())

    with django_assert_num_queries(1):
        trails = queries.trails(places)

    assert sorted(trails.values())[:2] == ["Bukéye, Gitega, Gitega", "Burunga"]


def test_a_place_is_reached_by_its_id_and_an_unknown_one_is_nobody(take):
    take(TREE)
    burunga = queries.by_code("s", "P1")
    assert burunga is not None

    assert queries.by_id(burunga.pk) == burunga
    assert queries.by_id(burunga.pk + 10_000) is None
    assert queries.by_code("s", "nothing") is None
