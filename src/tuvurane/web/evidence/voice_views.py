"""Evidence of the vote with stones: the curve over many groups, and whether early safety goes with later change."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.evidence import queries as evidence_queries
from tuvurane.evidence import voice, voice_publishing
from tuvurane.evidence.publishing import Silence
from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.places import queries as place_queries
from tuvurane.web.doors import door
from tuvurane.web.evidence.forms import PlaceScopeForm, SafetyScopeForm
from tuvurane.web.requests import ActorRequest
from tuvurane.web.voice.curve import Point, curve_svg
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.places.models import Place


@door("GET", verb=Verb.EVIDENCE_SEE)
def of_all(request: ActorRequest) -> HttpResponse:
    """The vote by session over the groups of the scope that the address names."""
    form = PlaceScopeForm(request.GET.dict())
    context: dict[str, Any] = {"form": form, "form_address": "evidence:voice"}
    if form.is_valid():
        place = form.cleaned_data["place"]
        page = voice.voice_page(request.actor, on=clock.today(), place_path=place.path if place else None)
        context |= _scoped(page.on, place) | _voice_said(page)
    return render(request, "web/evidence/voice.html", context)


@door("GET", verb=Verb.EVIDENCE_SEE)
def early_safety(request: ActorRequest) -> HttpResponse:
    """Whether groups that were safe early changed more for the better later."""
    form = SafetyScopeForm({"instrument": evidence_queries.instruments()[0]} | request.GET.dict())
    context: dict[str, Any] = {
        "form": form,
        "form_address": "evidence:early_safety",
        "early": voice.limit("early_sessions"),
        "rule": voice_publishing.safety_rule(language()),
    }
    if form.is_valid():
        place = form.cleaned_data["place"]
        page = voice.safety_page(
            request.actor,
            instrument=form.cleaned_data["instrument"],
            on=clock.today(),
            place_path=place.path if place else None,
        )
        context |= _scoped(page.on, place) | _named(voice_publishing.publish_safety(page, language()))
    return render(request, "web/evidence/early_safety.html", context)


def _scoped(on: Any, place: "Place | None") -> dict[str, Any]:
    return {"on": on, "trail": place_queries.trail(place) if place else ""}


def _named(said: object) -> dict[str, Any]:
    return {"silence" if isinstance(said, Silence) else "said": said}


def _voice_said(page: voice.VoicePage) -> dict[str, Any]:
    said = voice_publishing.publish_voice(page, language())
    if isinstance(said, Silence):
        return {"silence": said}
    return {"said": said, "curves": [(curve, _picture(curve)) for curve in said.curves]}


def _picture(curve: voice_publishing.VoiceCurve) -> str:
    points = [Point(one.number, one.number, one.share, one.low, one.high) for one in curve.points]
    return curve_svg(points, name=say(f"voice.{curve.question}"), told=curve.told)
