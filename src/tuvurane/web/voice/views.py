"""The vote with stones: what a group says, how the vote is held, and what is printed for it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.exchange import printing
from tuvurane.foundation import words
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Voice
from tuvurane.groups.thresholds import threshold as of_groups
from tuvurane.people.roles import Verb
from tuvurane.supervision.thresholds import threshold
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.voice import readings
from tuvurane.web.wording import language

PDF = "application/pdf"


@door("GET", verb=Verb.SESSIONS_SEE)
def of_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """What a group says: its curves behind the guard, as far and as soon as the reader may see them."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SESSIONS_SEE, group)
    sight = group_policies.voice_sight(request.actor, group)
    context = {
        "group": group,
        "sight": sight,
        "page": readings.page_of(group, sight),
        "questions": list(Voice),
        "fewest": round(of_groups("voice_fewest").value),
        "pool": round(of_groups("voice_pool_sessions").value),
        "pool_stones": round(of_groups("voice_pool_stones").value),
        "limit": readings.percent(threshold("voice_good_share").value),
    }
    return render(request, "web/voice/group.html", context)


@door("GET", verb=Verb.SESSIONS_SEE)
def how(request: ActorRequest) -> HttpResponse:
    """How the vote is held, and the two sheets to print in each language."""
    steps = printing.guide_steps(language())
    context = {"steps": steps, "languages": words.LANGUAGES, "questions": list(Voice)}
    return render(request, "web/voice/how.html", context)


@door("GET", verb=Verb.SESSIONS_SEE)
def sheet(request: ActorRequest) -> HttpResponse:
    """The picture sheet for the box, in the language asked for (``?in=rn``)."""
    spoken = asked_language(request)
    return pdf(printing.picture_sheet(spoken), f"voice-pictures-{spoken}.pdf")


@door("GET", verb=Verb.SESSIONS_SEE)
def guide(request: ActorRequest) -> HttpResponse:
    """The guide of one page, in the language asked for (``?in=rn``)."""
    spoken = asked_language(request)
    return pdf(printing.guide(spoken), f"voice-guide-{spoken}.pdf")


def asked_language(request: ActorRequest) -> str:
    """A language of ours: the one that the address names, else the reader's."""
    named = request.GET.get("in", "")
    return named if named in words.LANGUAGES else language()


def pdf(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type=PDF, headers=headers)
