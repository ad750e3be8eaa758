"""What an instrument is: its items, scales, scoring, limits, rules of change and their sources."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

Local = Mapping[str, str]
"""One short text in English, French, Kirundi and Swahili, by language code."""

EXACT = 9
"""Decimals to which scores are compared: two ways to one number must not differ by how machines count."""


@dataclass(frozen=True, slots=True)
class Option:
    """One step of a response scale."""

    value: int
    label: Local


@dataclass(frozen=True, slots=True)
class Item:
    """
    One question, under our own short label (the owner's wording is never shipped).

    ``reverse``: its values run the other way. ``safeguarding``: an answer above 0 makes a person
    ask after this one, whatever the total. ``options``: its own scale, or the instrument's.
    """

    key: str
    label: Local
    reverse: bool
    safeguarding: bool
    options: tuple[Option, ...]

    @property
    def lowest(self) -> int:
        """The least that the item can add."""
        return self.options[0].value

    @property
    def highest(self) -> int:
        """The most that the item can add."""
        return self.options[-1].value

    @property
    def worth(self) -> dict[int, int]:
        """What each answer counts: itself, or in a reversed item as far from the other end."""
        ends = self.lowest + self.highest
        return {option.value: ends - option.value if self.reverse else option.value for option in self.options}


@dataclass(frozen=True, slots=True)
class Scoring:
    """
    How the total is made: ``sum`` or ``mean`` of the items times ``multiplier``, or ``none``.

    ``minimum`` and ``maximum`` are None where there is no total; ``why`` then says why.
    ``better``: lower or higher.
    """

    method: str
    better: str
    multiplier: int = 1
    minimum: float | None = None
    maximum: float | None = None
    why: Local | None = None


@dataclass(frozen=True, slots=True)
class Subscale:
    """Some of the items, scored by themselves (never multiplied). ``most``: missing items that proration bears."""

    name: str
    title: Local
    items: tuple[str, ...]
    method: str
    better: str
    most: int


@dataclass(frozen=True, slots=True)
class Cutoff:
    """
    A limit of the total that a study found for one population.

    ``language`` and ``sex`` None: the source names none. ``direction`` at_least: a total of ``value``
    or more is positive; below: a total under ``value`` is. ``to``: the source gives a range, from
    ``value`` to ``to``, and chooses no number in it.
    """

    population: Local
    language: str | None
    sex: str | None
    value: float
    direction: str
    source: str
    note: Local
    to: float | None = None

    def positive(self, total: float) -> bool | None:
        """Whether a total lies on the side that the source calls positive; None inside a published range."""
        ends = {self.value, self.value if self.to is None else self.to}
        said = {total >= end if self.direction == "at_least" else total < end for end in ends}
        return said.pop() if len(said) == 1 else None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Some of the items, of which ``needed`` must reach the value of the criteria."""

    title: Local
    items: tuple[str, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Criteria:
    """A limit by items in place of the total: in every cluster enough items that count ``at_least`` so much."""

    population: Local
    language: str | None
    sex: str | None
    at_least: int
    clusters: tuple[Cluster, ...]
    source: str
    note: Local


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a scale with its name, both ends included. ``level`` compares it with other sets."""

    level: str
    label: Local
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class BandSet:
    """
    Bands as one source publishes them, for one population.

    ``of`` names what its numbers count: the ``total``, the plain ``sum`` of the items, or their ``mean``.
    """

    population: Local
    language: str | None
    sex: str | None
    of: str
    bands: tuple[Band, ...]
    source: str
    note: Local

    def band(self, value: float) -> Band | None:
        """The band of a value; None in a gap that the source leaves between two bands."""
        exact = round(value, EXACT)
        return next((band for band in self.bands if band.least <= exact <= band.most), None)

    @property
    def for_whom(self) -> tuple[str, str | None, str | None]:
        """Two sets for the same people can conflict; for other people each stands for itself."""
        return self.population["en"], self.language, self.sex


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
class Spread:
    """A published standard deviation of the total before anything was done, needed for reliable change."""

    value: float
    population: Local
    language: str | None
    sex: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Points:
    """
    A change in points of the total to which its source gives a ``meaning``.

    ``kind`` important: people may be called better or worse by it; response: it is shown only.
    """

    value: float
    kind: str
    meaning: Local
    source: str


@dataclass(frozen=True, slots=True)
class MissingItems:
    """What happens to the total when items are missing, and why: ``no_total``, or ``prorate`` up to ``most``."""

    rule: str
    why: Local
    source: str
    most: int = 0


@dataclass(frozen=True, slots=True)
class Licence:
    """
    Who owns the wording, under which licence, and what its use asks for.

    ``labels``: whether the labels of the pack are its writer's ``own`` short words or the
    ``owner``'s wording. ``permission`` is empty where none is needed.
    """

    name: str
    owner: str
    labels: str
    note: Local
    source: str
    permission: str = ""


@dataclass(frozen=True)
class Instrument:
    """A questionnaire's definition. ``about`` says what else a reader must know, or is None."""

    name: str
    version: str
    title: Local
    about: Local | None
    validated: bool
    words_status: Mapping[str, str]
    items: tuple[Item, ...]
    options: tuple[Option, ...]
    scoring: Scoring
    subscales: tuple[Subscale, ...]
    missing_items: MissingItems
    cutoffs: tuple[Cutoff, ...]
    criteria: tuple[Criteria, ...]
    bands: tuple[BandSet, ...]
    points: tuple[Points, ...]
    reliability: tuple[Reliability, ...]
    spread: tuple[Spread, ...]
    licence: Licence
    sources: tuple[str, ...]

    @cached_property
    def item_keys(self) -> tuple[str, ...]:
        """The items in the order in which they are asked."""
        return tuple(item.key for item in self.items)

    @cached_property
    def item_named(self) -> dict[str, Item]:
        """The items by key."""
        return {item.key: item for item in self.items}

    @cached_property
    def allowed(self) -> tuple[int, ...]:
        """The values of the instrument's scale, lowest first; an item may have its own."""
        return tuple(option.value for option in self.options)

    @cached_property
    def worth(self) -> dict[str, dict[int, int]]:
        """What each answer to each item counts."""
        return {item.key: item.worth for item in self.items}

    @cached_property
    def flagged(self) -> tuple[str, ...]:
        """The screening items: an answer above 0 makes a person ask."""
        return tuple(item.key for item in self.items if item.safeguarding)

    @cached_property
    def conflicting(self) -> tuple[BandSet, ...]:
        """The band sets that disagree with another set for the same people about some total."""
        groups = groupby(sorted(self.bands, key=_comparable), key=_comparable)
        return tuple(one for _, found in groups for one in self._disagreeing(tuple(found)))

    @property
    def important_change(self) -> Points | None:
        """The change that its source calls important, if one does."""
        return next((points for points in self.points if points.kind == "important"), None)

    def range_without(self, not_asked: Collection[str] = ()) -> tuple[float, float] | None:
        """The least and the most that the total of the asked items can be; None where there is no total."""
        asked = [item for item in self.items if item.key not in not_asked]
        if self.scoring.method == "none" or not asked:
            return None
        ends = (sum(item.lowest for item in asked), sum(item.highest for item in asked))
        low, high = (self.total_of(end, len(asked)) for end in ends)
        return low, high

    def total_of(self, plain: float, items: int) -> float:
        """The total that a plain sum over so many items comes to."""
        scaled = plain * self.scoring.multiplier
        return scaled / items if self.scoring.method == "mean" else scaled

    def band_value(self, total: float, of: str) -> float:
        """A whole total, in what the numbers of a band set count (see ``BandSet.of``)."""
        if of == "total":
            return total
        count, multiplier = len(self.items), self.scoring.multiplier
        plain = total * count / multiplier if self.scoring.method == "mean" else total / multiplier
        return plain / count if of == "mean" else plain

    def _disagreeing(self, sets: tuple[BandSet, ...]) -> tuple[BandSet, ...]:
        if len(sets) < 2:
            return ()
        count = len(self.items)
        low, high = sum(item.lowest for item in self.items), sum(item.highest for item in self.items)
        for plain in range(low, high + 1):
            total = self.total_of(plain, count)
            found = (one.band(self.band_value(total, one.of)) for one in sets)
            if len({band.level if band else None for band in found}) > 1:
                return sets
        return ()


def _comparable(one: BandSet) -> tuple[str, str, str]:
    population, language, sex = one.for_whom
    return population, language or "", sex or ""
