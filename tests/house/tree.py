"""What the house is made of, read from the tree: rooms, files, models, words."""

import csv
import pkgutil
import subprocess
from functools import cache
from importlib import import_module
from pathlib import Path

import tuvurane
from tuvurane.foundation.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tuvurane"
TABLE_OF_WORDS = SOURCE / "foundation" / "table_of_words"
LANGUAGES = ("en", "fr", "rn", "sw")


def rooms() -> list[Path]:
    """Every room: a package directly below ``tuvurane``."""
    return sorted(init.parent for init in SOURCE.glob("*/__init__.py"))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git knows or would take up; binary files too."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def written(*suffixes: str, below: Path = ROOT) -> list[Path]:
    """The tracked files with one of these endings below a folder."""
    return [path for path in tracked() if path.suffix in suffixes and path.is_relative_to(below)]


def name(path: Path) -> str:
    """A file's name from the root of the repository, for messages."""
    return str(path.relative_to(ROOT))


def text(path: Path) -> str:
    """A file's text, or nothing when it is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def problems() -> tuple[type[Problem], ...]:
    """Every refusal of every room (those that only gather others carry no code)."""
    for module in pkgutil.walk_packages(tuvurane.__path__, "tuvurane."):
        if module.name.endswith(".problems"):
            import_module(module.name)
    found, waiting = [], [Problem]
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        found += [child for child in children if "code" in vars(child) and child.__module__.startswith("tuvurane.")]
    return tuple(found)


@cache
def word_rows() -> tuple[tuple[str, dict[str, str]], ...]:
    """Every row of the table of words with where it stands ("places.csv line 3")."""
    rows = []
    for path in sorted(TABLE_OF_WORDS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            rows += [(f"{path.name} line {reader.line_num}", row) for row in reader]
    return tuple(rows)
