"""Whatever forest of places there may be: the file keeps it, and the order of its rows does not matter."""

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tuvurane.exchange import places_csv
from tuvurane.people.scope import Actor
from tuvurane.places import actions as place_actions
from tuvurane.places import queries
from tuvurane.places.actions import Code, Figure, PlaceRow, Share
from tuvurane.places.models import Place, PlaceCode, Population, Succession, fold

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LEVELS = ("province", "commune", "zone", "colline")


def tidy(text):
    return unicodedata.normalize("NFC", text).strip()


signs = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";")
names = st.text(signs, min_size=1, max_size=20).map(tidy).filter(lambda name: fold(name) and len(name) <= 120)
code_signs = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,8}", fullmatch=True)
sources = st.text(signs, min_size=1, max_size=30).map(tidy).filter(bool)
figures = st.builds(
    Figure,
    st.integers(0, 10**9),
    st.integers(1850, 2200),
    st.sampled_from(["census", "modelled", "projected"]),
    sources,
)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
dates = st.lists(days, min_size=2, max_size=2, unique=True).map(sorted)


@st.composite
def shares(draw, codes):
    """Parts that sum to 1 for some of the codes, or nothing."""
    heirs = draw(st.lists(st.sampled_from(codes), unique=True, max_size=3)) if codes else []
    cuts = (
        draw(st.lists(st.integers(1, 9_999), unique=True, min_size=len(heirs) - 1, max_size=len(heirs) - 1))
        if heirs
        else []
    )
    edges = [0, *sorted(cuts), 10_000]
    return tuple(
        Share(heir, Decimal(upper - lower) / 10_000)
        for heir, lower, upper in zip(heirs, edges[:-1], edges[1:], strict=False)
    )


@st.composite
def forests(draw):
    codes = [
        Code(f"s{system}", code)
        for system, code in draw(st.lists(st.tuples(st.integers(0, 1), code_signs), unique=True, max_size=9))
    ]
    depth_of: dict[Code, int] = {}
    rows = []
    for code in codes:
        parents = [above for above, depth in depth_of.items() if depth < len(LEVELS) - 1]
        parent = draw(st.sampled_from([None, *parents]))
        depth_of[code] = depth_of[parent] + 1 if parent else 0
        begins, ends = draw(dates)
        name, *others = draw(st.lists(names, unique=True, min_size=1, max_size=3))
        rows.append(
            PlaceRow(
                code=code,
                level=LEVELS[depth_of[code]],
                name=name,
                other_names=tuple(others),
                parent=parent,
                valid_from=draw(st.sampled_from([None, begins])),
                valid_to=draw(st.sampled_from([None, ends])),
                successors=draw(shares([other for other in codes if other != code])),
                population=draw(st.none() | figures),
                more_codes=draw(st.sampled_from([(), (Code("other", f"{code.system}-{code.code}"),)])),
            )
        )
    return rows


def world_after(rows):
    """All that the database holds after an import into nothing, by codes instead of ids."""
    with transaction.atomic():
        now = datetime(2026, 11, 22, tzinfo=UTC)
        place_actions.import_places(actor=Actor.system(), rows=rows, source="wild", now=now)
        code_of = {code.place_id: str(code) for code in PlaceCode.objects.order_by("-system", "code")}
        world = (
            {(code_of[p.pk], p.level, p.name, p.valid_from, p.valid_to) for p in Place.objects.all()},
            {tuple(code_of[int(pk)] for pk in p.path.split("/") if pk) for p in Place.objects.all()},
            {(str(code), code_of[code.place_id]) for code in PlaceCode.objects.all()},
            {(code_of[s.predecessor_id], code_of[s.successor_id], s.share) for s in Succession.objects.all()},
            {(code_of[f.place_id], f.year, f.count, f.kind, f.source) for f in Population.objects.all()},
            sorted(queries.trails(Place.objects.all()).values()),
        )
        transaction.set_rollback(True)
    return world


@given(rows=forests().filter(bool))
def test_any_forest_written_to_a_file_is_read_back_equal(rows):
    read = places_csv.rows_in(places_csv.text_of(rows).encode())

    assert read == rows


@given(data=st.data(), rows=forests())
def test_any_order_of_the_rows_makes_the_same_tree(data, rows):
    shuffled = data.draw(st.permutations(rows))

    assert world_after(shuffled) == world_after(rows)


@given(data=st.data(), rows=forests())
def test_any_forest_with_its_parents_turned_into_a_ring_is_refused(data, rows):
    chain = [row for row in rows if row.parent is None]
    ring = [PlaceRow(row.code, row.level, row.name, parent=chain[i - 1].code) for i, row in enumerate(chain)]
    others = [row for row in rows if row.parent is not None]

    faults = place_actions.faults_in(data.draw(st.permutations(ring + others)))

    assert [fault.code for fault in faults].count("cycle") == (1 if chain else 0)
