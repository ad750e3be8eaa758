"""
Codebooks: what stories are read for, and how a file of them is checked.

An entry says what its code means, when it is used, when not, with an example: the parts of MacQueen, McLellan, Kay and
Milstein (1998), Codebook development for team-based qualitative analysis, CAM Journal 10(2):31-36.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tuvurane.foundation.shapes import Misfit, list_of, matching, misfit, one_of, record, text
from tuvurane.foundation.words import LANGUAGES, SOURCE_LANGUAGE
from tuvurane.stories import problems

OWN = ("change", "1.0")
TEXTS = ("title", "definition", "use", "leave", "example")
# Licences under which anybody may use and translate a text; all others need somebody's permission.
OPEN_LICENCE = re.compile(
    r"(cc0|pddl|public domain|odc[ -]by|cc[ -]by([ -]sa)?)([ -]v?\d(\.\d)?( international)?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Code:
    """One entry: what it is called and means, when to use it, when to leave it, an example; texts by language."""

    code: str
    title: Mapping[str, str]
    definition: Mapping[str, str]
    use: Mapping[str, str]
    leave: Mapping[str, str]
    example: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes under a name, a version and a licence. ``permission`` is empty where the licence is open."""

    name: str
    version: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    licence: str
    source: str
    words_status: Mapping[str, str]
    codes: tuple[Code, ...]
    permission: str = ""

    @property
    def known(self) -> frozenset[str]:
        """Its codes."""
        return frozenset(code.code for code in self.codes)


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in English."""
    return texts.get(language) or texts[SOURCE_LANGUAGE]


@cache
def shipped() -> Mapping[tuple[str, str], Codebook]:
    """Every codebook shipped with the program, older versions too, by name and version."""
    folder = resources.files("tuvurane.stories").joinpath("codebooks")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    books = [read_pack(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return {(book.name, book.version): book for book in books}


def read_pack(raw: Any) -> Codebook:
    """
    The codebook of a pack's parsed JSON, strictly: no field too few, none too many.

    Raises CodebookFaulty with every fault: its place in the file and the repair.
    """
    faults = faults_of(raw)
    if faults:
        raise problems.CodebookFaulty([problems.PackFault(*one) for one in faults])
    return Codebook(**{**raw, "codes": tuple(Code(**entry) for entry in raw["codes"])})


def faults_of(raw: Any) -> list[Misfit]:
    """All faults of a pack's parsed JSON: its shape first, then what must agree."""
    return list(_PACK(raw, "")) or list(_disagreements(raw))


def _disagreements(raw: dict[str, Any]) -> Iterator[Misfit]:
    seen: set[str] = set()
    for number, entry in enumerate(raw["codes"]):
        if entry["code"] in seen:
            yield misfit(f"codes[{number}].code", entry["code"], "repeated")
        seen.add(entry["code"])
    if not raw.get("permission", "").strip() and not OPEN_LICENCE.fullmatch(raw["licence"].strip()):
        yield misfit("permission", "", "permission")


def _local(longest: int) -> Any:
    return record(dict.fromkeys(LANGUAGES, text(longest)))


_PACK = record(
    {
        "name": matching(r"[a-z][a-z0-9_]{0,29}", "a-z 0-9 _ ≤ 30"),
        "version": matching(r"(?=.{1,10}\Z)(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*", "1, 1.1, … ≤ 10"),
        "title": _local(120),
        "about": _local(600),
        "licence": text(120),
        "source": text(900),
        "words_status": record(dict.fromkeys(LANGUAGES, one_of("source", "draft", "reviewed"))),
        "codes": list_of(
            record(
                {"code": matching(r"[a-z][a-z0-9_]{0,29}", "a-z 0-9 _ ≤ 30")} | {part: _local(400) for part in TEXTS}
            ),
            least=2,
            most=60,
        ),
    },
    {"permission": text(300)},
)
