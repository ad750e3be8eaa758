"""Evidence: whether things got better, for a scope that the reader chooses."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.evidence import publishing
from tuvurane.evidence import queries as evidence_queries
from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.places import queries as place_queries
from tuvurane.web.doors import door
from tuvurane.web.evidence.forms import ScopeForm, first_choices
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language


@door("GET", verb=Verb.EVIDENCE_SEE)
def change(request: ActorRequest) -> HttpResponse:
    """The change of the people measured twice, in the scope that the address names."""
    form = ScopeForm(first_choices(request.actor) | request.GET.dict(), actor=request.actor)
    if not form.is_valid():
        return render(request, "web/evidence/change.html", {"form": form})
    place = form.cleaned_data["place"]
    instrument, asked_as = form.cleaned_data["instrument"]
    page = evidence_queries.change_page(
        request.actor,
        instrument=instrument,
        form=asked_as,
        on=clock.today(),
        place_path=place.path if place else None,
        waves=form.cleaned_data["waves"],
    )
    trail = place_queries.trail(place) if place else ""
    return render(request, "web/evidence/change.html", {"form": form, "page": page, "trail": trail} | _said(page))


def _said(page: evidence_queries.ChangePage) -> dict[str, Any]:
    """The page in the reader's language, or why it says nothing."""
    said = publishing.publish(page, language())
    name = "silence" if isinstance(said, publishing.Silence) else "said"
    return {name: said, "subject": publishing.subject(page, language())}
