"""Rooms look alike, so that copying a sibling is the way in."""

import re

import pytest

from tests.house import tree

FORBIDDEN = {"utils", "helpers", "common", "misc", "services", "base", "managers", "signals", "local_settings"}
DOORS = ("web", "sync", "exchange", "evidence")
OWN = {("sync", "actions.py"), ("sync", "erasing.py"), ("sync", "queries.py")}
LONGEST = 600


@pytest.mark.parametrize("room", tree.rooms(), ids=lambda room: room.name)
def test_every_room_introduces_itself_on_one_screen(room):
    readme = room / "README.md"

    assert readme.exists(), f"{tree.name(room)} has no README.md: its nouns, verbs and invariants"
    assert len(readme.read_text(encoding="utf-8").splitlines()) <= 60


def test_no_file_grows_beyond_what_one_can_hold():
    files = tree.written(".py", ".ts", ".tsx", ".html", ".css")

    long = {
        tree.name(path): lines
        for path in files
        if "migrations" not in path.parts and (lines := len(tree.text(path).splitlines())) > LONGEST
    }

    assert not long, f"over {LONGEST} lines: {long}"


def test_no_file_is_named_after_nothing():
    named = [
        tree.name(path)
        for path in tree.written(".py", ".ts", ".tsx")
        if path.name != "base.html" and FORBIDDEN & {path.stem, *path.relative_to(tree.ROOT).parts[:-1]}
    ]

    assert not named, f"name these by their subject: {named}"


def test_doors_and_evidence_ask_queries_instead_of_managers():
    files = [path for door in DOORS for path in tree.written(".py", below=tree.SOURCE / door)]
    # Sync is a room too: its actions and queries keep what is set aside.
    files = [path for path in files if path.relative_to(tree.SOURCE).parts not in OWN]

    asking = [tree.name(path) for path in files if re.search(r"\.objects\b|_default_manager\b", tree.text(path))]

    assert not asking, f"call the room's actions and queries: {asking}"


def test_nothing_is_left_for_later():
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")

    left = [
        tree.name(path) for path in tree.written(".py", ".ts", ".tsx", ".html", ".css") if marks.search(tree.text(path))
    ]

    assert not left, f"finish or drop: {left}"


def test_no_test_waits_for_time_to_pass():
    waits = re.compile(r"\b(?:time\.sleep|wait_for_timeout)\(")

    waiting = [
        tree.name(path) for path in tree.written(".py", below=tree.ROOT / "tests") if waits.search(tree.text(path))
    ]

    assert not waiting, f"wait for the thing itself: {waiting}"


def test_every_benchmark_has_a_budget():
    folder = tree.ROOT / "benchmarks"
    if not folder.exists():
        pytest.skip("no benchmark yet")
    promises = [path for path in tree.written(".py", below=folder) if "\ndef measure(" in tree.text(path)]

    without = [
        tree.name(path) for path in promises if not re.search(r"^\w*BUDGET\w*\b.*=", tree.text(path), re.MULTILINE)
    ]

    assert promises
    assert not without, f"give each a constant named …BUDGET…: {without}"
