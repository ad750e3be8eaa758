"""One search field for groups, people, spoken codes and places."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.places import queries as place_queries
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest

SHOWN = 20


@door("GET")
def search(request: ActorRequest) -> HttpResponse:
    """What the reader may find under a word. Participants are found by their spoken code alone."""
    term = request.GET.get("q", "").strip()[:80]
    context = {"term": term} | (_found(request.actor, term) if term else {})
    return render(request, "web/search/search.html", context)


def _found(actor: Actor, term: str) -> dict[str, Any]:
    seen = group_queries.groups_visible_to(actor, verb=Verb.GROUPS_SEE)
    coded = group_queries.groups_visible_to(actor, verb=Verb.PARTICIPANTS_SEE).filter(
        memberships__participant__code__iexact=term
    )
    codes = coded.values_list("memberships__participant_id", "memberships__participant__code", "name")
    accounts = people.accounts_visible_to(actor).filter(name__icontains=term)
    may_see_places = scope.has_verb(actor, Verb.PLACES_SEE)
    found = {
        "groups": list(seen.filter(name__icontains=term)[:SHOWN]),
        "participants": list(codes[:SHOWN]),
        "accounts": list(accounts[:SHOWN]) if scope.has_verb(actor, Verb.ACCOUNTS_SEE) else [],
        "places": place_queries.find(term, on=clock.today(), limit=SHOWN) if may_see_places else [],
    }
    return found | {"nothing": not any(found.values())}
