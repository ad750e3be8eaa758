"""What every test shares: wild inputs that come again, and walls around the network."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

pytest_plugins = ["tests.browser"]

# Few and the same in every run, fewer on the second database; thousands and new ones at night.
settings.register_profile("day", derandomize=True, deadline=None, max_examples=40, print_blob=True)
settings.register_profile("again", derandomize=True, deadline=None, max_examples=10)
settings.register_profile(
    "night", deadline=None, max_examples=5000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "day"))

TABLES = {"db", "transactional_db", "live_server"}
STORIES = Path(__file__).parent / "e2e"
WITNESSES = Path(__file__).parent / "witness"
CHAOS = Path(__file__).parent / "chaos"
HERE = ["127.0.0.1", "::1"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Mark what the place and the fixtures of a test say about it.

    Whatever lives in ``tests/e2e`` runs in the browser and may talk to this machine, never further; so may
    ``tests/chaos``, whose servers have databases of their own. Whatever asks for tables runs on SQLite and again
    on PostgreSQL.
    """
    for item in items:
        if STORIES in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.allow_hosts(HERE))
        if CHAOS in item.path.parents:
            item.add_marker(pytest.mark.database)
            item.add_marker(pytest.mark.allow_hosts(HERE))
        if WITNESSES in item.path.parents:
            item.add_marker(pytest.mark.witness)
        if item.get_closest_marker("django_db") or TABLES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables made from the models in one go, as in an empty instance: ``MIGRATE`` is off in the settings."""
    from tuvurane.config import tables  # noqa: PLC0415 - the settings stand by now

    if connection.vendor == "postgresql":
        connection.ops.sql_flush = deleted
    with django_db_blocker.unblock():
        MigrationRecorder(connection).ensure_schema()
        tables.note_made()


def deleted(_style: object, tables: Sequence[str], **_: bool) -> list[str]:
    """
    Empty tables between tests whose rows are committed.

    Django truncates them: PostgreSQL then makes a hundred empty files anew, which takes a third of a second.
    """
    rows = "; ".join(f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables)  # noqa: S608 - our tables
    return [f"SET LOCAL session_replication_role = replica; {rows}"]


@pytest.fixture(scope="module")
def standing_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tables for what a whole module reads: rows written under it stand until the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
