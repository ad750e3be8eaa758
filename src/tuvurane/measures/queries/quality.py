"""The page of quality: what stands out in the answers of a time. Answers are opened in memory only."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from tuvurane.foundation import sealing
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Purpose
from tuvurane.groups.models import Consent, Group
from tuvurane.measures import scoring
from tuvurane.measures.codes import Arm, Form, Wave
from tuvurane.measures.models import Response
from tuvurane.measures.queries.responses import counted
from tuvurane.measures.queries.schedule import windows_of
from tuvurane.measures.rules import quality
from tuvurane.measures.rules.interviewers import Effect, interviewer_effect, nested
from tuvurane.measures.rules.quality import Check, Interview
from tuvurane.measures.thresholds import threshold
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places

COLUMNS = (
    "pk", "asked_by_id", "asked_by__name", "group_id", "group__place__path", "arm", "wave",
    "version", "form", "administered_on", "total", "missing", "seconds", "answers_sealed",
)  # fmt: skip
MOST_GROUPS = 5


class Late(NamedTuple):
    """A group in which people were asked outside the window of a wave: so many of so many, and by how many days."""

    group: Group
    early: int
    late: int
    of: int
    most_days: int


@dataclass(frozen=True, slots=True)
class Windows:
    """How many interviews lay before or after their window, of those whose window is known; groups with most first."""

    judged: int
    early: int
    late: int
    groups: tuple[Late, ...]
    groups_in_all: int


@dataclass(frozen=True, slots=True)
class Quality:
    """
    What stands out in the interviews of one instrument between two days, both included.

    ``stopped``: there are more than are read, so ``since`` is the day of the oldest that was. ``names``: of those
    who asked. ``alone``: how many of them asked too few people to be spoken of; ``timed``: how many interviews have
    their seconds.
    """

    instrument: scoring.Instrument
    since: date
    until: date
    interviews: int
    stopped: bool
    names: Mapping[str, str]
    alone: int
    timed: int
    straight: Check
    heaps: Check
    identical: Check
    quick: Check
    effect: Effect | None
    windows: Windows


class _Raw(NamedTuple):
    """A response as it is stored (``COLUMNS``)."""

    pk: UUID
    asker: UUID | None
    name: str | None
    group: UUID
    path: str
    arm: str
    wave: str
    version: str
    form: str
    on: date
    total: float | None
    missing: int
    seconds: int | None
    sealed: bytes


class _Row(NamedTuple):
    """A response as it is read, its answers opened."""

    interview: Interview
    group_id: UUID
    arm: str
    wave: str
    on: date
    name: str


def quality_of(
    actor: Actor, *, instrument: scoring.Instrument, on: date, days: int, place_path: str | None = None
) -> Quality:
    """
    What stands out in the counted answers to an instrument in the last ``days``, in the actor's scope.

    Reads at most ``quality_rows`` interviews, the latest first; people who took back their consent are left out.
    Six queries whatever their number. Raises NotAllowed.
    """
    scope.check_has(actor, Verb.MEASURES_SEE)
    if actor.organisation_id is None:
        raise people_problems.NotAllowed(verb=Verb.MEASURES_SEE)
    most = most_rows()
    responses = _responses(actor, instrument, on=on, days=days, place_path=place_path)
    found = list(responses.values_list(*COLUMNS)[: most + 1])
    stopped = len(found) > most
    rows = _opened(instrument, found[:most], people.organisation_key(actor.organisation_id))
    interviews = [row.interview for row in rows]
    asked = Counter(one.asker for one in interviews if one.asker)
    return Quality(
        instrument=instrument,
        since=rows[-1].on if stopped else on - timedelta(days=days),
        until=on,
        interviews=len(rows),
        stopped=stopped,
        names={row.interview.asker: row.name for row in rows},
        alone=sum(number < threshold("interviewer_fewest").value for number in asked.values()),
        timed=sum(one.seconds is not None for one in interviews),
        straight=quality.straight_lines(interviews, instrument),
        heaps=quality.heaps(interviews, instrument),
        identical=quality.identical_rows(interviews, instrument),
        quick=quality.too_quick(interviews),
        effect=_effect(rows),
        windows=_windows(actor, rows, on),
    )


def most_rows() -> int:
    """How many interviews are read at most."""
    return int(threshold("quality_rows").value)


def _responses(
    actor: Actor, instrument: scoring.Instrument, *, on: date, days: int, place_path: str | None
) -> QuerySet[Response]:
    groups = group_queries.groups_visible_to(actor, verb=Verb.MEASURES_SEE).order_by()
    if place_path:
        groups = groups.filter(place__path__startswith=place_path)
    said = Consent.objects.filter(participant=OuterRef("participant"), purpose=Purpose.BE_MEASURED)
    return (
        counted()
        .filter(
            instrument=instrument.name,
            administered_on__range=(on - timedelta(days=days), on),
            group__in=groups.values("pk"),
        )
        .alias(agrees=Subquery(said.order_by("-seq", "-pk").values("given")[:1]))
        .filter(agrees=True)
        .order_by("-administered_on", "-seq", "-pk")
    )


def _opened(instrument: scoring.Instrument, found: Sequence[tuple[Any, ...]], key: sealing.Key) -> list[_Row]:
    written = _Written()
    return [_row(instrument, _Raw(*columns), key, written) for columns in found]


class _Written(dict[UUID | None, str]):
    """Ids as text, each written once: an interviewer asks many people."""

    def __missing__(self, key: UUID | None) -> str:
        self[key] = str(key or "")
        return self[key]


def _row(instrument: scoring.Instrument, raw: _Raw, key: sealing.Key, written: _Written) -> _Row:
    answers = json.loads(sealing.unseal(key, raw.sealed, aad=raw.pk.bytes).decode())
    left_out = instrument.flagged if raw.form == Form.WITHOUT_SCREENING else ()
    whole = raw.form == Form.WHOLE and not raw.missing and raw.version == instrument.version
    return _Row(
        Interview(
            asker=written[raw.asker],
            group=written[raw.group],
            area=raw.path,
            # Only rows of one form of one version can be alike.
            wave=f"{raw.arm} {raw.wave} {raw.version} {raw.form}",
            answers=tuple([value for item, value in answers.items() if item not in left_out]),
            total=raw.total if whole else None,
            seconds=raw.seconds,
        ),
        raw.group,
        raw.arm,
        raw.wave,
        raw.on,
        raw.name or "",
    )


def _effect(rows: Sequence[_Row]) -> Effect | None:
    """Of the totals before the sessions: afterwards groups differ by what happened in them."""
    first = [row.interview for row in rows if row.wave == Wave.BASELINE and row.interview.total is not None]
    asked = [one for one in first if one.asker]
    communes = places.lying_in({one.area for one in asked}, level=places.COMMUNE)
    areas = {path: str(commune.pk) for path, commune in communes.items()}
    return interviewer_effect(
        nested([(areas.get(one.area, one.area), one.asker, one.group, one.total or 0.0) for one in asked])
    )


def _windows(actor: Actor, rows: Sequence[_Row], on: date) -> Windows:
    """How many were asked before or after their window; two windows of one wave do not lie in one group."""
    visible = group_queries.groups_visible_to(actor, verb=Verb.MEASURES_SEE)
    groups = {group.pk: group for group in visible.filter(pk__in={row.group_id for row in rows}).order_by()}
    known = {
        (group_id, window.arm, window.wave): window
        for group_id, found in windows_of(list(groups.values()), on=on).items()
        for window in found
    }
    days: dict[UUID, list[int]] = defaultdict(list)
    for row in rows:
        window = known.get((row.group_id, Arm(row.arm), Wave(row.wave)))
        if window is not None and window.opens is not None and window.closes is not None:
            days[row.group_id].append(min(0, (row.on - window.opens).days) or max(0, (row.on - window.closes).days))
    outside = [
        Late(groups[group_id], early, late, len(found), max(map(abs, found)))
        for group_id, found in days.items()
        if (early := sum(one < 0 for one in found)) + (late := sum(one > 0 for one in found))
    ]
    worst = sorted(outside, key=lambda one: (-one.early - one.late, one.group.name))
    return Windows(
        sum(map(len, days.values())),
        sum(one.early for one in outside),
        sum(one.late for one in outside),
        tuple(worst[:MOST_GROUPS]),
        len(outside),
    )
