"""What was written in the shapes of before is read the same in today's, and the way back is open."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.cast import NOW, Cast
from tests.factories.groups import make_group, make_missed, make_session, new_id
from tuvurane.care.models import Concern
from tuvurane.foundation import sealing
from tuvurane.groups import queries as groups
from tuvurane.groups.models import Group, MissedSession, Session
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import KeyGeneration

Shape = list[tuple[str, str]]
ONE_REPORT_CORRECTS_ANOTHER: Shape = [("groups", "0001_groups_participants_sessions")]
FLAGS_AND_ONE_KEY: Shape = [
    ("care", "0001_concerns_on_call_services"),
    ("measures", "0002_waves_paper_packs"),
    ("people", "0004_interviewers"),
]
FORMER = "Flag"
SAID_ON = date(2026, 9, 8)


def back(to: Shape) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return executor.loader.project_state(to).apps


def forward() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def latest(transactional_db: None) -> Iterator[None]:
    """However the test ends, the tables are those of today again."""
    yield
    forward()


@pytest.mark.carried
def test_a_correction_of_before_still_says_what_it_corrected(committed_cast, latest):
    cast = committed_cast
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=1)
    first = make_session(group, minutes=60).report
    second = make_session(group, minutes=90, supersedes=first.pk).report
    beside = make_session(group, minutes=120).report
    day = make_missed(group).report

    old = back(ONE_REPORT_CORRECTS_ANOTHER)
    pointed = dict(old.get_model("groups", "Session").objects.values_list("pk", "supersedes"))
    forward()

    assert pointed == {first.pk: None, second.pk: first.pk, beside.pk: None}
    assert {report.pk: (report.standing, report.superseded_by_id) for report in Session.objects.all()} == {
        first.pk: ("superseded", second.pk),
        second.pk: ("counted", None),
        beside.pk: ("beside", None),
    }
    assert MissedSession.objects.get().standing == day.standing


@pytest.mark.carried
def test_a_flag_of_before_is_a_concern_and_the_key_of_before_the_first_generation(committed_cast, latest):
    cast = committed_cast
    group = make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=3)
    key = people.organisation_key(cast.organisation.pk).key(1)

    old = back(FLAGS_AND_ONE_KEY)
    house = old.get_model("people", "Organisation").objects.get(pk=cast.organisation.pk)
    opened = sealing.unwrap(house.key_wrapped, aad=house.pk.bytes)
    flags = raise_flags(old, cast, group)
    forward()
    people.organisation_key.cache_clear()

    amina, didier = cast["amina"].pk, cast["didier"].pk
    assert concerns(groups.seats_of(group)) == {
        1: ("open", ["not_reached"], None, amina, SAID_ON, ["raise", "again", "act"]),
        2: ("closed", ["talked", "closed"], didier, amina, SAID_ON, ["raise", "act"]),
        3: ("open", ["not_reached"], None, amina, SAID_ON, ["raise", "act"]),
    }
    assert not Concern.objects.filter(pk__in=flags).exists()

    assert opened == key
    rings = [people.organisation_key(cast.organisation.pk, purpose) for purpose in KeyPurpose]
    assert [ring.key(1) == key for ring in rings] == [True, False, False]
    assert groups.unreadable_identities() == (3, 0)
    assert people.unreadable_organisations() == (2, 0)
    assert KeyGeneration.objects.count() == 6


def raise_flags(old: Apps, cast: Cast, group: Group) -> list[UUID]:
    """What four questionnaires of before raised: once more for a person who waits, talked about, and not reached."""
    seats = groups.seats_of(group)
    flags = []
    for wave, seat, hours, answer in (
        ("baseline", 1, 0, ""),
        ("end", 1, 5, "not_reached"),
        ("baseline", 2, 0, "contacted"),
        ("baseline", 3, 0, "not_reached"),
    ):
        response = old.get_model("measures", "Response").objects.create(
            id=new_id(), participant_id=seats[seat], group_id=group.pk, wave=wave,
            instrument="srq20", version="1", language="rn", administered_on=SAID_ON, asked_by_id=cast["amina"].pk,
            answers_sealed=b"", missing=0, total=1, recorded_at=NOW, seq=1,
        )  # fmt: skip
        answered = {"answer": answer, "answered_at": NOW + timedelta(days=1), "answered_by_id": cast["didier"].pk}
        flag = old.get_model("measures", FORMER).objects.create(
            id=new_id(), response=response, item="srq_17", raised_at=NOW + timedelta(hours=hours),
            **(answered if answer else {}),
        )  # fmt: skip
        flags.append(flag.pk)
    return flags


def concerns(seats: dict[int, UUID]) -> dict[int, Any]:
    """What today's concerns say, by seat."""
    seat_of: dict[UUID | None, int] = {person: seat for seat, person in seats.items()}
    return {
        seat_of[one.participant_id]: (
            one.state,
            [contact.what for contact in one.contacts.order_by("pk")],
            one.closed_by_id,
            one.raised_by_id,
            one.said_on,
            [line.what for line in one.entries.order_by("pk")],
        )
        for one in Concern.objects.all()
    }
