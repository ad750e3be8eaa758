"""Flags of before become concerns: those that waited wait, those that were answered are done, on both databases."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.cast import NOW
from tests.factories.groups import make_group, new_id
from tuvurane.care.models import Concern
from tuvurane.groups import queries as groups
from tuvurane.people import queries as people

BEFORE = [("care", "0001_concerns_on_call_services"), ("measures", "0002_waves_paper_packs")]
FORMER = "Flag"
SAID_ON = date(2026, 9, 8)


def migrate(to: list[tuple[str, str]]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


def to_the_last() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """However the test ends, the tables are those of today again."""
    yield
    to_the_last()


@pytest.mark.carried
def test_a_flag_of_before_is_a_concern_now(committed_cast, latest):
    cast = committed_cast
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=3)
    seats = groups.seats_of(group)
    people.organisation_key(cast.organisation.pk)

    old = migrate(BEFORE)
    flag_of = {}
    for name, seat, hours, answer in (
        ("waits", 1, 0, ""),
        ("again", 1, 5, "not_reached"),
        ("talked", 2, 0, "contacted"),
        ("not reached", 3, 0, "not_reached"),
    ):
        response = old.get_model("measures", "Response").objects.create(
            id=new_id(), participant_id=seats[seat], group_id=group.pk, wave="end" if name == "again" else "baseline",
            instrument="srq20", version="1", language="rn", administered_on=SAID_ON, asked_by_id=cast["amina"].pk,
            answers_sealed=b"", missing=0, total=1, recorded_at=NOW, seq=1,
        )  # fmt: skip
        answered = {"answer": answer, "answered_at": NOW + timedelta(days=1), "answered_by_id": cast["didier"].pk}
        flag_of[name] = old.get_model("measures", FORMER).objects.create(
            id=new_id(), response=response, item="srq_17", raised_at=NOW + timedelta(hours=hours),
            **(answered if answer else {}),
        ).pk  # fmt: skip
    to_the_last()

    read = {
        seat: (
            one.state,
            [contact.what for contact in one.contacts.order_by("pk")],
            one.closed_by_id,
            one.raised_by_id,
            one.said_on,
            [line.what for line in one.entries.order_by("pk")],
        )
        for one in Concern.objects.all()
        for seat in seats
        if seats[seat] == one.participant_id
    }
    amina, didier = cast["amina"].pk, cast["didier"].pk
    assert read == {
        1: ("open", ["not_reached"], None, amina, SAID_ON, ["raise", "again", "act"]),
        2: ("closed", ["talked", "closed"], didier, amina, SAID_ON, ["raise", "act"]),
        3: ("open", ["not_reached"], None, amina, SAID_ON, ["raise", "act"]),
    }
    assert not Concern.objects.filter(pk__in=flag_of.values()).exists()
