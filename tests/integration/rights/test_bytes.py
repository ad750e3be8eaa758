"""
After an erasure nothing of the person is found: not in the database's files, its log, the journal, or what opens.

The instance lives in a home and processes of its own, so that its files are those of a served one.
"""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.rights.life import WORDS

ROOT = Path(__file__).parents[3]
PASSPHRASE = "amahoro mu mitima 2026"
pytestmark = pytest.mark.slow


def run(home, *command):
    """A step of a life, or a command, in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
    given = {"TUVURANE_HOME": str(home), "TUVURANE_PROFILE": "demo", "TUVURANE_BACKUP_PASSPHRASE": PASSPHRASE}
    given |= {"DJANGO_SETTINGS_MODULE": "tuvurane.config.settings", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=plain | given, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)


def step(home, *words):
    """What a step of a life tells."""
    done = run(home, sys.executable, "-c", "import tuvurane.config.commands, runpy, sys; sys.argv = sys.argv[:1] + sys.argv[1:]; "
               "runpy.run_module('tests.integration.rights.life', run_name='__main__')", *words)  # fmt: skip
    return json.loads(done.stdout), done.stderr


def tuvurane(home, *words):
    return run(home, str(Path(sys.executable).with_name("tuvurane")), *words)


def found_in(folder, words=(), blobs=()):
    """Which of these stand in any file, in the ways in which programs write letters."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    ways = {word: (word.encode(), word.encode("utf-16-le"), base64.b64encode(word.encode())[:-4]) for word in words}
    ways |= {blob: (bytes.fromhex(blob), blob.encode()) for blob in blobs}
    return {what for what, written in ways.items() if any(way in file for way in written for file in files)}


def test_no_byte_of_an_erased_person_is_left_and_a_restore_brings_nobody_back(tmp_path):
    home, rebuilt, saved = tmp_path / "home", tmp_path / "rebuilt", tmp_path / "yesterday.age"
    lived, _ = step(home, "live")
    known = [lived["code"]]
    tuvurane(home, "backup", str(saved))
    before, _ = step(home, "read")
    # The search finds what is there.
    assert found_in(home, known, lived["blobs"]) == {lived["code"], *lived["blobs"]}
    assert all(any(word in text for text in before["opened"]) for word in WORDS)

    erased, log = step(home, "sweep", lived["person"])

    assert {"names", "answers", "paper_sheets", "roles", "stories", "notes", "lines"} <= set(erased["destroyed"])
    assert erased["swept"] is True
    assert found_in(home, [*known, *WORDS], lived["blobs"]) == set()
    gone_everywhere(home, lived, log)

    tuvurane(rebuilt, "restore", str(saved), "--erasures", str(home / "erasures.jsonl"))

    assert found_in(rebuilt, [*known, *WORDS], lived["blobs"]) == set()
    gone_everywhere(rebuilt, lived, "")
    assert "Whole" in tuvurane(rebuilt, "check").stdout


def gone_everywhere(home, lived, log):
    """Nothing that can be opened, no line of the journal, no line of a log says who it was."""
    after, said = step(home, "read")
    texts = [*after["opened"], *after["journal"], said, log]
    assert {word for word in [*WORDS, lived["code"]] if any(word in text for text in texts)} == set()


def test_what_is_overwritten_is_gone_before_the_files_are_written_anew(tmp_path):
    lived, _ = step(tmp_path, "live")

    step(tmp_path, "erase", lived["person"])

    assert found_in(tmp_path, [lived["code"], *WORDS], lived["blobs"]) == set()
