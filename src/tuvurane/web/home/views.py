"""The board: which groups need you today."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.sync import queries as sync_queries
from tuvurane.web import onward
from tuvurane.web.doors import door
from tuvurane.web.home.forms import BoardFilter
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.requests import ActorRequest

# Those that need someone come first: who works through twenty in a day has done much.
BOARD_ROWS = 20


@door("GET")
def today(request: ActorRequest) -> HttpResponse:
    """Every running group in scope as a row of stones, those that need someone first."""
    asked = BoardFilter(request.GET)
    place = asked.cleaned_data["place"] if asked.is_valid() else None
    rows = group_queries.board(request.actor, on=clock.today(), place_path=place.path if place else None)
    page = page_of(request, rows, size=BOARD_ROWS)
    decides = scope.has_verb(request.actor, Verb.SET_ASIDE_DECIDE)
    context = {
        "form": asked,
        "place": place,
        "page": page,
        "query": rest_of_query(request),
        "waiting": [row for row in page if row.needs],
        "calm": [row for row in page if not row.needs],
        "needing": sum(bool(row.needs) for row in rows),
        "waits_aside": sync_queries.waiting(request.actor).count() if decides else 0,
        "records_only": onward.first_page(request.actor.roles) != request.path,
    }
    return render(request, "web/home/today.html", context)
