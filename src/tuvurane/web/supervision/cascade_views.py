"""The cascade: where facilitators are lost on the way, generation by generation."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.supervision import queries as supervision
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.readings import generations_of, lost_most


@door("GET", verb=Verb.FACILITATORS_SEE)
def cascade(request: ActorRequest) -> HttpResponse:
    """How many of those trained passed each link, with the days it took, and how competent each generation is."""
    reading = supervision.cascade_lately(request.actor, now=clock.now())
    generations = generations_of(reading.generations)
    people = sum(row.links[0].people for row in generations)
    rated = any(row.rated for row in generations)
    context = {
        "generations": generations,
        "people": people,
        "rated": rated,
        "read_at": reading.at,
        "answers": lost_most(reading.generations),
    }
    return render(request, "web/supervision/cascade.html", context)
