"""
After an erasure nothing of the person is found: not in the database's files and logs, the journal, nor in what is shown.

The instance lives in a home and processes of its own, so that its files are those of a served one.
"""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests import postgres
from tests.integration.rights.life import WORDS

ROOT = Path(__file__).parents[3]
PASSPHRASE = "amahoro mu mitima 2026"
# As PostgreSQL is served, but for the power cut that no test survives.
AS_SERVED = "-c fsync=off -c synchronous_commit=off"
SHOW_THE_WORDS = {"group", "participant", "session", "shifts", "story", "access", "booklet", "phone", "concern"}
SHOW_THE_CODE = {"participant", "sheet", "access", "story", "concern", "concerns"}
pytestmark = pytest.mark.slow


class Kept(NamedTuple):
    """Where instances are kept: a folder for their homes, and the server of their databases, if they have one."""

    folder: Path
    server: postgres.Server | None

    def open(self, name):
        """A new home, with an empty database."""
        home = self.folder / name
        if self.server:
            self.ask("postgres", f"CREATE DATABASE {name}")
        return home

    def address(self, home):
        return {"TUVURANE_DATABASE": self.server.address_of(home.name)} if self.server else {}

    def ask(self, database, *questions):
        with psycopg.connect(f"host={self.server.folder} user=postgres dbname={database}", autocommit=True) as line:
            for question in questions:
                line.execute(question)

    def written(self):
        """Every file that is there now, as it lies on the disk."""
        if self.server:
            self.ask("postgres", "CHECKPOINT")
        roots = [self.folder, *([self.server.folder] if self.server else [])]
        return [path for root in roots for path in root.rglob("*") if path.is_file()]

    def step(self, home, *words):
        """What a step of a life tells, in a process of its own; and what it said besides."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
        given = {"TUVURANE_HOME": str(home), "TUVURANE_PROFILE": "demo", "TUVURANE_BACKUP_PASSPHRASE": PASSPHRASE}
        given |= {"DJANGO_SETTINGS_MODULE": "tuvurane.config.settings", "PYTHONPATH": str(ROOT)}
        begin = "import tuvurane.config.commands, runpy; runpy.run_module('tests.integration.rights.life', run_name='__main__')"
        done = subprocess.run(
            [sys.executable, "-c", begin, *words],
            env=plain | given | self.address(home), cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout), done.stderr


@pytest.fixture(params=["sqlite", "postgres"])
def kept(request, tmp_path):
    if request.param == "sqlite":
        yield Kept(tmp_path, None)
        return
    server = postgres.start(AS_SERVED)
    try:
        yield Kept(tmp_path, server)
    finally:
        server.stop()


def found_in(files, words=(), blobs=()):
    """Which of these stand in any file, in the ways in which programs write letters."""
    ways = {word: (word.encode(), word.encode("utf-16-le"), base64.b64encode(word.encode())[:-4]) for word in words}
    ways |= {blob: (bytes.fromhex(blob), blob.encode()) for blob in blobs}
    found = set()
    for path in files:
        content = path.read_bytes()
        found |= {what for what, written in ways.items() if any(way in content for way in written)}
    return found


def test_no_byte_of_an_erased_person_is_left_and_a_restore_brings_nobody_back(kept, tmp_path):
    home, saved = kept.open("lived"), tmp_path / "yesterday.age"
    lived, _ = kept.step(home, "live")
    known, everything = json.dumps(lived), ([lived["code"], *WORDS], lived["blobs"])
    before, _ = kept.step(home, "read", known)
    kept.step(home, "command", f"backup {saved}")
    the_search_finds_what_is_there(kept, home, lived, before)

    erased, log = kept.step(home, "erase", known)
    assert {"names", "answers", "paper_sheets", "roles", "stories", "notes", "lines"} <= set(erased["destroyed"])
    if not kept.server:  # overwritten at once; PostgreSQL writes its files anew at night
        assert found_in(kept.written(), *everything) == set()
    _, night = kept.step(home, "command", "retention run")

    assert found_in(kept.written(), *everything) == set()
    gone_everywhere(kept, home, lived, log + night)

    rebuilt = kept.open("rebuilt")
    _, log = kept.step(rebuilt, "command", f"restore {saved} --erasures {home / 'erasures.jsonl'} , check")

    assert "Whole" in log
    assert found_in(kept.written(), *everything) == set()
    gone_everywhere(kept, rebuilt, lived, log)


def the_search_finds_what_is_there(kept, home, lived, before):
    """Every plant is found where it was put: a search that cannot find proves nothing."""
    if kept.server:
        kept.ask(home.name, "ANALYZE")
        in_the_log = [path for path in kept.written() if path.parent.name == "pg_wal"]
        assert found_in(in_the_log, [lived["code"]], lived["blobs"]) == {lived["code"], *lived["blobs"]}
    assert found_in(kept.written(), [lived["code"]], lived["blobs"]) == {lived["code"], *lived["blobs"]}
    assert all(any(word in text for text in before["opened"]) for word in WORDS)
    assert {name for name, text in before["shown"].items() if any(word in text for word in WORDS)} == SHOW_THE_WORDS
    assert {name for name, text in before["shown"].items() if lived["code"] in text} == SHOW_THE_CODE
    assert lived["of"]["participant"] in before["shown"]["search"]


def gone_everywhere(kept, home, lived, log):
    """Nothing that can be opened or is shown, no line of the journal, no line of a log says who it was."""
    after, said = kept.step(home, "read", json.dumps(lived))
    texts = [*after["opened"], *after["journal"], *after["shown"].values(), said, log]
    assert {word for word in [*WORDS, lived["code"]] if any(word in text for text in texts)} == set()
    assert lived["of"]["participant"] not in after["shown"]["search"]
    assert after["swept"]
