"""No order of arrival, no repetition, no correction and no newer version changes a score that is right."""

import json
from importlib import resources
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.measures.conftest import NOW, SYSTEM
from tuvurane.foundation.ids import new_id
from tuvurane.measures import actions, problems, queries, scoring
from tuvurane.measures.models import Response

ITEMS = scoring.instrument_named("small_shifts").item_keys
# A partner's own questionnaire and its second version, in which every item counts double.
MOOD = "mood"
VERSIONS = ("1", "2")

answers = st.fixed_dictionaries({key: st.none() | st.integers(0, 3) for key in ITEMS})


@st.composite
def sendings(draw):
    """
    What phones send of one person's wave: reports, some of which correct the one before, in any order, some twice.

    Each is (id, id of the report that it corrects or None, version, answers).
    """
    made: list[tuple[UUID, UUID | None, str, dict[str, int | None]]] = []
    for number in range(draw(st.integers(1, 5))):
        corrects = made[-1][0] if number and draw(st.booleans()) else None
        made.append((new_id(NOW), corrects, draw(st.sampled_from(VERSIONS)), draw(answers)))
    twice = [one for one in made if draw(st.booleans())]
    return made, draw(st.permutations(made + twice))


def pack(version: str) -> dict[str, Any]:
    file = resources.files("tuvurane.measures").joinpath("instruments/small_shifts.json")
    raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) | {"name": MOOD, "version": version}
    if version == "2":
        scored = raw["scoring"]
        scored |= {name: scored[name] * 2 for name in ("multiplier", "minimum", "maximum")}
    return raw


def arrive(world, sent) -> dict[UUID, tuple[str, float | None, str, UUID | None]]:
    """Send all until nothing is refused, as phones do; then every row: version, total, standing, what it corrects."""
    waiting = list(sent)
    while waiting:
        refused = []
        for response_id, corrects, version, given_ in waiting:
            try:
                world.record(
                    response_id=response_id, supersedes=corrects, instrument=MOOD, version=version, answers=given_
                )
            except problems.NothingToSupersede:
                refused.append((response_id, corrects, version, given_))
        assert len(refused) < len(waiting), "a correction waits for a report that never came"
        waiting = refused
    return {
        row.pk: (row.version, row.total, str(row.standing), row.supersedes_id)
        for row in Response.objects.filter(instrument=MOOD)
    }


@pytest.fixture
def two_versions(world):
    """A world that has loaded both versions of the partner's questionnaire."""
    for version in VERSIONS:
        actions.load_instrument(actor=SYSTEM, data=pack(version), now=NOW)
    return world


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=sendings())
def test_each_report_keeps_the_score_of_its_own_answers_and_version(two_versions, drawn):
    made, order = drawn
    with transaction.atomic():
        stored = arrive(two_versions, order)
        transaction.set_rollback(True)

    assert set(stored) == {response_id for response_id, *_ in made}
    for response_id, corrects, version, given_ in made:
        told = scoring.score(queries.instrument(MOOD, version), given_, None)
        assert stored[response_id][:2] == (version, told.total)
        assert stored[response_id][3] == corrects


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=sendings())
def test_what_was_corrected_never_counts_and_exactly_one_report_does(two_versions, drawn):
    made, order = drawn
    corrected = {corrects for _, corrects, *_ in made if corrects}
    with transaction.atomic():
        standing = {pk: row[2] for pk, row in arrive(two_versions, order).items()}
        transaction.set_rollback(True)

    assert {pk for pk, how in standing.items() if how == "superseded"} == corrected
    assert list(standing.values()).count("counted") == 1
