"""
After an erasure nothing of the person is found: not in the database's files and logs, the journal, nor in what is shown.

The instance lives in a home and processes of its own, so that its files are those of a served one.
"""

import base64
import json
import os
import shutil
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
        """A new home, with an empty database of this version's shape; the first call makes the shape."""
        shape, home = self.folder / "shape", self.folder / name
        if not shape.exists():
            if self.server:
                self.ask("postgres", "CREATE DATABASE shape")
            self.steps(shape, "migrate")
        home.mkdir()
        if self.server:
            self.ask("postgres", f"CREATE DATABASE {name} TEMPLATE shape")
        else:
            shutil.copy(shape / "tuvurane.sqlite3", home)
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

    def steps(self, home, words, lived=None):
        """What each of these steps of a life tells, in one process of their own; and what they said besides."""
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
        given = {"TUVURANE_HOME": str(home), "TUVURANE_PROFILE": "demo", "TUVURANE_BACKUP_PASSPHRASE": PASSPHRASE}
        given |= {"DJANGO_SETTINGS_MODULE": "tuvurane.config.settings", "PYTHONPATH": str(ROOT)}
        given["LIVED"] = json.dumps(lived)
        begin = "import tuvurane.config.commands, runpy; runpy.run_module('tests.integration.rights.life', run_name='__main__')"
        done = subprocess.run(
            [sys.executable, "-c", begin, words],
            env=plain | given | self.address(home), cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return *map(json.loads, done.stdout.splitlines()), done.stderr


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
    for content in map(bytes_of, files):
        found |= {what for what, written in ways.items() if any(way in content for way in written)}
    return found


def bytes_of(path):
    """
    What a file says. Of PostgreSQL's log without the head of each page, which stands in the middle of longer rows.

    https://www.postgresql.org/docs/current/wal-internals.html; the first page of a file has a longer head.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:  # one of PostgreSQL's own that it has just removed
        return b""
    if path.parent.name != "pg_wal":
        return content
    return b"".join(content[at + (24 if at else 40) : at + 8192] for at in range(0, len(content), 8192))


def test_no_byte_of_an_erased_person_is_left_and_a_restore_brings_nobody_back(kept, tmp_path):
    home, saved = kept.open("lived"), tmp_path / "yesterday.age"
    lived, before, *_ = kept.steps(home, f"live , read , command backup {saved}")
    known, blobs = [lived["code"], *WORDS], lived["blobs"]
    the_search_finds_what_is_there(kept, home, lived, before)

    erased, log = kept.steps(home, "erase", lived)
    assert {"names", "answers", "paper_sheets", "roles", "stories", "notes", "lines"} <= set(erased["destroyed"])
    if not kept.server:  # overwritten at once; PostgreSQL writes its files anew at night
        assert found_in(kept.written(), known, blobs) == set()
    _, after, night = kept.steps(home, "command retention run , read", lived)

    assert found_in(kept.written(), known, blobs) == set()
    gone_everywhere(lived, after, log + night)

    rebuilt, erasures = kept.open("rebuilt"), home / "erasures.jsonl"
    *_, after, log = kept.steps(rebuilt, f"command restore {saved} --erasures {erasures} , command check , read", lived)

    assert "Whole" in log
    assert found_in(kept.written(), known, blobs) == set()
    gone_everywhere(lived, after, log)


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


def gone_everywhere(lived, after, log):
    """Nothing that can be opened or is shown, no line of the journal, no line of a log says who it was."""
    texts = [*after["opened"], *after["journal"], *after["shown"].values(), log]
    assert {word for word in [*WORDS, lived["code"]] if any(word in text for text in texts)} == set()
    assert lived["of"]["participant"] not in after["shown"]["search"]
    assert after["swept"]
