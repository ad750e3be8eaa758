"""The one key that an organisation had goes on opening what was sealed under it; care and stories get their own."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories.groups import make_group
from tuvurane.foundation import sealing
from tuvurane.groups import queries as groups
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import KeyGeneration

BEFORE = [("people", "0004_interviewers")]


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
def test_the_key_of_before_is_the_first_generation(committed_cast, latest):
    group = make_group(committed_cast.organisation, committed_cast.places["Muriza"], members=2)
    key = people.organisation_key(committed_cast.organisation.pk).key(1)

    old = migrate(BEFORE)
    house = old.get_model("people", "Organisation").objects.get(pk=committed_cast.organisation.pk)
    assert sealing.unwrap(house.key_wrapped, aad=house.pk.bytes) == key
    to_the_last()
    people.organisation_key.cache_clear()

    rings = [people.organisation_key(committed_cast.organisation.pk, purpose) for purpose in KeyPurpose]
    assert [ring.key(1) == key for ring in rings] == [True, False, False]
    assert groups.unreadable_identities() == (2, 0)
    assert people.unreadable_organisations() == (2, 0)
    assert KeyGeneration.objects.count() == 6
    assert len(groups.seats_of(group)) == 2
