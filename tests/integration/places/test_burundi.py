"""Burundi's two maps, as imported offline from the package and the packaged tables."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tuvurane.exchange import burundi
from tuvurane.journal.models import Entry
from tuvurane.people.scope import Actor
from tuvurane.places import actions as place_actions
from tuvurane.places import queries
from tuvurane.places.actions import ImportSummary
from tuvurane.places.models import Population, Succession

TODAY, BEFORE = date(2026, 1, 1), date(2020, 1, 1)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def imported_once(django_db_setup, django_db_blocker):
    """Burundi for this whole file: each test's own transaction stands inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
        yield place_actions.import_places(actor=Actor.system(), rows=burundi.rows(), source=burundi.SOURCE, now=now)
        transaction.set_rollback(True)


@pytest.fixture
def all_burundi(imported_once, db):
    return imported_once


def levels(on):
    return dict(Counter(queries.places().in_force(on).exclude(level="site").values_list("level", flat=True)))


def names(answers):
    return [(found.place.level, found.trail, found.via) for found in answers]


def test_both_maps_stand_at_their_dates(all_burundi):
    now, before = levels(TODAY), levels(BEFORE)

    assert all_burundi == ImportSummary(created=3_689, changed=0, unchanged=0)
    assert now == {"province": 5, "commune": 42, "zone": 451, "colline": 3_044}
    assert before == {"province": 18, "commune": 119}


def test_every_former_unit_went_somewhere_whole(all_burundi):
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for former, share in Succession.objects.values_list("predecessor", "share"):
        sums[former] += share

    ended = queries.places().exclude(valid_to=None).values_list("pk", flat=True)
    assert set(sums) == set(ended)
    assert set(sums.values()) == {Decimal(1)}


def test_seven_communes_and_one_province_were_split(all_burundi):
    steps = Succession.objects.values_list("predecessor__level", "predecessor__name")

    split = {unit for unit, count in Counter(steps).items() if count > 1 and unit[1] != "Butaganzwa"}

    communes = {"Isale", "Kanyosha", "Murwi", "Bugenyuzi", "Mbuye", "Rusaka", "Busiga"}
    assert split == {("commune", name) for name in communes} | {("province", "Rumonge")}


@pytest.mark.parametrize(
    ("year", "total"),
    # 2008: Statoids; 2024: decree 100/022 of 27 March 2025
    [(2008, 8_053_574), (2024, 12_332_788)],
)
def test_the_counted_people_of_the_provinces_sum_to_the_census(all_burundi, year, total):
    counted = Population.objects.filter(place__level="province", year=year, kind="census")

    assert sum(counted.values_list("count", flat=True)) == total


def test_what_was_not_counted_is_marked_modelled(all_burundi):
    modelled = Population.objects.filter(kind="modelled").values_list("year", "place__level")

    assert Counter(modelled) == {(2024, "commune"): 42, (2008, "commune"): 3}


def test_giharo_is_found_in_musongati(all_burundi):
    answers = queries.find("Giharo", on=TODAY)

    assert names(answers)[0] == ("commune", "Musongati, Burunga", "Giharo")
    assert answers[0].via_level == "commune"
    assert ("zone", "Giharo, Musongati, Burunga", None) in names(answers)


def test_in_2020_giharo_was_a_commune_of_rutana(all_burundi):
    assert names(queries.find("giharo", on=BEFORE)) == [("commune", "Giharo, Rutana", None)]


def test_a_split_commune_answers_with_all_its_successors(all_burundi):
    answers = [found.trail for found in queries.find("Isale", on=TODAY) if found.via == "Isale"]

    assert answers == ["Isare, Bujumbura", "Ntahangwa, Bujumbura"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("BI-CO-05-04", "Karusi"),
        ("BI-ZO-02-04-04", "Matyazo"),
        ("BI-ZO-02-10-02", "Buterere"),
        ("BI-PR-01", "Buhumuza"),
    ],
)
def test_typing_slips_of_the_package_are_corrected(all_burundi, code, name):
    place = queries.by_code("tburundigeo-2025", code)

    assert place is not None
    assert place.name == name


def test_a_former_province_is_known_by_both_its_codes(all_burundi):
    places = [queries.by_code("ocha-pcode-2017", "BDI015"), queries.by_code("iso-3166-2", "BI-RT")]

    assert [place.name for place in places if place] == ["Rutana", "Rutana"]


def test_a_camp_is_found_under_its_commune(all_burundi):
    answers = names(queries.find("camp de musasa", on=TODAY))

    assert answers == [("site", "Musasa, Kiremba, Butanyerera", None)]


def test_burundi_twice_changes_nothing(all_burundi, take):
    before = Entry.objects.count()

    summary = take(burundi.rows(), burundi.SOURCE)

    assert summary == ImportSummary(created=0, changed=0, unchanged=3_689)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("term", ["m", "Giharo", "nyanza-lac", "Musenyi, Tangara", "zzz"])
def test_a_search_asks_few_questions_however_many_places_match(all_burundi, term):
    with CaptureQueriesContext(connection) as asked:
        answers = queries.find(term, on=TODAY)

    assert len(asked) <= 5
    assert len(answers) <= 20


def test_all_of_burundi_is_taken_in_batches(take):
    rows = burundi.rows()

    with CaptureQueriesContext(connection) as asked:
        take(rows)

    assert len(asked) < len(rows) / 30
