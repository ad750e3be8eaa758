"""The shape of a pack (JSON): checks of one value at one place; each yields its misfits; together they make records."""

import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import Any, NamedTuple


class Misfit(NamedTuple):
    """
    What does not fit at one place of a pack (``items[3].label.fr``): the value there, and the code of its repair.

    The room whose pack it is says the repair in its own words.
    """

    place: str
    value: str
    code: str
    details: Mapping[str, object]


Shape = Callable[[Any, str], Iterator[Misfit]]
"""A check of one value at one place of the file."""

LONGEST_SHOWN = 80


def misfit(place: str, value: object, code: str, **details: object) -> Misfit:
    """A misfit at a place; a value is shown unless it is a list or a record."""
    shown = "" if isinstance(value, dict | list) else _shown(str(value))
    return Misfit(place or "file", shown, code, details)


def _shown(text: str) -> str:
    """What a terminal and a page can print of a value."""
    return text[:LONGEST_SHOWN].encode("utf-8", "replace").decode().replace("\x00", "?")


def matching(pattern: str, expected: str) -> Shape:
    """A text of this pattern."""
    compiled = re.compile(pattern)

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield misfit(place, value, "expected", expected=expected)

    return check


def text(longest: int) -> Shape:
    """A text with something to read in it, that every database and page can hold."""
    return matching(rf"(?s)(?=.*\S)[^\x00\ud800-\udfff]{{1,{longest}}}", f"“…” ≤ {longest}")


def whole(least: int, most: int) -> Shape:
    """A whole number in a range."""

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if type(value) is not int or not least <= value <= most:
            yield misfit(place, value, "expected", expected=f"{least}, {least + 1} … {most}")

    return check


def number(least: float, most: float) -> Shape:
    """A number in a range, whole or not."""

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if type(value) not in {int, float} or not isfinite(value) or not least <= value <= most:
            yield misfit(place, value, "expected", expected=f"{least} … {most}")

    return check


def flag(value: Any, place: str) -> Iterator[Misfit]:
    """True or false."""
    if type(value) is not bool:
        yield misfit(place, value, "expected", expected="true, false")


def one_of(*allowed: str) -> Shape:
    """One of these texts."""

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if value not in allowed:
            yield misfit(place, value, "expected", expected=", ".join(allowed))

    return check


def or_null(shape: Shape) -> Shape:
    """A shape, or nothing."""

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if value is not None:
            yield from shape(value, place)

    return check


def list_of(shape: Shape, *, least: int = 0, most: int = 200) -> Shape:
    """A list of one shape."""

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            yield misfit(place, value, "expected", expected=f"[ … ] {least} … {most}")
            return
        for at, entry in enumerate(value):
            yield from shape(entry, f"{place}[{at}]")

    return check


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """A record with these fields and no other."""
    shapes = {**required, **(optional or {})}

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if not isinstance(value, dict):
            yield misfit(place, value, "expected", expected="{ … }")
            return
        dot = f"{place}." if place else ""
        for name in required:
            if name not in value:
                yield misfit(f"{dot}{name}", "", "field_absent")
        for name, entry in value.items():
            if name in shapes:
                yield from shapes[name](entry, f"{dot}{name}")
            else:
                yield misfit(f"{dot}{_shown(name)}", "", "field_unknown", known=", ".join(shapes))

    return check


def by_name(name_shape: Shape, shape: Shape) -> Shape:
    """A record whose names are free, each with one shape."""

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if not isinstance(value, dict):
            yield misfit(place, value, "expected", expected="{ … }")
            return
        for name, entry in value.items():
            yield from name_shape(name, f"{place}.{_shown(name)}")
            yield from shape(entry, f"{place}.{_shown(name)}")

    return check


def chosen_by(field: str, shapes: Mapping[str, Shape]) -> Shape:
    """A record whose ``field`` says which of these shapes it has."""

    def check(value: Any, place: str) -> Iterator[Misfit]:
        if not isinstance(value, dict):
            yield misfit(place, value, "expected", expected="{ … }")
            return
        named = value.get(field)
        if isinstance(named, str) and named in shapes:
            yield from shapes[named](value, place)
        else:
            yield misfit(f"{place}.{field}", "" if named is None else named, "expected", expected=", ".join(shapes))

    return check
