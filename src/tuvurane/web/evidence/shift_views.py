"""Evidence of small shifts and of roles taken up: how many, noticed by whom, how soon."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.evidence import shift_publishing, shifts
from tuvurane.evidence.publishing import Silence
from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.places import queries as place_queries
from tuvurane.web.doors import door
from tuvurane.web.evidence.forms import PlaceScopeForm
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language


@door("GET", verb=Verb.EVIDENCE_SEE)
def of_all(request: ActorRequest) -> HttpResponse:
    """Small shifts and roles over the groups of the scope that the address names."""
    form = PlaceScopeForm(request.GET.dict())
    context: dict[str, Any] = {"form": form, "form_address": "evidence:shifts"}
    if form.is_valid():
        place = form.cleaned_data["place"]
        page = shifts.shifts_page(request.actor, on=clock.today(), place_path=place.path if place else None)
        said = shift_publishing.publish_shifts(page, language())
        roles = shift_publishing.publish_roles(page, language())
        context |= {"on": page.on, "trail": place_queries.trail(place) if place else ""}
        context |= {"silence" if isinstance(said, Silence) else "said": said}
        context |= {"roles_silence" if isinstance(roles, Silence) else "roles": roles}
    return render(request, "web/evidence/shifts.html", context)
