"""The rubrics: the behaviours that are looked for, to read and to print, with their licence."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.people.roles import Verb
from tuvurane.training import queries as training
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training.readings import read_rubric, title_of
from tuvurane.web.wording import language


@door("GET", verb=Verb.FACILITATORS_SEE)
def rubrics(request: ActorRequest) -> HttpResponse:
    """The rubrics of this deployment: our own, and packs that it loaded."""
    listed = [(rubric, title_of(rubric)) for rubric in training.rubrics()]
    return render(request, "web/training/rubrics.html", {"rubrics": listed})


@door("GET", verb=Verb.FACILITATORS_SEE)
def rubric(request: ActorRequest, name: str, version: str) -> HttpResponse:
    """One rubric: each competence with what harms, what holds a group, and what goes further."""
    shown = training.rubric(name, version)
    context = {
        "rubric": shown,
        "title": title_of(shown),
        "competences": read_rubric(shown),
        "draft": shown.status.get(language()) == "draft",
    }
    return render(request, "web/training/rubric.html", context)
