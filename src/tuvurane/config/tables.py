"""The tables: made at once in an empty database, brought on by migrations in any other."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tuvurane.journal import actions as journal


def bring_up() -> None:
    """
    Bring the database to this version's shape.

    An empty one gets the tables of the models in one transaction, noted as migrated: all migrations one after the other
    would take a third of a minute, for the same tables (``tests/integration/config/test_tables.py`` compares them).
    """
    if connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
    else:
        _make()


def is_up() -> bool:
    """Whether the database has this version's shape."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _make() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(MigrationRecorder.Migration)
        for room in apps.get_app_configs():
            for model in router.get_migratable_models(room, connection.alias):
                editor.create_model(model)
        note_made()
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def note_made() -> None:
    """Note tables that stand as migrated, and do what migrations do in empty ones."""
    recorder = MigrationRecorder(connection)
    for room, name in MigrationLoader(connection).graph.nodes:
        recorder.record_applied(room, name)
    journal.begin()
