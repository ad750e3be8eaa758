"""Places: down the tree, and by the names that people use, former ones included."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.places import queries as place_queries
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of
from tuvurane.web.places.forms import PlaceSearch
from tuvurane.web.requests import ActorRequest


@door("GET", verb=Verb.PLACES_SEE)
def roots(request: ActorRequest) -> HttpResponse:
    """The top of the tree."""
    top = list(place_queries.children(None, on=clock.today()))
    return render(request, "web/places/roots.html", {"places": top})


@door("GET", verb=Verb.PLACES_SEE)
def place(request: ActorRequest, place_id: int) -> HttpResponse:
    """One place: what lies above and below, what it was before, how many people live there."""
    shown = found(place_queries.by_id(place_id))
    groups = group_queries.groups_visible_to(request.actor, verb=Verb.GROUPS_SEE)
    context = {
        "place": shown,
        "in_force": shown.is_in_force(clock.today()),
        "above": place_queries.ancestors(shown),
        "page": page_of(request, place_queries.children(shown, on=clock.today()), size=100),
        "predecessors": place_queries.predecessors(shown),
        "successors": place_queries.successors(shown),
        "populations": place_queries.populations(shown),
        "groups": groups.filter(place__path__startswith=shown.path).count(),
    }
    return render(request, "web/places/place.html", context)


@door("GET", verb=Verb.PLACES_SEE)
def pick(request: ActorRequest) -> HttpResponse:
    """The answers to a search for a place: a part of the picker, or a page of its own without script."""
    form = PlaceSearch(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"place_search": "", "field": "place"}
    term = asked["place_search"]
    found_places = place_queries.find(term, on=clock.today()) if term else []
    context = {"found": found_places, "term": term, "name": asked["field"] or "place", "form": form}
    return render(request, "web/places/_found.html" if request.htmx else "web/places/pick.html", context)
