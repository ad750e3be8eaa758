"""
Run the stages of ``make check`` or ``make test``, all of them even when one fails, and count.

Stages that only read run two at a time and show their words when they end; the others speak as they run.
The last line is ``N passed, N failed``: tests where a stage counts them, else one per stage.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTEST = ("pytest", "-q", "-n", "2", "-p", "no:cacheprovider")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# The last line of pytest ("3 failed, 40 passed, 1 error in 2.1s") and of vitest ("Tests  1 failed | 40 passed (41)").
SUMMARY = re.compile(r"^\W*Tests\s.*\d (?:passed|failed).*$|^=*\s*\d+ \w+.* in [\d.]+s.*$", re.MULTILINE)


class Stage(NamedTuple):
    """Commands that run one after the other in a folder, with settings of their own."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    folder: str = "."
    settings: tuple[tuple[str, str], ...] = ()


class Outcome(NamedTuple):
    """How a stage ended."""

    name: str
    passed: int
    failed: int
    seconds: float


# Left out on the second database: what asks for no tables; what asks pages, commands and workbooks. Those ask the same
# queries as the rooms; what a database could answer otherwise is asked below them. A backup goes into PostgreSQL and
# comes out of it in ``tests/integration/rights/test_bytes.py``.
BESIDE = (
    "tests/spec",
    "tests/house",
    "tests/witness",
    "tests/unit/web",
    "tests/integration/permissions",
    "tests/integration/care/test_nowhere_else.py",
    "tests/integration/backup/test_commands.py",
    "tests/integration/exchange/test_import_page.py",
    "tests/integration/exchange/test_faults_of_registers.py",
    "tests/integration/exchange/test_trainings_command.py",
    "tests/integration/exchange/test_trainings_faults.py",
    "tests/integration/exchange/test_wild_workbooks.py",
    "tests/integration/sync/test_set_aside_page.py",
    "tests/integration/training/test_gate_doors.py",
)
READING = (
    Stage("types (mypy)", (("mypy",),)),
    Stage("phone: types, lint, walls, tests", (("npm", "run", "-s", "check"), ("npm", "run", "-s", "test")), "phone"),
    Stage("lint (ruff)", (("ruff", "check", "."),)),
    Stage("format (ruff)", (("ruff", "format", "--check", "."),)),
    Stage("walls between rooms (import-linter)", (("lint-imports", "--no-cache"),)),
    Stage("migrations", (("django-admin", "makemigrations", "--check", "--dry-run"),)),
)
RUNNING = (
    Stage("tests on SQLite", ((*PYTEST, "-m", "not e2e and not night and not carried"),)),
    Stage(
        "tests on PostgreSQL",
        (
            (
                *PYTEST,
                "-m",
                "database and not e2e and not night",
                *(part for path in BESIDE for part in ("--ignore", path)),
            ),
        ),
        settings=(("TUVURANE_TEST_DATABASE", "postgres"), ("HYPOTHESIS_PROFILE", "again")),
    ),
    Stage("stories in Chromium", ((*PYTEST, "--dist", "loadfile", "-m", "e2e", "tests/e2e"),)),
)
PLANS = {"check": (READING, ()), "test": (READING, RUNNING)}


def main(plan: str) -> int:
    """Run one plan and print the sum. Returns the exit status."""
    reading, running = PLANS[plan]
    began = time.monotonic()
    with ThreadPoolExecutor(2) as lanes:
        outcomes = list(lanes.map(quietly, reading))
    outcomes += [aloud(stage) for stage in running]
    report(outcomes, time.monotonic() - began)
    return int(any(outcome.failed for outcome in outcomes))


def quietly(stage: Stage) -> Outcome:
    """Run a stage and show its words in one piece at the end."""
    began = time.monotonic()
    words, status = [], 0
    for command in stage.commands:
        done = subprocess.run(
            command, cwd=ROOT / stage.folder, env=environment(stage), capture_output=True, text=True, check=False
        )
        words += [done.stdout, done.stderr]
        status = status or done.returncode
    text = "".join(words)
    outcome = counted(stage, text, status, time.monotonic() - began)
    print(f"\n== {stage.name}\n{text.rstrip()}", flush=True)
    return outcome


def aloud(stage: Stage) -> Outcome:
    """Run a stage and pass its words on as they come."""
    began = time.monotonic()
    print(f"\n== {stage.name}", flush=True)
    lines = []
    with subprocess.Popen(
        stage.commands[0], cwd=ROOT, env=environment(stage), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    return counted(stage, "".join(lines), running.returncode, time.monotonic() - began)


def environment(stage: Stage) -> dict[str, str]:
    """The caller's environment (its proxy and certificates too), with our programs first, and compiled once for all."""
    own = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    # Where nothing compiled is kept, each of the many processes that the tests start compiles all it imports anew.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **own, "PYTHONPATH": str(ROOT), **dict(stage.settings)}


def counted(stage: Stage, text: str, status: int, seconds: float) -> Outcome:
    """Read how many passed and failed. A stage that ends badly has at least one failure."""
    summary = " ".join(SUMMARY.findall(COLOURS.sub("", text)))
    passed = sum(int(number) for number in re.findall(r"(\d+) passed", summary))
    failed = sum(int(number) for number in re.findall(r"(\d+) (?:failed|errors?)", summary))
    if status:
        return Outcome(stage.name, passed, failed or 1, seconds)
    return Outcome(stage.name, passed or 1, failed, seconds)


def report(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Print one line a stage, then the sum."""
    print(f"\n== sum after {seconds:.0f} s")
    for outcome in outcomes:
        sign = "FAILED" if outcome.failed else "ok"
        print(f"{sign:>6}  {outcome.seconds:5.0f} s  {outcome.name}: {outcome.passed} passed, {outcome.failed} failed")
    passed, failed = sum(outcome.passed for outcome in outcomes), sum(outcome.failed for outcome in outcomes)
    print(f"{passed} passed, {failed} failed", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
