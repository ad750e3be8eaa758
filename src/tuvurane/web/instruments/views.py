"""Questionnaires: what each asks under our short labels, how it is scored, its limits and rules of change."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.measures import queries as measure_queries
from tuvurane.measures import scoring
from tuvurane.measures.scoring import Instrument
from tuvurane.web.doors import door
from tuvurane.web.instruments import reading
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language


@door("GET")
def instruments(request: ActorRequest) -> HttpResponse:
    """All instruments in their newest version, and the languages in which a wording is loaded."""
    known = measure_queries.instruments()
    loaded = _loaded()
    rows = [
        row | {"loaded": loaded.get((row["name"], row["version"]), [])}
        for row in scoring.list_instruments(language(), known.values())
    ]
    return render(request, "web/instruments/list.html", {"rows": rows})


@door("GET")
def instrument(request: ActorRequest, name: str) -> HttpResponse:
    """One definition, the newest or the ``version`` that the address asks for."""
    every = measure_queries.every_instrument()
    shown = scoring.pick(every, name, request.GET.get("version") or None)
    versions = sorted((version for called, version in every if called == name), key=scoring.version_order, reverse=True)
    context = _said(shown) | {"versions": versions, "loaded": _loaded().get((shown.name, shown.version), [])}
    return render(request, "web/instruments/instrument.html", context)


def _loaded() -> dict[tuple[str, str], list[str]]:
    loaded: dict[tuple[str, str], list[str]] = {}
    for name, version, spoken in measure_queries.wordings_loaded():
        loaded.setdefault((name, version), []).append(spoken)
    return loaded


def _said(shown: Instrument) -> dict[str, object]:
    return {
        "shown": shown,
        "total": reading.total_said(shown),
        "without_screening": reading.without_screening_said(shown),
        "parts": reading.parts_of(shown),
        "asked": reading.asked_of(shown),
        "limits": reading.limits_of(shown),
        "has_range": any(cutoff.to is not None for cutoff in shown.cutoffs),
        "criteria": reading.criteria_of(shown),
        "bands": reading.bands_of(tuple(one for one in shown.bands if one not in shown.conflicting)),
        "conflicting": reading.bands_of(shown.conflicting),
        "reliable": reading.reliable_of(shown),
        "without_spread": reading.without_spread(shown),
    }
