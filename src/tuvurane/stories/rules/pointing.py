"""
Words of a story by which neighbours could know somebody: people, places, days, years, and what seldom happens.

They are pointed out with what could stand in their place; whoever edits decides. One rule for four languages, as people
mix them. What a name is, the room of groups says (``groups.rules.names``); months, seasons and rare events stand in
``pointing_words.json``. Pure.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import NamedTuple

from tuvurane.groups.rules.names import is_number, name_like

LETTERS = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
WORD = re.compile(LETTERS)
DAY = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})|(\d{4})-\d{1,2}-\d{1,2})\b")
MONTH_OF = re.compile(
    rf"(?:\b(\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+|de\s+|za\s+)?)?\b({LETTERS})\b(?:,?\s+((?:19|20)\d{{2}}))?"
)
YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d{2})(?![\d/.-]*\d)")
LONGEST = 3  # words in a name of a place: Mutambara ya Kabiri


class What(StrEnum):
    """What a word may give away."""

    PERSON = "person"
    NUMBER = "number"
    PLACE = "place"
    DAY = "day"
    YEAR = "year"
    EVENT = "event"


class Pointed(NamedTuple):
    """
    Words as they stand in the text, none twice.

    ``instead``: for a place the larger one around it; for a day the season (``dry`` or ``rainy``) and the year, as far
    as they are known.
    """

    words: str
    what: What
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is known where the story comes from.

    ``people``: how those of the group are called. ``places``: names of smaller places, folded, each with the commune
    around it. ``larger``: names of communes and larger places, which may stand. ``rare``: what else the editor wants
    pointed out.
    """

    people: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    larger: tuple[str, ...] = ()
    rare: tuple[str, ...] = ()


def pointed(text: str, known: Known) -> list[Pointed]:
    """What a text gives away, in the order: people, places, days, years, rare events."""
    text = unicodedata.normalize("NFC", text)
    small = list(_places(text, known))
    others = [*small, *_days(text), *_events(text, known.rare)]
    told = {word.casefold() for one in others for word in one.words.split()}
    names = name_like(text, own=known.people, places=[place.words for place in small] + list(known.larger))
    people = [
        Pointed(word, What.NUMBER if is_number(word) else What.PERSON) for word in names if word.casefold() not in told
    ]
    return list({(one.words.casefold(), one.what): one for one in reversed([*people, *others])}.values())[::-1]


def candidates(text: str) -> set[str]:
    """Words, alone and in rows, that may be the name of a place: those that begin with a capital letter."""
    found = set()
    for row in _rows(text):
        found.add(" ".join(row))
    return found


def replaced(text: str, instead: Mapping[str, str]) -> str:
    """The text with these words replaced, each as a whole word wherever it stands, the longest first."""
    for words in sorted(instead, key=len, reverse=True):
        text = instead[words].join(re.split(rf"(?<!\w){re.escape(words)}(?!\w)", text))
    return text


def folded(text: str) -> str:
    """Small letters, no accents, no apostrophes, every other sign a space: as names of places are compared."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’`]", "", bare.casefold())))


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    for line in re.split(r"[.!?…:;,«»“”\"\n]", text):
        words = WORD.findall(line)
        for at, word in enumerate(words):
            if word[0] == word[0].lower():
                continue
            for length in range(1, LONGEST + 1):
                if at + length <= len(words):
                    yield tuple(words[at : at + length])


def _places(text: str, known: Known) -> Iterator[Pointed]:
    for row in _rows(text):
        words = " ".join(row)
        around = known.places.get(folded(words))
        if around is not None and words in text:
            yield Pointed(words, What.PLACE, (around,))


def _days(text: str) -> Iterator[Pointed]:
    spans = []
    for hit in DAY.finditer(text):
        year = hit[1] or hit[2]
        spans.append(hit.span())
        yield Pointed(hit[0], What.DAY, (year,) if year and len(year) == len("2026") else ())
    for hit in MONTH_OF.finditer(text):
        month = _words().months.get(folded(hit[2]))
        if month is None or not _is_month(hit):
            continue
        spans.append(hit.span())
        yield Pointed(hit[0].strip(), What.DAY, (_season(month), *([hit[3]] if hit[3] else [])))
    for hit in YEAR.finditer(text):
        if not any(start <= hit.start() < end for start, end in spans):
            yield Pointed(hit[1], What.YEAR)


def _is_month(hit: re.Match[str]) -> bool:
    """Whether this is the month and not a word that is spelt alike: it stands beside a number, or is none of those."""
    return bool(hit[1] or hit[3]) or folded(hit[2]) not in _words().other_words


def _season(month: int) -> str:
    return "dry" if month in _words().dry else "rainy"


def _events(text: str, rare: Iterable[str]) -> Iterator[Pointed]:
    stems = _words().rare + tuple(folded(one) for one in rare if folded(one))
    for word in WORD.findall(text):
        if any(folded(word).startswith(stem) for stem in stems if " " not in stem):
            yield Pointed(word, What.EVENT)
    for stem in (stem for stem in stems if " " in stem):
        pattern = r"\W+".join(re.escape(part) for part in stem.split())
        for hit in re.finditer(rf"(?<!\w){pattern}\w*", text, re.IGNORECASE):
            yield Pointed(hit[0], What.EVENT)


class _Words(NamedTuple):
    """The table of words, folded."""

    months: dict[str, int]
    other_words: frozenset[str]
    dry: frozenset[int]
    rare: tuple[str, ...]


@cache
def _words() -> _Words:
    table = json.loads(resources.files("tuvurane.stories.rules").joinpath("pointing_words.json").read_text("utf-8"))
    months = {
        folded(name): number for names in table["months"].values() for number, name in enumerate(names.split(), start=1)
    }
    rare = tuple(folded(stem) for stems in table["rare_events"].values() for stem in stems)
    return _Words(
        months, frozenset(table["months_that_are_other_words_too"].split()), frozenset(table["dry_months"]), rare
    )
