"""The database itself refuses what must never be, whichever code asks for it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tuvurane.places.models import Place, PlaceCode, PlaceName, Population, Succession

pytestmark = pytest.mark.django_db


@pytest.fixture
def mugina():
    return Place.objects.create(level="commune", name="Mugina", search_name="mugina", path="")


@pytest.fixture
def ruvu():
    return Place.objects.create(level="commune", name="Ruvu", search_name="ruvu", path="")


IMPOSSIBLE = {
    "place_is_not_its_own_parent": lambda mugina, ruvu: Place.objects.filter(pk=mugina.pk).update(parent=mugina.pk),
    "place_ends_after_it_begins": lambda mugina, ruvu: Place.objects.filter(pk=mugina.pk).update(
        valid_from=date(2025, 6, 5), valid_to=date(2025, 6, 5)
    ),
    "place_has_a_name": lambda mugina, ruvu: Place.objects.filter(pk=mugina.pk).update(name=""),
    "place_name_is_not_empty": lambda mugina, ruvu: PlaceName.objects.create(place=mugina, name="-", search_name=""),
    "succession_share_is_a_part": lambda mugina, ruvu: Succession.objects.create(
        predecessor=mugina, successor=ruvu, share=0, source="A law"
    ),
    "succession_is_to_another": lambda mugina, ruvu: Succession.objects.create(
        predecessor=mugina, successor=mugina, share=1, source="A law"
    ),
    "population_has_a_source": lambda mugina, ruvu: Population.objects.create(
        place=mugina, year=2024, count=5, kind="census", source=""
    ),
    "population_kind_is_known": lambda mugina, ruvu: Population.objects.create(
        place=mugina, year=2024, count=5, kind="guess", source="A neighbour"
    ),
}


@pytest.mark.parametrize("constraint", IMPOSSIBLE)
def test_the_database_refuses(constraint, mugina, ruvu):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IMPOSSIBLE[constraint](mugina, ruvu)


@pytest.mark.parametrize(
    "make",
    [
        lambda a, b: PlaceCode.objects.create(place=a, system="s", code="C2"),
        lambda a, b: PlaceName.objects.create(place=a, name="Kwa Mugina", search_name="kwa mugina"),
        lambda a, b: Succession.objects.create(predecessor=a, successor=b, share=1, source="A law"),
        lambda a, b: Population.objects.create(place=a, year=2024, count=5, kind="census", source="A census"),
    ],
    ids=[
        "place_code_is_unique_in_its_system",
        "place_name_stands_once",
        "succession_stands_once",
        "population_figure_stands_once",
    ],
)
def test_the_database_refuses_the_same_fact_twice(make, mugina, ruvu):
    make(mugina, ruvu)

    with pytest.raises(IntegrityError), transaction.atomic():
        make(mugina, ruvu)


def test_the_database_refuses_a_negative_population(mugina):
    with pytest.raises(IntegrityError), transaction.atomic():
        Population.objects.create(place=mugina, year=2024, count=-1, kind="census", source="A census")
