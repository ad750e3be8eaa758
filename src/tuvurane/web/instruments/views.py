"""Questionnaires: what each asks under our short labels, how it is scored, and each cut-off with its source."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.measures import queries as measure_queries
from tuvurane.measures import scoring
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language


@door("GET")
def instruments(request: ActorRequest) -> HttpResponse:
    """All instruments, and the languages in which a wording is loaded."""
    loaded: dict[str, list[str]] = {}
    for name, _, spoken in measure_queries.wordings_loaded():
        loaded.setdefault(name, []).append(spoken)
    rows = [row | {"loaded": loaded.get(row["name"], [])} for row in scoring.list_instruments(language())]
    return render(request, "web/instruments/list.html", {"rows": rows})


@door("GET")
def instrument(request: ActorRequest, name: str) -> HttpResponse:
    """One definition."""
    shown = scoring.render_instrument(scoring.instrument_named(name), language())
    items = [row | {"label": row["label"][language()]} for row in shown["items"]]
    scale = [row | {"label": row["label"][language()]} for row in shown["scale"]]
    context = {"shown": shown, "items": items, "scale": scale}
    return render(request, "web/instruments/instrument.html", context)
