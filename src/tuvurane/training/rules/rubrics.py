"""
Rubrics: competences, each with behaviours that one can see or hear, and how a file of them is read.

Our own is open (CC0). Others come as packs that name their licence and the permission to use them;
their text is never among our files.
"""

import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from tuvurane.foundation.words import LANGUAGES, SOURCE_LANGUAGE
from tuvurane.training import problems
from tuvurane.training.problems import PackFault

OWN = ("tuvurane-cbs", "1.0")
STATUSES = ("source", "draft", "reviewed")
# Licences under which anybody may use and translate a text; all others need somebody's permission.
OPEN_LICENCE = re.compile(
    r"(cc0|pddl|public domain|odc[ -]by|cc[ -]by([ -]sa)?)([ -]v?\d(\.\d)?( international)?)?", re.IGNORECASE
)


class Kind(StrEnum):
    """What a behaviour says of whoever shows it."""

    HARMFUL = "harmful"  # unhelpful or harmful: one of them is enough for level 1
    BASIC = "basic"
    ADVANCED = "advanced"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something that one can see or hear in the circle; ``text`` by language."""

    code: str
    kind: Kind
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Competence:
    """Something that a facilitator learns; ``title`` and ``about`` by language."""

    code: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    behaviours: tuple[Behaviour, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """
    Competences under a name, a version and a licence.

    ``permission_ref`` is empty where the licence is open. ``status`` names its languages and how far
    the text of each has come: source, draft or reviewed.
    """

    name: str
    version: str
    title: Mapping[str, str]
    licence: str
    permission_ref: str
    source: str
    status: Mapping[str, str]
    competences: tuple[Competence, ...]

    def competence(self, code: str) -> Competence:
        """The competence of this code. Raises CompetenceUnknown."""
        for competence in self.competences:
            if competence.code == code:
                return competence
        raise problems.CompetenceUnknown(competence=code, rubric=self.name)


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, else in English, else in the first language there is."""
    return texts.get(language) or texts.get(SOURCE_LANGUAGE) or next(iter(texts.values()))


@cache
def own() -> Rubric:
    """Our own rubric of holding a group, read once."""
    name, version = OWN
    file = resources.files("tuvurane.training").joinpath("rubric", f"{name}-{version}.json")
    return read_pack(json.loads(file.read_text(encoding="utf-8")))


def read_pack(data: object) -> Rubric:
    """
    A rubric from the parsed JSON of a pack.

    Raises PackFaulty with every fault: its place in the file and the repair. A pack needs a licence,
    and the reference of a permission unless that licence is open.
    """
    faults = list(faults_of(data))
    if faults or not isinstance(data, dict):
        raise problems.PackFaulty(faults)
    return Rubric(
        **{part: data[part] for part in ("name", "version", "title", "licence", "source", "status")},
        permission_ref=data.get("permission_ref", ""),
        competences=tuple(
            Competence(entry["code"], entry["title"], entry["about"], tuple(map(_behaviour, entry["behaviours"])))
            for entry in data["competences"]
        ),
    )


def _behaviour(entry: dict[str, Any]) -> Behaviour:
    return Behaviour(entry["code"], Kind(entry["kind"]), entry["text"])


def faults_of(data: object) -> Iterator[PackFault]:
    """Everything that is wrong with the parsed JSON of a pack, in its order."""
    if not isinstance(data, dict):
        yield PackFault("", "object")
        return
    yield from _fields(data, "", {*_HEAD, "title", "status", "competences"}, {"permission_ref", "sources"})
    for part, (pattern, code) in _HEAD.items():
        if part in data:
            yield from _matching(data[part], part, pattern, code)
    yield from _permission_faults(data)
    yield from _sources(data.get("sources", []))
    languages = yield from _languages(data.get("status", {}))
    if "title" in data:
        yield from _texts(data["title"], "title", languages)
    if "competences" in data:
        yield from _entries(data["competences"], "competences", languages, _competence_faults)


_Check = Callable[[dict[str, Any], str, tuple[str, ...]], Iterator[PackFault]]
_CODE = re.compile(r"[a-z][a-z0-9_]{0,29}")
_TEXT = re.compile(r"(?s)(?=.*\S).{1,400}")
_HEAD = {
    "name": (re.compile(r"[a-z][a-z0-9-]{0,39}"), "name"),
    "version": (re.compile(r"[0-9a-z][0-9a-z.]{0,19}"), "version"),
    "licence": (re.compile(r"(?=.*\S).{1,120}"), "licence"),
    "source": (_TEXT, "text"),
}


def _fields(entry: dict[str, Any], place: str, required: set[str], optional: set[str]) -> Iterator[PackFault]:
    for name in sorted(required - entry.keys()):
        yield PackFault(_join(place, name), "absent")
    for name in sorted(entry.keys() - required - optional):
        yield PackFault(_join(place, name), "unknown", {"known": ", ".join(sorted(required | optional))})


def _matching(value: object, place: str, pattern: re.Pattern[str], code: str) -> Iterator[PackFault]:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        yield PackFault(place, code)


def _permission_faults(data: dict[str, Any]) -> Iterator[PackFault]:
    permission = data.get("permission_ref", "")
    if not isinstance(permission, str) or len(permission) > 200:
        yield PackFault("permission_ref", "permission_shape")
    elif not permission.strip() and not OPEN_LICENCE.fullmatch(str(data.get("licence", "")).strip()):
        yield PackFault("permission_ref", "permission")


def _sources(sources: object) -> Iterator[PackFault]:
    """Where to read on: a list of texts, and it may be empty."""
    if not isinstance(sources, list):
        yield PackFault("sources", "list")
        return
    for number, source in enumerate(sources):
        yield from _matching(source, f"sources[{number}]", _TEXT, "text")


def _languages(status: object) -> Generator[PackFault, None, tuple[str, ...]]:
    """The languages of the pack: each of its texts is written in all of them."""
    if not isinstance(status, dict) or not status:
        yield PackFault("status", "languages", {"known": ", ".join(LANGUAGES)})
        return ()
    for language, said in status.items():
        if language not in LANGUAGES:
            yield PackFault(_join("status", language), "language", {"known": ", ".join(LANGUAGES)})
        if said not in STATUSES:
            yield PackFault(_join("status", language), "one_of", {"known": ", ".join(STATUSES)})
    return tuple(status)


def _texts(texts: object, place: str, languages: tuple[str, ...]) -> Iterator[PackFault]:
    if not isinstance(texts, dict):
        yield PackFault(place, "object")
        return
    for language in languages:
        if language not in texts:
            yield PackFault(_join(place, language), "absent")
    for language, text in texts.items():
        if language not in languages:
            yield PackFault(_join(place, language), "language", {"known": ", ".join(languages)})
        yield from _matching(text, _join(place, language), _TEXT, "text")


def _entries(entries: object, place: str, languages: tuple[str, ...], check: _Check) -> Iterator[PackFault]:
    """A list of things with codes, each code once."""
    if not isinstance(entries, list) or not entries:
        yield PackFault(place, "list")
        return
    codes: list[object] = []
    for number, entry in enumerate(entries):
        here = f"{place}[{number}]"
        if not isinstance(entry, dict):
            yield PackFault(here, "object")
            continue
        yield from check(entry, here, languages)
        if entry.get("code") in codes:
            yield PackFault(f"{here}.code", "repeated", {"code": entry["code"]})
        codes.append(entry.get("code"))


def _competence_faults(entry: dict[str, Any], place: str, languages: tuple[str, ...]) -> Iterator[PackFault]:
    yield from _fields(entry, place, {"code", "title", "about", "behaviours"}, set())
    yield from _coded(entry, place, ("title", "about"), languages)
    if "behaviours" not in entry:
        return
    behaviours = entry["behaviours"]
    yield from _entries(behaviours, f"{place}.behaviours", languages, _behaviour_faults)
    if isinstance(behaviours, list) and behaviours:
        kinds = [behaviour.get("kind") for behaviour in behaviours if isinstance(behaviour, dict)]
        for kind in Kind:
            if kind not in kinds:
                yield PackFault(f"{place}.behaviours", "kind_absent", {"kind": kind.value})


def _behaviour_faults(entry: dict[str, Any], place: str, languages: tuple[str, ...]) -> Iterator[PackFault]:
    yield from _fields(entry, place, {"code", "kind", "text"}, set())
    yield from _coded(entry, place, ("text",), languages)
    if "kind" in entry and entry["kind"] not in list(Kind):
        yield PackFault(f"{place}.kind", "one_of", {"known": ", ".join(Kind)})


def _coded(
    entry: dict[str, Any], place: str, texts: tuple[str, ...], languages: tuple[str, ...]
) -> Iterator[PackFault]:
    if "code" in entry:
        yield from _matching(entry["code"], f"{place}.code", _CODE, "code")
    for part in texts:
        if part in entry:
            yield from _texts(entry[part], f"{place}.{part}", languages)


def _join(place: str, name: object) -> str:
    return f"{place}.{name}" if place else str(name)
