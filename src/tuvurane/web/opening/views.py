"""Breaking the glass: one concern for an hour, told to the safeguarding role at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.opening.forms import BreakForm
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET", verb=Verb.CARE_ACT)
def openings(request: ActorRequest) -> HttpResponse:
    """Where the glass was broken: what nobody acknowledged first."""
    page = page_of(request, care.openings_visible_to(request.actor))
    lines = [(one, care.reason_of(one)) for one in page]
    context = {
        "page": page,
        "waiting": [line for line in lines if line[0].acknowledged_at is None],
        "seen": [line for line in lines if line[0].acknowledged_at is not None],
    }
    return render(request, "web/opening/list.html", context)


@door("GET", "POST", verb=Verb.CARE_BREAK_GLASS)
def new(request: ActorRequest) -> HttpResponse:
    """Whom to call first; then which concern, and why."""
    form = BreakForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = care_actions.break_glass(actor=request.actor, now=clock.now(), **form.cleaned_data)
            if made.concern is None:
                messages.error(request, say("opening.nothing"))
                return redirect("opening:new")
            return redirect("opening:through", made.pk)
    hours = round(threshold("break_glass_hours").value)
    calls = care.called_before_breaking(request.actor, on=clock.today())
    return render(request, "web/opening/new.html", {"form": form, "hours": hours, "calls": calls})


@door("GET")
def through(request: ActorRequest, opening_id: UUID) -> HttpResponse:
    """What is needed to help now, while it is open. Each look is noted."""
    now = clock.now()
    opening = care.own_opening(request.actor, opening_id)
    concern = care_actions.look_through(actor=request.actor, opening=opening, now=now)
    today = people.today_in(concern.organisation_id, now)
    context = {
        "opening": opening,
        "concern": concern,
        "words": care.words_of_concern(concern),
        "on_call": care.on_call_at(concern.organisation_id, concern.place.path, today),
        "services": care.services_near(concern.organisation_id, concern.place),
    }
    return render(request, "web/opening/through.html", context)


@door("POST", verb=Verb.CARE_ACT)
def acknowledge(request: ActorRequest, opening_id: UUID) -> HttpResponse:
    """One has seen it."""
    opening = care.opening_for(request.actor, opening_id)
    care_actions.acknowledge_opening(actor=request.actor, opening=opening, now=clock.now())
    messages.success(request, say("opening.acknowledged_now"))
    return redirect("opening:list")
