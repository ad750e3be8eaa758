"""The shape of an instrument file: every field named, typed and in range, each fault with its place and repair."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tuvurane.foundation.words import LANGUAGES
from tuvurane.measures.problems import Fault

Shape = Callable[[Any, str], Iterator[Fault]]
"""A check of one value at one place of the file; yields its faults."""

PROPOSED = "proposed default"
"""Stands in ``source`` where no source was found and the rule is ours."""


def faults_of(raw: Any, *, stem: str) -> list[Fault]:
    """All faults of a parsed instrument file named ``stem``.json: shape first, then what must agree."""
    faults = list(_PACK(raw, ""))
    return faults or list(_disagreements(raw, stem))


def _fault(place: str, value: object, code: str, **details: object) -> Fault:
    return Fault(None, place or "file", "" if isinstance(value, dict | list) else str(value), code, details)


def _matching(pattern: str, expected: str) -> Shape:
    compiled = re.compile(pattern)

    def check(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield _fault(place, value, "expected", expected=expected)

    return check


def _whole(value: Any, place: str) -> Iterator[Fault]:
    if type(value) is not int:
        yield _fault(place, value, "expected", expected="0, 1, 2 …")


def _positive(value: Any, place: str) -> Iterator[Fault]:
    if type(value) is not int or value < 1:
        yield _fault(place, value, "expected", expected="1, 2, 3 …")


def _flag(value: Any, place: str) -> Iterator[Fault]:
    if type(value) is not bool:
        yield _fault(place, value, "expected", expected="true, false")


def _fraction(value: Any, place: str) -> Iterator[Fault]:
    if type(value) not in (int, float) or not 0 <= value <= 1:
        yield _fault(place, value, "expected", expected="0 … 1")


def _one_of(*allowed: str) -> Shape:
    def check(value: Any, place: str) -> Iterator[Fault]:
        if value not in allowed:
            yield _fault(place, value, "expected", expected=", ".join(allowed))

    return check


def _or_null(shape: Shape) -> Shape:
    def check(value: Any, place: str) -> Iterator[Fault]:
        if value is not None:
            yield from shape(value, place)

    return check


def _list(shape: Shape, *, least: int = 0) -> Shape:
    def check(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, list) or len(value) < least:
            yield _fault(place, value, "expected", expected=f"[ … ] ≥ {least}")
            return
        for number, entry in enumerate(value):
            yield from shape(entry, f"{place}[{number}]")

    return check


def _record(required: dict[str, Shape], optional: dict[str, Shape] | None = None) -> Shape:
    shapes = required | (optional or {})

    def check(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield _fault(place, value, "expected", expected="{ … }")
            return
        dot = f"{place}." if place else ""
        for name in required.keys() - value.keys():
            yield _fault(f"{dot}{name}", "", "field_absent")
        for name, entry in value.items():
            if name in shapes:
                yield from shapes[name](entry, f"{dot}{name}")
            else:
                yield _fault(f"{dot}{name}", "", "field_unknown", known=", ".join(shapes))

    return check


def _by_name(shape: Shape) -> Shape:
    def check(value: Any, place: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield _fault(place, value, "expected", expected="{ … }")
            return
        for name, entry in value.items():
            yield from _KEY(name, f"{place}.{name}")
            yield from shape(entry, f"{place}.{name}")

    return check


_TEXT = _matching(r"(?s).*\S.*", "“…”")
_KEY = _matching(r"[a-z][a-z0-9_]{0,29}", "a-z 0-9 _")
_LOCAL = _record(dict.fromkeys(LANGUAGES, _TEXT))
_LANGUAGE = _or_null(_matching(r"[a-z]{2,3}", "rw, en, …"))
_SEX = _or_null(_one_of("F", "M"))
_SOURCE = _matching(rf"https?://\S+|{PROPOSED}", f"https://…, {PROPOSED}")
_PACK = _record(
    {
        "name": _KEY,
        "version": _matching(r"[0-9a-z.]{1,10}", "1, 1.1, …"),
        "title": _matching(r"instrument\.[a-z0-9_]+", "instrument.…"),
        "words_status": _record(dict.fromkeys(LANGUAGES, _one_of("source", "draft", "reviewed"))),
        "items": _list(_record({"key": _KEY, "label": _LOCAL}, {"reverse": _flag, "safeguarding": _flag}), least=1),
        "options": _list(_record({"value": _whole, "label": _LOCAL}), least=2),
        "scoring": _record(
            {
                "method": _one_of("sum"),
                "multiplier": _positive,
                "minimum": _whole,
                "maximum": _whole,
                "better": _one_of("lower", "higher"),
            }
        ),
        "subscales": _by_name(_list(_KEY, least=1)),
        "missing_items": _record({"rule": _one_of("no_total"), "why": _LOCAL, "source": _SOURCE}),
        "cutoffs": _list(
            _record(
                {
                    "population": _LOCAL,
                    "language": _LANGUAGE,
                    "sex": _SEX,
                    "value": _whole,
                    "direction": _one_of("at_least", "below"),
                    "source": _SOURCE,
                    "note": _LOCAL,
                }
            )
        ),
        "reliability": _list(
            _record(
                {
                    "kind": _one_of("alpha", "retest"),
                    "value": _fraction,
                    "population": _LOCAL,
                    "language": _LANGUAGE,
                    "sex": _SEX,
                    "source": _SOURCE,
                }
            )
        ),
        "important_change": _or_null(_record({"value": _positive, "source": _SOURCE})),
        "licence": _record({"owner": _TEXT, "note": _LOCAL, "source": _SOURCE}),
        "sources": _list(_SOURCE, least=1),
    }
)


def _disagreements(raw: dict[str, Any], stem: str) -> Iterator[Fault]:
    if raw["name"] != stem:
        yield _fault("name", raw["name"], "expected", expected=stem)
    keys = [item["key"] for item in raw["items"]]
    values = [option["value"] for option in raw["options"]]
    yield from _repeated(keys, "items", "key")
    yield from _repeated(values, "options", "value")
    if values != sorted(values):
        yield _fault("options", "", "expected", expected=", ".join(str(value) for value in sorted(values)))
    yield from _range_faults(raw, len(keys), min(values), max(values))
    for name, members in raw["subscales"].items():
        for key in members:
            if key not in keys:
                yield _fault(f"subscales.{name}", key, "expected", expected=", ".join(keys))
        yield from _repeated(members, f"subscales.{name}", "")


def _repeated(entries: list[Any], place: str, field: str) -> Iterator[Fault]:
    for number, entry in enumerate(entries):
        if entry in entries[:number]:
            yield _fault(f"{place}[{number}]{'.' if field else ''}{field}", entry, "repeated")


def _range_faults(raw: dict[str, Any], items: int, lowest: int, highest: int) -> Iterator[Fault]:
    scoring = raw["scoring"]
    factor = items * scoring["multiplier"]
    for bound, expected in (("minimum", factor * lowest), ("maximum", factor * highest)):
        if scoring[bound] != expected:
            yield _fault(f"scoring.{bound}", scoring[bound], "expected", expected=expected)
    least, most = factor * lowest, factor * highest
    for number, cutoff in enumerate(raw["cutoffs"]):
        if not least < cutoff["value"] <= most:
            yield _fault(f"cutoffs[{number}].value", cutoff["value"], "expected", expected=f"{least + 1} … {most}")
