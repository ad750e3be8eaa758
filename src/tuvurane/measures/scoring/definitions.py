"""What an instrument is: its items, scale, scoring, cut-offs and sources, read from a checked data file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from tuvurane.measures import problems
from tuvurane.measures.scoring import pack_shape

Local = Mapping[str, str]
"""One short text in English, French, Kirundi and Swahili, by language code."""


@dataclass(frozen=True, slots=True)
class Item:
    """
    One question, under our own short label (the owner's wording is never shipped).

    ``reverse``: its values run the other way. ``safeguarding``: an answer above 0 makes a person
    ask after this one, whatever the total.
    """

    key: str
    label: Local
    reverse: bool
    safeguarding: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One step of the response scale."""

    value: int
    label: Local


@dataclass(frozen=True, slots=True)
class Scoring:
    """Total = sum of items times ``multiplier``, from ``minimum`` to ``maximum``; ``better``: lower or higher."""

    multiplier: int
    minimum: int
    maximum: int
    better: str


@dataclass(frozen=True, slots=True)
class Cutoff:
    """
    A limit that a study found for one population.

    ``language`` and ``sex`` None: the source names none. ``direction`` at_least: a total of ``value``
    or more is positive; below: a total under ``value`` is.
    """

    population: Local
    language: str | None
    sex: str | None
    value: int
    direction: str
    source: str
    note: Local

    def positive(self, total: float) -> bool:
        """Whether a total lies on the side that the source calls positive."""
        return total >= self.value if self.direction == "at_least" else total < self.value


@dataclass(frozen=True, slots=True)
class Reliability:
    """A published reliability (``kind`` alpha or retest, 0-1), needed for reliable change."""

    kind: str
    value: float
    population: Local
    language: str | None
    sex: str | None
    source: str


@dataclass(frozen=True, slots=True)
class ImportantChange:
    """The change in points of the total that its source calls important."""

    value: int
    source: str


@dataclass(frozen=True, slots=True)
class MissingItems:
    """What happens to the total when an item is missing, and why. The one rule is ``no_total``."""

    rule: str
    why: Local
    source: str


@dataclass(frozen=True, slots=True)
class Licence:
    """Who owns the wording and what its use asks for."""

    owner: str
    note: Local
    source: str


@dataclass(frozen=True)
class Instrument:
    """A questionnaire's definition. ``title`` is a key of the table of words."""

    name: str
    version: str
    title: str
    words_status: Mapping[str, str]
    items: tuple[Item, ...]
    options: tuple[Option, ...]
    scoring: Scoring
    subscales: Mapping[str, tuple[str, ...]]
    missing_items: MissingItems
    cutoffs: tuple[Cutoff, ...]
    reliability: tuple[Reliability, ...]
    important_change: ImportantChange | None
    licence: Licence
    sources: tuple[str, ...]

    @cached_property
    def item_keys(self) -> tuple[str, ...]:
        """The items in the order in which they are asked."""
        return tuple(item.key for item in self.items)

    @cached_property
    def allowed(self) -> tuple[int, ...]:
        """The values of the response scale, lowest first."""
        return tuple(option.value for option in self.options)

    @cached_property
    def reversed(self) -> frozenset[str]:
        """The items whose values run the other way."""
        return frozenset(item.key for item in self.items if item.reverse)

    @cached_property
    def flagged(self) -> tuple[str, ...]:
        """The items of which an answer above 0 makes a person ask."""
        return tuple(item.key for item in self.items if item.safeguarding)


@cache
def load_instruments() -> dict[str, Instrument]:
    """
    The instruments shipped with the program, by name.

    Raises InstrumentFileBroken naming the file, each place and its repair.
    """
    folder = resources.files("tuvurane.measures").joinpath("instruments")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    found = [read_instrument(file) for file in files]
    return {instrument.name: instrument for instrument in found}


def instrument_named(name: str) -> Instrument:
    """One instrument. Raises InstrumentUnknown naming those that exist."""
    known = load_instruments()
    if name not in known:
        raise problems.InstrumentUnknown(name=name, known=", ".join(known))
    return known[name]


def read_instrument(file: Traversable) -> Instrument:
    """
    Read one instrument file (JSON, UTF-8), strictly: no field too few, none too many, all in range.

    Raises InstrumentFileBroken.
    """
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        fault = problems.Fault(None, file.name, "", "not_json", {"reason": str(error)})
        raise problems.InstrumentFileBroken([fault], file=file.name) from error
    faults = pack_shape.faults_of(raw, stem=file.name.removesuffix(".json"))
    if faults:
        raise problems.InstrumentFileBroken(faults, file=file.name)
    return _instrument(raw)


def _instrument(raw: dict[str, Any]) -> Instrument:
    scoring = {key: value for key, value in raw["scoring"].items() if key != "method"}
    change = raw["important_change"]
    return Instrument(
        name=raw["name"],
        version=raw["version"],
        title=raw["title"],
        words_status=raw["words_status"],
        items=tuple(
            Item(item["key"], item["label"], item.get("reverse", False), item.get("safeguarding", False))
            for item in raw["items"]
        ),
        options=tuple(Option(**option) for option in raw["options"]),
        scoring=Scoring(**scoring),
        subscales={name: tuple(keys) for name, keys in raw["subscales"].items()},
        missing_items=MissingItems(**raw["missing_items"]),
        cutoffs=tuple(Cutoff(**cutoff) for cutoff in raw["cutoffs"]),
        reliability=tuple(Reliability(**row) for row in raw["reliability"]),
        important_change=ImportantChange(**change) if change else None,
        licence=Licence(**raw["licence"]),
        sources=tuple(raw["sources"]),
    )
