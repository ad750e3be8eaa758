"""
The texts that are read aloud before somebody says yes or no: one file a purpose, versions that stay.

A version that was read is never changed: a person's word keeps it for ever, and another text is another version. Pure.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from tuvurane.groups.codes import Purpose


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text in one language, sentence by sentence; ``status``: source, draft or reviewed by a speaker."""

    sentences: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of what is read aloud for a purpose, from a day on, by language."""

    purpose: Purpose
    version: str
    since: date
    spoken: dict[str, Spoken]


@cache
def texts_of(purpose: Purpose) -> tuple[ConsentText, ...]:
    """All versions of the text of a purpose, the first one first."""
    file = resources.files("tuvurane.groups.rules").joinpath(f"texts/{purpose}.json")
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        ConsentText(
            purpose,
            one["version"],
            date.fromisoformat(one["since"]),
            {language: Spoken(tuple(said["sentences"]), said["status"]) for language, said in one["texts"].items()},
        )
        for one in data["versions"]
    )


def current_text(purpose: Purpose) -> ConsentText:
    """The text that is read today: the last version."""
    return texts_of(purpose)[-1]


def text_of(purpose: Purpose, version: str) -> ConsentText | None:
    """One version of the text of a purpose; None where there is no such version (``""``: before texts were kept)."""
    return next((text for text in texts_of(purpose) if text.version == version), None)
