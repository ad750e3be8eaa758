"""
Words in a line that may name somebody. They are pointed out before the line is saved, and never refused.

One rule for four languages, as people mix them in one line. The words that name nobody stand in
``name_words.json``. The phone asks by the same rule and the same words (``phone/src/records/names.ts``); both are
held to the cases of ``tests/spec/groups/name_like.json``. Pure.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

LETTERS = r"[^\W\d_]+(?:-[^\W\d_]+)*"
# A word; a number in parts; a sign after which a sentence begins, or that belongs to the word before it.
PIECE = re.compile(rf"({LETTERS})|(\+?\d(?:[ ./-]{{0,2}}\d)+)|([.!?…:«“\"\n–—'’])")
DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{4} ?[-/] ?\d{4}")
PHONE = range(7, 16)  # digits: shorter ones are counted things, longer ones no number that rings (ITU-T E.164: 15)
ELIDED = 2  # letters before an apostrophe: l', qu', ng'
SHORTEST = 3  # a name of two letters is asked about only where it is written as a name


def name_like(line: str, *, own: Iterable[str] = (), places: Iterable[str] = ()) -> list[str]:
    """
    The words of a line that look like a name or a telephone number, as they stand there, none twice.

    ``own``: how the group's people are called, found in small letters too. ``places``: names of places that are known
    here. Found are words of ``own``; a word after a form of address such as Mme; a word with a capital that begins no
    sentence and is none of the words that name nobody (God, days, months, languages, countries, places); a number
    that could ring. Words all in capitals are taken for abbreviations.
    """
    asked = _Asked(_own_words(own), _words().names_nobody | {word for place in places for word in _parts(place)})
    found: dict[str, str] = {}
    for word in asked.in_line(unicodedata.normalize("NFC", line)):
        found.setdefault(_folded(word), word)
    return list(found.values())


def is_number(word: str) -> bool:
    """Whether what was found is a telephone number and not a name."""
    return word[:1] == "+" or word[:1].isdigit()


STRUCK = "…"
TAIL = 8  # digits by which a telephone number is known again, with its country before it or without


def strike(line: str, *, names: Iterable[str], exact: Iterable[str] = ()) -> str:
    """
    The line with an ellipsis in place of everything by which one person is known: for erasing them.

    ``names``: the whole name, the nickname; found as they stand, and word by word as ``name_like`` finds the group's
    own people, in small letters and without accents too. ``exact``: what is struck as it stands (a code, a contact),
    and every telephone number in it however it is written. A line in which nothing is found comes back as it was.
    """
    text = unicodedata.normalize("NFC", line)
    spans = [*_called_in(text, list(names)), *_exact_in(text, exact)]
    return _without(text, spans) if spans else line


def _called_in(text: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Where one person is called in a text: by one of their names, or by all of them in a row."""
    own, rows = _own_words(names), [parts for name in names if (parts := _parts(name))]
    found = list(re.finditer(LETTERS, text))
    folded = [_folded(word.group()) for word in found]
    for at, word in enumerate(folded):
        if not own.isdisjoint({word, *word.split("-")}):
            yield found[at].span()
        for parts in rows:
            if folded[at : at + len(parts)] == parts:
                yield found[at].start(), found[at + len(parts) - 1].end()


def _exact_in(text: str, exact: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where one of these stands in a text as it is, or one of the telephone numbers in it."""
    plain = [unicodedata.normalize("NFC", one).strip() for one in exact]
    for one in filter(None, plain):
        yield from (match.span() for match in re.finditer(re.escape(one), text, re.IGNORECASE))
    tails = {_digits(number)[-TAIL:] for one in plain for _, number, _ in PIECE.findall(one) if _rings(number)}
    for match in PIECE.finditer(text):
        if match[2] and _digits(match[2])[-TAIL:] in tails:
            yield match.span()


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            kept += [text[at:start], STRUCK]
        at = max(at, end)
    return "".join([*kept, text[at:]])


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


@dataclass(frozen=True, slots=True)
class _Words:
    """The table of words, folded."""

    before_a_name: frozenset[str]
    shortened: frozenset[str]
    addressed: frozenset[str]
    small: frozenset[str]
    before_a_place: frozenset[str]
    before_a_place_small: frozenset[str]
    names_nobody: frozenset[str]


@cache
def _words() -> _Words:
    table = json.loads(resources.files("tuvurane.groups.rules").joinpath("name_words.json").read_text("utf-8"))
    return _Words(
        before_a_name=_fold(table["before_a_name"]),
        shortened=frozenset(table["shortened"].split()),
        addressed=_fold(table["titles"]) | _fold(table["before_a_name"]),
        small=_fold(table["small_words"]),
        before_a_place=_fold(table["before_a_place"]),
        before_a_place_small=frozenset(table["before_a_place_in_small_letters"].split()),
        names_nobody=frozenset().union(*map(_fold, table["not_names"].values())),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known while a line is read."""

    own: frozenset[str]
    names_nobody: frozenset[str]

    def in_line(self, line: str) -> Iterator[str]:
        before, begins, began = "", True, True
        for word, number, sign in PIECE.findall(line):
            if number and _rings(number):
                yield number
            elif sign in {"'", "’"}:
                begins = began and len(before) <= ELIDED  # L'Imana: what is left out of a word begins no sentence
            elif sign:
                begins = begins or sign != "." or not _abbreviated(before)
            elif word:
                if self._names(word, before, begins=begins):
                    yield word
                before, began, begins = word, begins, False

    def _names(self, word: str, before: str, *, begins: bool) -> bool:
        folded, led_by = _folded(word), _folded(before)
        if folded in self.own or not self.own.isdisjoint(folded.split("-")):
            return True
        table = _words()
        if folded in self.names_nobody or folded in table.addressed:
            return False
        if led_by in table.before_a_name:
            return folded not in table.small
        if begins or not _capitalised(word):
            return False
        return led_by not in table.before_a_place and before not in table.before_a_place_small


def _own_words(own: Iterable[str]) -> frozenset[str]:
    """
    By what the group's people are known in a line.

    A form of address is no name. Of a name of several words those are left out that mean something else too: whoever
    is called Jean de Dieu does not make a name of God's.
    """
    found: set[str] = set()
    for name in own:
        whole = [part for part in _parts(name) if part not in _words().addressed]
        parts = {half for part in whole for half in (part, *part.split("-")) if len(half) >= SHORTEST}
        found |= parts if len(whole) == 1 else parts - _words().names_nobody
    return frozenset(found)


def _parts(text: str) -> list[str]:
    return [_folded(word) for word in re.findall(LETTERS, unicodedata.normalize("NFC", text))]


def _rings(number: str) -> bool:
    digits = _digits(number)
    return len(digits) in PHONE and not digits.endswith("000") and DAY.fullmatch(number) is None


def _abbreviated(word: str) -> bool:
    """Whether a full stop after this belongs to it: J., Dr."""
    return (len(word) == 1 and word != word.lower()) or word.capitalize() in _words().shortened


def _capitalised(word: str) -> bool:
    return word[0] != word[0].lower() and any(letter != letter.upper() for letter in word[1:])


def _fold(words: str) -> frozenset[str]:
    return frozenset(map(_folded, words.split()))


def _folded(word: str) -> str:
    """Without case and accents, so that Esperance is found for Espérance."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(sign))
