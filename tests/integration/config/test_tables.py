"""The tables of an empty database come from the models at once; migrations come to the same ones."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

pytestmark = [pytest.mark.database, pytest.mark.slow]

ROOT = Path(__file__).parents[3]
BEGIN = "import django; django.setup(); from tuvurane.config import tables"
MADE = f"{BEGIN}; tables.bring_up()"
MIGRATED = (
    f"{BEGIN}; from django.core.management import call_command; call_command('migrate', 'journal'); tables.bring_up()"
)
CUT_SHORT = f"{BEGIN}; from unittest import mock; mock.patch.object(tables, 'note_made', side_effect=KeyboardInterrupt).start(); tables.bring_up()"
# Everything that a table is, but the order of its columns.
PARTS_OF_POSTGRES = """
    SELECT relname, concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attcollation)
      FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
"""

# A renamed column keeps the name of its index, which nothing asks for; the join of Django's groups, which we leave
# empty, has 32 bits where the model says so and 64 where its migration takes our setting.
INDEX = "CREATE INDEX care_concern_{} ON public.care_concern USING btree (closed_by_id)"
ALIKE = {
    ("care_concern", INDEX.format("done_by_id_88e7907a")),
    ("care_concern", INDEX.format("closed_by_id_3b962bea")),
    ("auth_group_permissions", "id bigint t d 0"),
    ("auth_group_permissions", "id integer t d 0"),
}


class Instance:
    """A home with a database of its own: a file, or one more in the PostgreSQL of this run."""

    def __init__(self, home):
        home.mkdir()
        self.home, self.server = home, os.environ["TUVURANE_DATABASE"].startswith("postgres")
        self.name = f"tables_{uuid4().hex}"
        self.address = f"sqlite:///{home}/tuvurane.sqlite3"
        if self.server:
            self.host = settings.DATABASES["default"]["HOST"]
            self.address = os.environ["TUVURANE_DATABASE"].replace("/postgres?", f"/{self.name}?")
            self.asked(f"CREATE DATABASE {self.name}", of="postgres")

    def run(self, program):
        plain = {name: value for name, value in os.environ.items() if not name.startswith("TUVURANE_")}
        given = {"TUVURANE_HOME": str(self.home), "TUVURANE_DATABASE": self.address, "PYTHONPATH": str(ROOT)}
        given["DJANGO_SETTINGS_MODULE"] = "tuvurane.config.settings"
        return subprocess.run(
            [sys.executable, "-c", program],
            env=plain | given, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    def asked(self, question, *, of=None):
        if self.server:
            with psycopg.connect(f"host={self.host} user=postgres dbname={of or self.name}", autocommit=True) as line:
                answer = line.execute(question)
                return answer.fetchall() if answer.description else []
        with sqlite3.connect(self.home / "tuvurane.sqlite3") as line:
            return line.execute(question).fetchall()

    def parts(self):
        """What each table is made of."""
        if self.server:
            return sorted(self.asked(PARTS_OF_POSTGRES))
        made = self.asked(
            "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'sqlite_%'"
        )
        return sorted((table, part) for table, sql in made for part in parts_of(sql))

    def rows(self):
        """How many rows each table has."""
        tables = {table for table, _ in self.parts()}
        return {table: self.asked(f'SELECT count(*) FROM "{table}"') for table in tables}  # noqa: S608 - our own tables


def parts_of(sql):
    """The columns and constraints of a statement that makes a table; the statement itself where it makes an index."""
    if not sql.startswith("CREATE TABLE"):
        return [sql]
    depth, parts = 0, [""]
    for sign in re.sub(r"\s+", " ", sql.partition("(")[2].rpartition(")")[0]):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


@pytest.fixture
def made(tmp_path):
    instance = Instance(tmp_path / "made")
    done = instance.run(f"{MADE}; assert tables.is_up()")
    assert done.returncode == 0, done.stderr
    return instance


def test_migrations_come_to_the_tables_that_an_empty_database_gets_at_once(made, tmp_path):
    migrated = Instance(tmp_path / "migrated")
    done = migrated.run(f"{MIGRATED}; assert tables.is_up()")

    assert done.returncode == 0, done.stderr
    assert len(made.rows()) > 100
    assert set(made.parts()) ^ set(migrated.parts()) == (ALIKE if made.server else set())
    assert made.rows() == migrated.rows()


def test_a_start_that_is_cut_short_leaves_an_empty_database_for_the_next(made, tmp_path):
    instance = Instance(tmp_path / "short")

    assert instance.run(CUT_SHORT).returncode != 0
    assert instance.parts() == []
    assert instance.run(MADE).returncode == 0
    assert instance.rows() == made.rows()
