"""
Which stop rules trip, from the adverse events of an organisation. Pure; the rules are data with a source.

A rule of a group asks for so many of its events that match; a rule of the organisation compares groups. What was struck
is not among the events that are passed in.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from tuvurane.care.codes import AdverseKind, Relatedness
from tuvurane.foundation.intervals import exact_interval

RELATED = frozenset({Relatedness.POSSIBLE, Relatedness.LIKELY})


@dataclass(frozen=True, slots=True)
class StopRule:
    """
    One rule. It matches events that are ``serious`` (or not asked: False), of ``kinds`` and ``relatedness``.

    ``scope`` group: at least ``least`` of a group in ``weeks`` (None: ever). ``scope`` organisation: the lower limit of
    the exact 95% interval of the share of groups with such an event in ``weeks``, among those that met, is above
    ``share``; ``least`` groups at least.
    """

    name: str
    scope: Literal["group", "organisation"]
    relatedness: frozenset[Relatedness]
    kinds: frozenset[AdverseKind]
    serious: bool
    least: int
    weeks: int | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as the rules see it: what stands of it."""

    id: UUID
    group_id: UUID | None
    kind: AdverseKind
    serious: bool
    relatedness: Relatedness
    on: date


@dataclass(frozen=True, slots=True)
class Trip:
    """A rule that is tripped for a group, or (None) for the organisation, and from which events."""

    rule: str
    group_id: UUID | None
    events: frozenset[UUID]


def matches(rule: StopRule, event: Happened) -> bool:
    """Whether a rule counts an event, whenever it happened."""
    return (
        event.group_id is not None
        and event.kind in rule.kinds
        and event.relatedness in rule.relatedness
        and (event.serious or not rule.serious)
    )


def trips(rules: Sequence[StopRule], events: Sequence[Happened], *, met: Collection[UUID], on: date) -> list[Trip]:
    """
    Every rule that is tripped on a day. ``met``: the groups that met in the weeks of the organisation's rules.

    A group with such an event counts among those that met, whether a session was recorded or not.
    """
    return [trip for rule in rules for trip in _of_rule(rule, events, met, on)]


def is_new(trip: Trip, known: Mapping[tuple[str, UUID | None], Collection[UUID]]) -> bool:
    """Whether a trip rests on an event that no stop of the same rule, open or lifted, knows."""
    return bool(trip.events - set(known.get((trip.rule, trip.group_id), ())))


def _of_rule(rule: StopRule, events: Sequence[Happened], met: Collection[UUID], on: date) -> list[Trip]:
    counted = [event for event in events if matches(rule, event) and _lately(rule, event, on)]
    by_group: dict[UUID, set[UUID]] = defaultdict(set)
    for event in counted:
        if event.group_id is not None:
            by_group[event.group_id].add(event.id)
    if rule.scope == "group":
        return [
            Trip(rule.name, group_id, frozenset(ids))
            for group_id, ids in sorted(by_group.items())
            if len(ids) >= rule.least
        ]
    if len(by_group) < rule.least or rule.share is None:
        return []
    low, _ = exact_interval(len(by_group), len(set(met) | by_group.keys()))
    return [Trip(rule.name, None, frozenset(event.id for event in counted))] if low > rule.share else []


def _lately(rule: StopRule, event: Happened, on: date) -> bool:
    return rule.weeks is None or event.on > on - timedelta(weeks=rule.weeks)
