"""Tables and models agree, and a migration says what it is for."""

import re

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.house import tree


def test_no_model_changed_without_a_migration():
    loader = MigrationLoader(None, ignore_no_migrations=True)

    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)

    ours = {
        label: [str(operation) for migration in found for operation in migration.operations]
        for label, found in changes.items()
    }
    assert not ours, f"run makemigrations --name …: {ours}"


def test_every_migration_has_a_telling_name():
    migrations = [path for path in tree.written(".py", below=tree.SOURCE) if path.parent.name == "migrations"]

    nameless = [tree.name(path) for path in migrations if re.search(r"_auto_|_alter_\w+_options", path.stem)]

    assert not nameless, f"name the idea: {nameless}"
