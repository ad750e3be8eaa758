"""A stop: which rule tripped and from what, and the word with which it goes on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.thresholds import source_of
from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.web.adverse.forms import LiftForm
from tuvurane.web.adverse.reading import line_of, stop_line
from tuvurane.web.care.sitting import asked_why
from tuvurane.web.doors import door
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET", "POST", verb=Verb.ADVERSE_SEE)
def stop(request: ActorRequest, stop_id: UUID) -> HttpResponse:
    """One stop. Why one looks is asked first, and each look is noted."""
    now = clock.now()
    shown = care.stop_for(request.actor, stop_id)
    why = asked_why(
        request,
        lambda why: care_actions.look_at_stop(actor=request.actor, stop=shown, why=why, now=now),
        back=reverse("adverse:list"),
    )
    if isinstance(why, HttpResponse):
        return why
    context = {
        "line": stop_line(shown),
        "stop": shown,
        "word": care.word_of(shown),
        "reviewers": care.reviewers_of(shown, clock.today()),
        "lines": [line_of(request.actor, one, now) for one in care.events_of_stop(request.actor, shown)],
        "entries": care.entries_of_adverse(shown),
        "source": source_of(shown.rule),
    }
    return render(request, "web/adverse/stop.html", context)


@door("GET", "POST", verb=Verb.ADVERSE_LIFT)
def lift(request: ActorRequest, stop_id: UUID) -> HttpResponse:
    """Let the group, or the start of new ones, go on."""
    shown = care.stop_for(request.actor, stop_id)
    form = LiftForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            care_actions.lift_stop(actor=request.actor, stop=shown, word=form.cleaned_data["word"], now=clock.now())
            messages.success(request, say("adverse.lifted_now"))
            return redirect("adverse:stop", shown.pk)
    return render(request, "web/adverse/lift.html", {"form": form, "line": stop_line(shown), "stop": shown})
