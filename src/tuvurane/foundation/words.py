"""The table of words: every word a person sees, in four languages, with its review status."""

import csv
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NamedTuple

LANGUAGES = ("rn", "fr", "sw", "en")
SOURCE_LANGUAGE = "en"
COLUMNS = ("key", "en", "fr", "fr_status", "rn", "rn_status", "sw", "sw_status", "note")


class Status(StrEnum):
    """How far a word has come: the source text, a draft, read by a speaker, or not there."""

    SOURCE = "source"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    MISSING = "missing"


class Word(NamedTuple):
    """One row of the table: the texts and their review status by language."""

    texts: dict[str, str]
    statuses: dict[str, Status]


@cache
def table() -> dict[str, Word]:
    """
    Read all families of the table, once.

    Raises ValueError when a file has other columns than ``COLUMNS`` or a key stands twice.
    """
    words: dict[str, Word] = {}
    folder = resources.files("tuvurane.foundation").joinpath("table_of_words")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".csv"):
            continue
        reader = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{file.name}: the header must be {','.join(COLUMNS)}")
        for row in reader:
            if row["key"] in words:
                raise ValueError(f"{file.name}: the key {row['key']} stands twice in the table of words")
            words[row["key"]] = _word(row)
    return words


def _word(row: dict[str, str]) -> Word:
    statuses = {SOURCE_LANGUAGE: Status.SOURCE}
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE:
            statuses[language] = Status(row[f"{language}_status"]) if row[language] else Status.MISSING
    return Word({language: row[language] for language in LANGUAGES}, statuses)


def say(key: str, language: str, /, **details: object) -> str:
    """
    The word for ``key`` in ``language``, its ``{placeholders}`` filled from ``details``.

    Falls back to English where a cell is empty or the language is unknown. Raises KeyError for an
    unknown key.
    """
    texts = table()[key].texts
    text = texts.get(language) or texts[SOURCE_LANGUAGE]
    return text.format(**details) if details else text


def knows(key: str) -> bool:
    """Whether the table holds this key."""
    return key in table()


def status(key: str, language: str) -> Status:
    """The review status of one word in one language."""
    return table()[key].statuses.get(language, Status.MISSING)
