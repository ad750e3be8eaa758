from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tuvurane.journal.models import Entry
from tuvurane.places import queries
from tuvurane.places.actions import Code, Figure, ImportSummary, PlaceRow, Share

PROVINCE = PlaceRow(code=Code("s", "P1"), level="province", name="Umusozi")
OTHER = PlaceRow(code=Code("s", "P2"), level="province", name="Ikibaya")
COMMUNE = PlaceRow(code=Code("s", "C1"), level="commune", name="Mugina", parent=PROVINCE.code)
ZONE = PlaceRow(code=Code("s", "Z1"), level="zone", name="Rugari", parent=COMMUNE.code)
TODAY = date(2026, 1, 1)


def find_one(code):
    place = queries.by_code(code.system, code.code)
    assert place is not None
    return place


def journal():
    return [(entry.verb, entry.detail) for entry in Entry.objects.order_by("seq")]


def test_the_first_import_makes_the_tree_with_its_paths(take):
    summary = take([ZONE, COMMUNE, PROVINCE])  # children before their parents

    zone = find_one(ZONE.code)
    assert summary == ImportSummary(created=3, changed=0, unchanged=0)
    assert zone.path == f"/{find_one(PROVINCE.code).pk}/{find_one(COMMUNE.code).pk}/{zone.pk}/"
    assert queries.trail(zone) == "Rugari, Mugina, Umusozi"


def test_the_same_list_twice_changes_nothing_and_writes_no_journal(take):
    rows = [PROVINCE, replace(COMMUNE, other_names=("Mugina-Lac",), population=Figure(5, 2008, "census", "A census"))]
    take(rows)
    before = journal()

    summary = take(rows)

    assert summary == ImportSummary(created=0, changed=0, unchanged=2)
    assert journal() == before


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"name": "Mugina-Nord"}, "name"),
        ({"level": "district"}, "level"),
        ({"parent": OTHER.code}, "parent_code"),
        ({"valid_from": date(2025, 6, 5)}, "valid_from"),
        ({"valid_to": date(2030, 1, 1)}, "valid_to"),
        ({"other_names": ("Kwa Mugina",)}, "other_names"),
        ({"successors": (Share(OTHER.code, Decimal(1)),)}, "successors"),
        ({"more_codes": (Code("t", "X1"),)}, "more_codes"),
        ({"population": Figure(61_500, 2024, "modelled", "Our own estimate")}, "population"),
    ],
)
def test_a_changed_row_updates_its_place_and_the_journal_names_the_column(take, change, column):
    take([PROVINCE, OTHER, COMMUNE])

    summary = take([PROVINCE, OTHER, replace(COMMUNE, **change)])

    assert summary == ImportSummary(created=0, changed=1, unchanged=2)
    assert journal()[-1] == ("places.change", {"fields": [column]})
    assert take([replace(COMMUNE, **change)]) == ImportSummary(created=0, changed=0, unchanged=1)


def test_a_moved_place_takes_everything_below_it_along(take):
    take([PROVINCE, OTHER, COMMUNE, ZONE])

    take([replace(COMMUNE, parent=OTHER.code)])

    below = queries.places().within(find_one(OTHER.code).path).order_by("path")
    assert [place.name for place in below] == ["Ikibaya", "Mugina", "Rugari"]
    assert [place.name for place in queries.ancestors(find_one(ZONE.code))] == ["Ikibaya", "Mugina"]


def test_names_and_successors_that_a_row_no_longer_says_go(take):
    former = PlaceRow(
        code=Code("s", "F"), level="province", name="Isoko", other_names=("Isôko", "Iriba"), valid_to=TODAY,
        successors=(Share(PROVINCE.code, Decimal("0.4")), Share(OTHER.code, Decimal("0.6"))),
    )  # fmt: skip
    take([PROVINCE, OTHER, former])

    take([replace(former, other_names=("Iriba",), successors=(Share(OTHER.code, Decimal(1)),))])

    isoko = find_one(former.code)
    assert [name.name for name in isoko.other_names.order_by("pk")] == ["Iriba"]
    assert [(step.successor.name, step.share) for step in queries.successors(isoko)] == [("Ikibaya", Decimal(1))]
    assert [step.predecessor.name for step in queries.predecessors(find_one(OTHER.code))] == ["Isoko"]


def test_a_figure_is_corrected_within_its_source_and_kept_beside_others(take):
    first, second = Figure(52_000, 2008, "census", "A census"), Figure(61_500, 2024, "modelled", "An estimate")
    take([replace(PROVINCE, population=first)])

    take([replace(PROVINCE, population=second)])
    take([replace(PROVINCE, population=replace(first, count=52_001))])

    figures = queries.populations(find_one(PROVINCE.code))
    assert [(figure.year, figure.count) for figure in figures] == [(2024, 61_500), (2008, 52_001)]


def test_a_place_is_known_again_by_any_of_its_codes(take):
    take([replace(PROVINCE, more_codes=(Code("ocha", "BDI001"),))])

    summary = take([PlaceRow(code=Code("ocha", "BDI001"), level="province", name="Umusozi Mushasha")])

    assert summary == ImportSummary(created=0, changed=1, unchanged=0)
    assert find_one(PROVINCE.code).name == "Umusozi Mushasha"


def test_two_units_may_exchange_their_parents(take):
    second = replace(COMMUNE, code=Code("s", "C2"), name="Ruvu", parent=OTHER.code)
    take([PROVINCE, OTHER, COMMUNE, second])

    take([replace(COMMUNE, parent=OTHER.code), replace(second, parent=PROVINCE.code)])

    assert [queries.trail(find_one(code)) for code in (COMMUNE.code, second.code)] == [
        "Mugina, Ikibaya",
        "Ruvu, Umusozi",
    ]


def test_the_journal_counts_what_an_import_made(take):
    take([PROVINCE, COMMUNE], source="Organic law 1/05")

    assert journal() == [("places.import", {"created": 2, "changed": 0, "source": "Organic law 1/05"})]


def test_children_are_those_in_force_by_name(take):
    ended = replace(COMMUNE, code=Code("s", "C0"), name="Kera", valid_to=date(2025, 6, 5))
    take([PROVINCE, OTHER, COMMUNE, ended, replace(COMMUNE, code=Code("s", "C2"), name="Áruvu")])

    names = [place.name for place in queries.children(find_one(PROVINCE.code), on=TODAY)]
    roots = [place.name for place in queries.children(None, on=TODAY)]

    assert names == ["Áruvu", "Mugina"]
    assert roots == ["Ikibaya", "Umusozi"]


def test_the_day_of_the_change_belongs_to_the_new_map(take):
    day = date(2025, 6, 5)
    take([replace(PROVINCE, valid_to=day), replace(OTHER, valid_from=day)])

    in_force = [[place.name for place in queries.places().in_force(on)] for on in (date(2025, 6, 4), day)]

    assert in_force == [["Umusozi"], ["Ikibaya"]]
    assert find_one(OTHER.code).is_in_force(day)
    assert not find_one(PROVINCE.code).is_in_force(day)
