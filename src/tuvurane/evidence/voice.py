"""Reading the vote over many groups: its curve, and whether early safety goes with later change. All released."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from statistics import fmean
from typing import NamedTuple

from tuvurane.evidence import disclosure, effects, queries
from tuvurane.evidence.association import rank_correlation
from tuvurane.evidence.disclosure import WHOLE, Draft, Estimate, GroupSize, Released, Size, Withheld
from tuvurane.evidence.shares import share_over_groups
from tuvurane.foundation.thresholds import Threshold
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS, Voice
from tuvurane.groups.queries import Vote
from tuvurane.measures import queries as measure_queries
from tuvurane.people.scope import Actor

PER_CENT = 100.0
WAVES = ("baseline", "end")


@dataclass(frozen=True, slots=True)
class VoicePage:
    """
    The vote by session over the groups of a scope.

    ``sessions`` holds for each session number that may be shown the count ``people`` and the means, in
    per cent, by question. ``withheld`` says why nothing is shown at all. ``left_out``: the part of all
    votes that cannot be believed, in whole per cent, of everything that the reader reaches.
    """

    place_path: str | None
    on: date
    sessions: Mapping[int, Released]
    withheld: Withheld | None
    voted: bool
    left_out: int


@dataclass(frozen=True, slots=True)
class SafetyPage:
    """
    Whether groups that were safe early changed more for the better later.

    ``figures`` holds the count ``people`` and the mean ``association`` (-1..1; above nought: safer early,
    more change for the better), or why it is withheld; None where the groups are fewer than ``needed``, or
    all alike. ``groups``: how many have both, once they are enough to be told.
    """

    instrument: str
    place_path: str | None
    on: date
    figures: Released | Withheld | None
    groups: int | None
    needed: int


class _Change(NamedTuple):
    """One group's mean change for the better, and of how many people."""

    place_path: str
    better: float
    people: int


@cache
def _data() -> dict[str, Threshold]:
    file = resources.files("tuvurane.evidence").joinpath("voice.json")
    return {name: Threshold(**entry) for name, entry in json.loads(file.read_text(encoding="utf-8")).items()}


def limit(name: str) -> int:
    """A threshold of ``voice.json``. Raises KeyError for an unknown one."""
    return int(_data()[name].value)


def limits() -> dict[str, Threshold]:
    """Every threshold of ``voice.json`` with its unit and source, for the page on which they act."""
    return dict(_data())


def voice_page(actor: Actor, *, on: date, place_path: str | None = None) -> VoicePage:
    """
    The share of good stones by session, over the groups at a place and below, or all that the actor reaches.

    Each session is released by itself: of its own groups, and of the neighbours that would give a hidden
    one away. Votes of few stones, and those that are nothing but not good, count here, where no person
    can be told: without them the worst groups would be missing. Raises NotAllowed, PlaceOutsideReach.
    """
    queries.check_scope(actor, place_path)
    votes = group_queries.votes_for_evidence(actor)
    by_number: dict[int, list[Vote]] = defaultdict(list)
    for vote in votes.counted:
        by_number[vote.number].append(vote)
    released: dict[int, Released] = {}
    withheld: Withheld | None = None
    for number in range(1, SESSIONS + 1):
        found = disclosure.release(_draft(by_number[number], place_path or WHOLE))
        if isinstance(found, Released):
            released[number] = found
        else:
            withheld = withheld or found
    voted = len(votes.counted) + votes.left_out
    left_out = round(PER_CENT * votes.left_out / voted) if voted else 0
    return VoicePage(place_path, on, released, None if released else withheld, voted > 0, left_out)


def _draft(votes: Iterable[Vote], place_path: str) -> Draft:
    """The figures of one session: a mean a question, on the stones of the groups inside the place."""
    people: dict[str, int] = {}
    paths: dict[str, str] = {}
    inside: dict[Voice, list[tuple[int, int]]] = {question: [] for question in Voice}
    for vote in votes:
        paths[vote.group] = vote.place_path
        people[vote.group] = max(people.get(vote.group, 0), vote.stones)
        if vote.place_path.startswith(place_path):
            inside[vote.question].append((vote.good, vote.stones))
    here = [group for group, path in paths.items() if path.startswith(place_path)]
    base = Size(sum(people[group] for group in here), len(here))
    means = {question.value: _estimate(counted) for question, counted in inside.items() if len(counted) > 1}
    landscape = [GroupSize(path, people[group]) for group, path in paths.items()]
    return Draft(base, place_path, landscape, {"people": base.people}, (), means, PER_CENT)


def _estimate(counted: Sequence[tuple[int, int]]) -> Estimate:
    found = share_over_groups(counted, level=queries.LEVEL)
    value, low, high = (PER_CENT * edge for edge in (found.value, found.low, found.high))
    return Estimate(value, low, high, Size(found.stones, found.groups))


def safety_page(actor: Actor, *, instrument: str, on: date, place_path: str | None = None) -> SafetyPage:
    """
    The association, from group to group, of the safe share in the first sessions with the mean change.

    A group counts with enough early votes and enough people measured before and at the end
    (``voice.json``). Refused below ``groups`` groups; no figure of a single group leaves.
    Raises NotAllowed, PlaceOutsideReach, InstrumentUnknown.
    """
    queries.check_scope(actor, place_path)
    direction = effects.yardstick(queries.readable(instrument)).direction
    changes = _changes(actor, instrument, 1 if direction is effects.Direction.HIGHER else -1)
    votes = group_queries.votes_for_evidence(actor, question=Voice.SAFE, last=limit("early_sessions"))
    early = _early_safety(votes.counted)
    both = [group for group in changes if group in early]
    landscape = [GroupSize(changes[group].place_path, changes[group].people) for group in both]
    place = place_path or WHOLE
    here = [group for group in both if changes[group].place_path.startswith(place)]
    if len(here) < limit("groups"):
        return SafetyPage(instrument, place_path, on, None, None, limit("groups"))
    found = rank_correlation(
        [early[group] for group in here], [changes[group].better for group in here], level=queries.LEVEL
    )
    if found is None:
        return SafetyPage(instrument, place_path, on, None, len(here), limit("groups"))
    size = Size(sum(changes[group].people for group in here), len(here))
    means = {"association": Estimate(found.value, found.low, found.high, size)}
    draft = Draft(size, place, landscape, {"people": size.people}, (), means, span=2.0)
    return SafetyPage(instrument, place_path, on, disclosure.release(draft), len(here), limit("groups"))


def _early_safety(votes: Iterable[Vote]) -> dict[str, float]:
    """The safe share of each group in these, its first sessions, where enough sessions and stones stand behind it."""
    early: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        early[vote.group].append(vote)
    stones = {group: sum(vote.stones for vote in voted) for group, voted in early.items()}
    return {
        group: sum(vote.good for vote in voted) / stones[group]
        for group, voted in early.items()
        if len(voted) >= limit("early_voted") and stones[group] >= limit("early_stones")
    }


def _changes(actor: Actor, instrument: str, better: int) -> dict[str, _Change]:
    """The mean change of each group with enough people measured both times, turned so that more is better."""
    people: dict[str, dict[str, float]] = defaultdict(dict)
    seated: dict[str, tuple[str, str]] = {}
    for row in measure_queries.rows_for_evidence(actor, instrument, None):
        if row.total is not None:
            people[row.person][row.wave] = row.total
            seated.setdefault(row.person, (row.group, row.place_path))
    first, second = WAVES
    by_group: dict[tuple[str, str], list[float]] = defaultdict(list)
    for person, totals in people.items():
        if first in totals and second in totals:
            by_group[seated[person]].append(better * (totals[second] - totals[first]))
    return {
        group: _Change(path, fmean(changes), len(changes))
        for (group, path), changes in by_group.items()
        if len(changes) >= limit("measured_in_group")
    }
