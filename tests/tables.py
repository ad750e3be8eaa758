"""
Tables made from the models in one go.

Rendering every state of every migration takes a third of a minute. That migrations come to the same tables is asked by
``tests/house/test_migrations.py``; they themselves run in every served instance of the tests.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings


def make() -> None:
    """Make them in an empty database, noted as migrated."""
    without = {app.label: None for app in apps.get_app_configs()}
    with override_settings(MIGRATION_MODULES=without):
        call_command("migrate", run_syncdb=True, verbosity=0)
    note_migrated()


def note_migrated() -> None:
    """Note tables that stand as migrated, and begin the journal, as its first migration does."""
    from tuvurane.journal.models import Head  # noqa: PLC0415 - rooms are loaded by now
    from tuvurane.journal.queries import GENESIS  # noqa: PLC0415

    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for room, name in MigrationLoader(connection).graph.nodes:
        recorder.record_applied(room, name)
    Head.objects.get_or_create(pk=1, defaults={"seq": 0, "hash": GENESIS})
