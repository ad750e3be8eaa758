"""Codes as people write them: the code itself or its label in any of our languages."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from tuvurane.exchange.sheets.columns import Format
from tuvurane.exchange.sheets.plain import plain
from tuvurane.foundation import words


def label(family: str, code: str, language: str) -> str:
    """What a code is called in a language."""
    return words.say(f"{family}.{code}", language)


def labels(format_: Format, family: str, language: str) -> list[str]:
    """All labels of a code list, in its order."""
    return [label(family, code, language) for code in format_.codes[family]]


@cache
def spellings(format_: Format, family: str) -> Mapping[str, str]:
    """
    Every accepted spelling of a code list, folded, and its code.

    A label that two codes share in some language is no spelling of either.
    """
    found: dict[str, set[str]] = {}
    for code in format_.codes[family]:
        for text in [code, *(label(family, code, language) for language in words.LANGUAGES)]:
            found.setdefault(plain(text), set()).add(code)
    found |= {plain(code): {code} for code in format_.codes[family]}
    found |= {text: {code} for text, code in format_.short.get(family, {}).items()}
    return {text: codes.pop() for text, codes in found.items() if len(codes) == 1}


def code_of(format_: Format, family: str, text: str) -> str | None:
    """The code that a text means, or None."""
    return spellings(format_, family).get(plain(text))


def nearest_labels(format_: Format, family: str, text: str, language: str) -> Sequence[str]:
    """The labels that look like the text, at most two."""
    known = {plain(name): name for name in labels(format_, family, language)}
    return [known[near] for near in get_close_matches(plain(text), known, n=2)]
