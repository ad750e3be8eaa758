"""Adverse events of a half-year in numbers, for whoever reads no event."""

from datetime import date, timedelta
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.care import queries as care
from tuvurane.care.codes import AdverseKind, Relatedness
from tuvurane.care.thresholds import source_of
from tuvurane.evidence.adverse import AdverseReleased, adverse_released, fewest, half_year
from tuvurane.evidence.publishing import count
from tuvurane.evidence.suppression import Count, rules
from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language

HALVES = 4  # as far back as is offered
CELLS = tuple((kind, how) for kind in AdverseKind for how in Relatedness)


class Row(NamedTuple):
    """One sort of event: its counts by how related, and all together, in words."""

    kind: AdverseKind
    counts: list[str]
    total: str


@door("GET", verb=Verb.ADVERSE_COUNT)
def counts(request: ActorRequest) -> HttpResponse:
    """The last half-year that is over, or the one asked for (``?half=2026-01-01``)."""
    offered = _halves(clock.today())
    asked = request.GET.get("half", "")
    first, last = next((half for half in offered if half[0].isoformat() == asked), offered[0])
    found = _released(request.actor, first, last)
    context = {
        "first": first,
        "last": last,
        "halves": offered,
        "found": found,
        "rows": _rows(found) if found else [],
        "any_shown": found is not None and any((*found.cells.values(), *found.totals.values())),
        "by_relatedness": [_said(found.totals[how.value]) for how in Relatedness] if found else [],
        "every": _said(found.totals["all"]) if found else "",
        "induced": _said(found.totals["induced"]) if found else "",
        "met": count(found.met, language()) if found else "",
        "columns": list(Relatedness),
        "least": rules().small_cell + 1,
        "groups": rules().groups,
        "fewest": fewest(),
        "source": source_of("group_induced"),
    }
    return render(request, "web/adverse/counts.html", context)


def _halves(today: date) -> list[tuple[date, date]]:
    """The half-years that are over, the last one first."""
    found = []
    first, _ = half_year(today)
    for _ in range(HALVES):
        first, last = half_year(first - timedelta(days=1))
        found.append((first, last))
    return found


def _released(actor: Actor, first: date, last: date) -> AdverseReleased | None:
    raw = care.adverse_counts(actor, first, last)
    totals = {kind.value: [(kind, how) for how in Relatedness] for kind in AdverseKind}
    totals |= {how.value: [(kind, how) for kind in AdverseKind] for how in Relatedness}
    totals |= {"all": list(CELLS), "induced": [cell for cell in CELLS if care.is_group_induced(*cell)]}
    return adverse_released(
        {cell: raw.events.get(cell, 0) for cell in CELLS},
        {cell: raw.groups.get(cell, frozenset()) for cell in CELLS},
        totals=totals,
        hurt=raw.hurt,
        met=raw.met,
    )


def _rows(found: AdverseReleased) -> list[Row]:
    return [
        Row(kind, [_said(found.cells[kind, how]) for how in Relatedness], _said(found.totals[kind.value]))
        for kind in AdverseKind
    ]


def _said(value: Count | None) -> str:
    """A count in words; empty where it is not shown."""
    return "" if value is None else count(value, language())
