"""`tuvurane backup`, `restore` and `check`, with age itself; what is saved here is restored into SQLite."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.factories.erasures import confirm, make_erasure
from tests.factories.groups import make_group, make_session
from tuvurane.config.cli import main
from tuvurane.exchange import backup, erasures_file
from tuvurane.foundation import quiet
from tuvurane.groups.models import Participant
from tuvurane.journal.models import Entry
from tuvurane.people import queries as people
from tuvurane.people.models import KeyGeneration

PASSPHRASE = "amahoro mu mitima 2026"


@pytest.fixture
def lived_in(committed_cast, monkeypatch):
    """A small instance; Django's tests must be told that the copy which is saved from may be read."""
    guarded = BaseDatabaseWrapper.ensure_connection

    def ensure_connection(wrapper):
        if wrapper.alias == backup.SNAPSHOT and wrapper.connection is None:
            wrapper.connect()
        guarded(wrapper)

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure_connection)
    cast = committed_cast
    make_session(make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=2))


def here(*arguments, **given):
    """A command in this process, on the tests' database."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=given)


def elsewhere(home, *arguments):
    """A command on another machine: a new home and SQLite."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
    settings = {"TUVURANE_HOME": str(home), "TUVURANE_BACKUP_PASSPHRASE": PASSPHRASE}
    program = Path(sys.executable).with_name("tuvurane")
    return subprocess.run(
        [program, *arguments], env=plain | settings, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.slow
def test_what_is_saved_here_is_whole_on_another_machine(lived_in, tmp_path):
    file, home = tmp_path / "saved.age", tmp_path / "home"

    saved = here("backup", file, TUVURANE_BACKUP_PASSPHRASE=PASSPHRASE)
    restored = elsewhere(home, "restore", str(file), "--without-erasures")
    checked = elsewhere(home, "check")

    assert (saved.exit_code, restored.returncode, checked.returncode) == (0, 0, 0), (saved, restored, checked)
    assert f"Journal: {Entry.objects.count()} entries read." in checked.stdout
    assert "Organisations: 2. Sealed identities opened: 2 of 2." in checked.stdout
    assert (home / "secrets.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_age_refuses_a_wrong_passphrase_before_anything_is_made(lived_in, tmp_path):
    file, home = tmp_path / "saved.age", tmp_path / "home"
    file.write_bytes(pyrage.passphrase.encrypt(b"something", "another passphrase"))

    refused = elsewhere(home, "restore", str(file))

    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: ")
    assert not (home / "tuvurane.sqlite3").exists()


def test_a_short_passphrase_is_refused(lived_in, tmp_path):
    done = here("backup", tmp_path / "saved.age", TUVURANE_BACKUP_PASSPHRASE="short")

    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "at least 12 signs" in done.output


def forget():
    people.organisation_key.cache_clear()
    people.organisation_box_private.cache_clear()


BREAKS = {
    "a line of the journal changed": (lambda: Entry._base_manager.filter(seq=3).update(verb="x"), "breaks at entry 3"),
    "an identity changed": (
        lambda: Participant.objects.filter(pk=Participant.objects.first().pk).update(identity_sealed=b"\x01" * 60),
        "1 sealed identities do not open",
    ),
    "an identity cut short": (
        lambda: Participant.objects.filter(pk=Participant.objects.first().pk).update(identity_sealed=b"\x01"),
        "1 sealed identities do not open",
    ),
    "an organisation's key gone": (
        lambda: KeyGeneration.objects.filter(organisation__short="AMA", purpose="care").update(key_wrapped=b""),
        "the keys of 1 organisations do not open",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_check_says_what_is_broken(lived_in, name):
    broken, said = BREAKS[name]
    broken()
    forget()

    done = here("check")

    assert done.exit_code == 1
    assert said in done.output


def test_check_says_whole_when_it_is(lived_in):
    done = here("check")

    assert done.exit_code == 0, done.output
    assert "Whole. Profile: test." in done.output


def test_check_says_what_lets_a_server_forget_where_its_log_keeps_the_erased(lived_in, monkeypatch):
    monkeypatch.setattr(quiet, "log_is_ours", lambda: False)

    done = here("check")

    assert done.exit_code == 0, done.output
    assert "GRANT EXECUTE ON FUNCTION pg_switch_wal(), pg_ls_waldir() TO " in done.stderr


@pytest.mark.slow
def test_whoever_was_erased_since_does_not_come_back(lived_in, committed_cast, tmp_path, monkeypatch):
    file, home = tmp_path / "saved.age", tmp_path / "home"
    here("backup", file, TUVURANE_BACKUP_PASSPHRASE=PASSPHRASE)
    person = Participant.objects.order_by("pk").first()
    listed = tmp_path / "erasures.jsonl"
    monkeypatch.setattr(erasures_file, "path", lambda: listed)
    confirm(make_erasure(person.pk), committed_cast.actor("didier"))
    erasures_file.note()

    refused = elsewhere(home, "restore", str(file))
    restored = elsewhere(home, "restore", str(file), "--erasures", str(listed))
    checked = elsewhere(home, "check")

    assert refused.returncode == 1
    assert "--without-erasures" in refused.stderr
    assert (restored.returncode, checked.returncode) == (0, 0), (restored, checked)
    assert "Erased again: 1." in restored.stdout
    with sqlite3.connect(home / "tuvurane.sqlite3") as rebuilt:
        rows = dict(rebuilt.execute("select id, length(identity_sealed) from groups_participant"))
    assert rows[person.pk.hex] == 0
    assert sum(size > 0 for size in rows.values()) == 1
    assert (home / "erasures.jsonl").read_text().count("\n") == 2


@pytest.mark.slow
def test_a_list_of_another_instance_or_of_before_the_backup_is_refused(lived_in, committed_cast, tmp_path, monkeypatch):
    file, home = tmp_path / "saved.age", tmp_path / "home"
    old, foreign = tmp_path / "erasures.jsonl", tmp_path / "foreign.jsonl"
    monkeypatch.setattr(erasures_file, "path", lambda: old)
    erasures_file.note()
    foreign.write_text(old.read_text().replace("instance", "instants"))
    confirm(make_erasure(Participant.objects.first().pk), committed_cast.actor("didier"))
    here("backup", file, TUVURANE_BACKUP_PASSPHRASE=PASSPHRASE)
    old.write_text(old.read_text().splitlines()[0] + "\n")

    for listed in old, foreign:
        refused = elsewhere(home, "restore", str(file), "--erasures", str(listed))

        assert refused.returncode == 1
        assert "not the list of erasures" in refused.stderr
    assert elsewhere(home, "check").stdout.startswith("Journal: 0 entries")
