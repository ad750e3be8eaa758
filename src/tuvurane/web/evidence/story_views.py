"""Evidence of stories: how many were collected, of what, and which were chosen."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.evidence import stories, story_publishing
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
    """Stories counted over the scope that the address names."""
    form = PlaceScopeForm(request.GET.dict())
    context: dict[str, Any] = {"form": form, "form_address": "evidence:stories"}
    if form.is_valid():
        place = form.cleaned_data["place"]
        page = stories.stories_page(request.actor, on=clock.today(), place_path=place.path if place else None)
        said = story_publishing.publish_stories(page, language())
        context |= {"on": page.on, "trail": place_queries.trail(place) if place else ""}
        context |= {"silence" if isinstance(said, Silence) else "said": said}
    return render(request, "web/evidence/stories.html", context)
