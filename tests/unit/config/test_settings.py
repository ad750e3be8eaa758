"""A wrong or missing setting stops the start with a sentence that names the setting and the cure."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tuvurane.config import environment

SETTINGS = "tuvurane.config.settings"
PRODUCTION = {
    "TUVURANE_PROFILE": "production",
    "TUVURANE_ORIGIN": "https://cbs.example.org",
    "TUVURANE_HOSTS": "cbs.example.org",
}


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Read the settings as a new process would: nothing set but a new home and what the test gives."""
    for name in os.environ:
        if name.startswith("TUVURANE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TUVURANE_HOME", str(tmp_path / "home"))

    def read(**given):
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(environment.__file__.replace("environment", "settings"))

    return read


# what is set -> the setting's name and a word of its cure
WRONG = [
    ({"TUVURANE_PROFILE": "prod"}, "TUVURANE_PROFILE", "demo, production"),
    ({"TUVURANE_HOME": "/proc/nowhere"}, "TUVURANE_HOME", "a folder that this user may write"),
    ({"TUVURANE_DATABASE": "mysql://host/name"}, "TUVURANE_DATABASE", "postgres://user:password@host:5432/name"),
    ({"TUVURANE_DATABASE": "tuvurane.sqlite3"}, "TUVURANE_DATABASE", "sqlite:////folder/file.sqlite3"),
    ({"TUVURANE_DATABASE": "postgres://user@host"}, "TUVURANE_DATABASE", "postgres://user:password@host:5432/name"),
    ({"TUVURANE_DATABASE": "postgres://host:five/name"}, "TUVURANE_DATABASE", "postgres://user:password@host:5432"),
    ({"TUVURANE_DATABASE": "postgres://[host/name"}, "TUVURANE_DATABASE", "postgres://user:password@host:5432"),
    ({"TUVURANE_DATABASE": "sqlite:////nowhere/at/all.sqlite3"}, "TUVURANE_DATABASE", "a folder that exists"),
    ({"TUVURANE_SECOND_FACTOR": "no"}, "TUVURANE_SECOND_FACTOR", "required, off"),
    ({"TUVURANE_ORIGIN": "cbs.example.org"}, "TUVURANE_ORIGIN", "such as https://cbs.example.org"),
    ({"TUVURANE_ORIGIN": "https://cbs.example.org/office"}, "TUVURANE_ORIGIN", "such as https://cbs.example.org"),
    ({"TUVURANE_ORIGIN": "https://host:port"}, "TUVURANE_ORIGIN", "such as https://cbs.example.org"),
    (PRODUCTION | {"TUVURANE_ORIGIN": ""}, "TUVURANE_ORIGIN is missing", "such as https://cbs.example.org"),
    (PRODUCTION | {"TUVURANE_ORIGIN": "http://cbs.example.org"}, "TUVURANE_ORIGIN", "Use https"),
    (PRODUCTION | {"TUVURANE_HOSTS": ""}, "TUVURANE_HOSTS is missing", "such as cbs.example.org"),
    (PRODUCTION | {"TUVURANE_SECOND_FACTOR": "off"}, "TUVURANE_SECOND_FACTOR", "remove the setting"),
    (PRODUCTION | {"TUVURANE_CLOCK": "clock"}, "TUVURANE_CLOCK", "remove the setting"),
    (PRODUCTION | {"TUVURANE_BEHIND_PROXY": "true"}, "TUVURANE_BEHIND_PROXY", "yes, no"),
]


@pytest.mark.parametrize(("given", "named", "cure"), WRONG)
def test_a_wrong_setting_stops_the_start_and_says_the_cure(start, given, named, cure):
    with pytest.raises(SystemExit) as stopped:
        start(**given)

    sentence = str(stopped.value)
    assert sentence.startswith(named)
    assert cure in sentence
    assert sentence.endswith(".")


SECRETS = dict.fromkeys(environment.SECRET_NAMES, "ab" * 32)
BROKEN = [
    "",
    "{",
    "null",
    "[]",
    json.dumps(SECRETS | {"master_key": ""}),
    json.dumps(SECRETS | {"master_key": "ab" * 31}),
    json.dumps(SECRETS | {"lookup_key": 7}),
    json.dumps({name: SECRETS[name] for name in environment.SECRET_NAMES[:2]}),
    json.dumps(SECRETS | {"master_key_before": "ab"}),
    json.dumps(SECRETS | {"master_generation": "two"}),
]


@pytest.mark.parametrize("content", BROKEN)
def test_broken_secrets_stop_the_start_and_are_not_replaced(start, tmp_path, content):
    path = tmp_path / "home" / "secrets.json"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")

    with pytest.raises(SystemExit, match=r"TUVURANE_HOME .*Restore .*secrets\.json from a backup"):
        start()

    assert path.read_text(encoding="utf-8") == content


def test_the_first_start_makes_secrets_for_this_user_alone_and_the_second_keeps_them(start, tmp_path):
    first, second = start(), start()

    path = tmp_path / "home" / "secrets.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert first["TUVURANE_SECRETS"] == second["TUVURANE_SECRETS"] == json.loads(path.read_text(encoding="utf-8"))
    assert len(set(first["TUVURANE_SECRETS"].values())) == 3


def test_starters_at_once_keep_one_file_of_secrets(tmp_path):
    program = (
        "import sys, pathlib; from tuvurane.config import environment; sys.stdin.readline(); "
        "print(environment.secrets_of(pathlib.Path(sys.argv[1]))['master_key'])"
    )
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", program, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]

    for starter in starters:
        starter.stdin.write("go\n")
        starter.stdin.flush()
    keys = {starter.communicate(timeout=60)[0] for starter in starters}

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


def test_the_default_is_a_demo_on_sqlite_that_keeps_what_it_acknowledged(start, tmp_path):
    read = start()

    database = read["DATABASES"]["default"]
    assert (read["PROFILE"], read["DEBUG"], read["TUVURANE_SECOND_FACTOR"]) == ("demo", False, "off")
    assert Path(database["NAME"]) == tmp_path / "home" / "tuvurane.sqlite3"
    assert all(word in database["OPTIONS"]["init_command"] for word in ("journal_mode=WAL", "synchronous=FULL"))
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_production_is_closed_by_default(start):
    read = start(**PRODUCTION)

    assert (read["ALLOWED_HOSTS"], read["TUVURANE_SECOND_FACTOR"]) == (["cbs.example.org"], "required")
    assert all(read[name] for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"))
    assert "SECURE_PROXY_SSL_HEADER" not in read


def test_a_password_with_signs_reaches_postgresql_as_it_is(start):
    read = start(TUVURANE_DATABASE="postgres://am%40ina:p%2Fw%3A1@db.example.org:5433/cbs")

    database = read["DATABASES"]["default"]
    told = [database[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert told == ["am@ina", "p/w:1", "db.example.org", "5433", "cbs"]


def run(*command, **given):
    """One of our programs in a process of its own, with these settings alone."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TUVURANE_", "DJANGO_"))}
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run(
        [program, *command[1:]], env=plain | given, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.slow
def test_the_command_line_says_the_sentence_and_nothing_else(tmp_path):
    done = run("tuvurane", "check", TUVURANE_HOME=str(tmp_path), TUVURANE_PROFILE="prod")

    assert done.returncode == 1
    assert done.stderr.strip() == 'TUVURANE_PROFILE is "prod". Set it to one of: demo, production, test.'


@pytest.mark.slow
def test_the_production_profile_is_deployed_without_a_warning(tmp_path):
    done = run(
        "django-admin", "check", "--deploy", "--fail-level", "WARNING", TUVURANE_HOME=str(tmp_path),
        DJANGO_SETTINGS_MODULE=SETTINGS, **PRODUCTION,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr
