"""Stories counted: by domain over stories collected, and who among their tellers was chosen. All released."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tuvurane.evidence import disclosure, queries
from tuvurane.evidence.disclosure import WHOLE, Draft, GroupSize, Released, Size, Withheld
from tuvurane.evidence.suppression import Sum
from tuvurane.groups.codes import AgeBand, Sex
from tuvurane.people.scope import Actor
from tuvurane.stories.codes import Domain
from tuvurane.stories.queries.counting import StoryRow, rows_for_evidence

PER_CENT = 100.0
FATES = ("chosen", "left", "unread")
NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """
    Stories of a scope, counted. The base is stories collected, never participants: who tells is no sample.

    ``figures`` holds the counts ``stories``, ``chosen``, ``left`` (read and not chosen), ``unread``, ``domain.<domain>``,
    and of each fate by ``sex.``, ``age.`` and ``area.``, and ``negative`` with ``other``: ``<fate>.<part>.<value>``.
    ``areas``: their names, in order.
    """

    place_path: str | None
    on: date
    figures: Released | Withheld
    areas: tuple[str, ...]
    collected: bool


def stories_page(actor: Actor, *, on: date, place_path: str | None = None) -> StoriesPage:
    """The page for a place and below, or all that the actor reaches. Raises NotAllowed, PlaceOutsideReach."""
    queries.check_scope(actor, place_path)
    found = rows_for_evidence(actor, on=on)
    path = place_path or WHOLE
    inside = [row for row in found if row.place_path.startswith(path)]
    areas = tuple(sorted({row.area for row in inside}))
    return StoriesPage(place_path, on, disclosure.release(_draft(found, inside, path, areas)), areas, bool(inside))


def fate_of(row: StoryRow) -> str:
    """What panels made of a story."""
    return FATES[2] if row.chosen is None else FATES[0] if row.chosen else FATES[1]


def _draft(found: Sequence[StoryRow], inside: Sequence[StoryRow], path: str, areas: Sequence[str]) -> Draft:
    circles = Counter((row.circle, row.place_path) for row in found)
    landscape = [GroupSize(place_path, number) for (_, place_path), number in circles.items()]
    fates = Counter(fate_of(row) for row in inside)
    counts = {"stories": len(inside), **{fate: fates[fate] for fate in FATES}}
    domains = Counter(row.domain for row in inside)
    counts |= {f"domain.{domain}": domains[domain] for domain in Domain}
    sums = [Sum("stories", FATES), Sum("stories", tuple(f"domain.{domain}" for domain in Domain))]
    parts: tuple[tuple[str, Callable[[StoryRow], str], Iterable[str]], ...] = (
        ("sex", lambda row: row.sex or NOT_KNOWN, (*Sex, NOT_KNOWN)),
        ("age", lambda row: row.age_band or NOT_KNOWN, (*AgeBand, NOT_KNOWN)),
        ("area", lambda row: row.area, areas),
        ("kind", lambda row: "negative" if row.domain == Domain.NEGATIVE else "other", ("negative", "other")),
    )
    for name, of, values in parts:
        tallied = Counter((fate_of(row), of(row)) for row in inside)
        for fate in FATES:
            cells = {f"{fate}.{name}.{value}": tallied[fate, value] for value in values}
            counts |= cells
            sums.append(Sum(fate, tuple(cells)))
    negative = tuple(f"{fate}.kind.negative" for fate in FATES)
    sums.append(Sum(f"domain.{Domain.NEGATIVE}", negative))
    return Draft(Size(len(inside), len({row.circle for row in inside})), path, landscape, counts, sums, {}, PER_CENT)
