"""
Harm that somebody told of: handed over by anybody, read by whoever must take it and by nobody who is named.

Who may open one is asked of the intake itself, so that these pages are the same for everybody else: there is nothing.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.codes import IntakeEnd
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock
from tuvurane.web.care.sitting import asked_why
from tuvurane.web.doors import door
from tuvurane.web.intake.forms import CloseForm, HandForm, IntakeForm, NameForm
from tuvurane.web.intake.reading import line_of
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET")
def intakes(request: ActorRequest) -> HttpResponse:
    """What waits for the reader: those over their time first."""
    now = clock.now()
    page = page_of(request, care.intakes_visible_to(request.actor, on=clock.today()))
    lines = [line_of(one, now) for one in page]
    context = {
        "page": page,
        "over": [line for line in lines if line.over],
        "waiting": [line for line in lines if line.due and not line.over],
        "closed": [line for line in lines if not line.due],
    }
    return render(request, "web/intake/list.html", context)


@door("GET", "POST")
def new(request: ActorRequest) -> HttpResponse:
    """Hand over what somebody told: what to do now first, then as few questions as it takes."""
    form = IntakeForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            care_actions.receive_intake(
                actor=request.actor,
                intake_id=form.cleaned_data["intake_id"],
                content=form.content(),
                now=clock.now(),
            )
            return render(request, "web/intake/handed_over.html", {"danger": form.content().danger_now})
    hours = threshold("intake_take_hours")
    return render(request, "web/intake/new.html", {"form": form, "hours": round(hours.value)})


@door("GET", "POST")
def intake(request: ActorRequest, intake_id: UUID) -> HttpResponse:
    """One intake. Why one looks is asked first, and each look is noted."""
    now = clock.now()
    shown = care.intake_for(request.actor, intake_id, on=clock.today())
    why = asked_why(
        request,
        lambda why: care_actions.look_at_intake(actor=request.actor, intake=shown, why=why, now=now),
        back=reverse("intake:list"),
    )
    if isinstance(why, HttpResponse):
        return why
    sentence, reach = care.said_in(shown)
    context = {
        "line": line_of(shown, now),
        "intake": shown,
        "sentence": sentence,
        "reach": reach,
        "named": [one.account.name for one in shown.named.select_related("account")],
        "named_reads": care.named_would_read(shown, clock.today()),
        "services": care.services_near(shown.organisation_id, shown.place),
        "entries": care.entries_of_intake(shown),
        "source": threshold("intake_hand_hours").source,
    }
    return render(request, "web/intake/intake.html", context)


@door("POST")
def take(request: ActorRequest, intake_id: UUID) -> HttpResponse:
    """The reader sees to it."""
    shown = care.intake_for(request.actor, intake_id, on=clock.today())
    care_actions.take_intake(actor=request.actor, intake=shown, now=clock.now())
    messages.success(request, say("intake.taken_now"))
    return redirect("intake:intake", intake_id)


@door("GET", "POST")
def hand(request: ActorRequest, intake_id: UUID) -> HttpResponse:
    """Note that a qualified service has it."""
    shown = care.intake_for(request.actor, intake_id, on=clock.today())
    services = care.services_near(shown.organisation_id, shown.place)
    form = HandForm(request.POST if request.method == "POST" else None, services=services)
    if form.is_valid():
        chosen = form.cleaned_data["service"]
        with refusals_on(form):
            service = services.filter(pk=chosen).first() if chosen else None
            care_actions.hand_intake(actor=request.actor, intake=shown, service=service, now=clock.now())
            messages.success(request, say("intake.handed_now"))
            return redirect("intake:intake", intake_id)
    return render(request, "web/intake/step.html", {"form": form, "intake": shown, "step": "hand"})


@door("GET", "POST")
def name(request: ActorRequest, intake_id: UUID) -> HttpResponse:
    """Somebody else is named: from now on it does not exist for them."""
    shown = care.intake_for(request.actor, intake_id, on=clock.today())
    form = NameForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            care_actions.name_in_intake(
                actor=request.actor, intake=shown, named=form.cleaned_data["named"], now=clock.now()
            )
            messages.success(request, say("intake.named_now"))
            return redirect("intake:list")
    return render(request, "web/intake/step.html", {"form": form, "intake": shown, "step": "name"})


@door("GET", "POST")
def close(request: ActorRequest, intake_id: UUID) -> HttpResponse:
    """Close it for a reason."""
    shown = care.intake_for(request.actor, intake_id, on=clock.today())
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            care_actions.close_intake(
                actor=request.actor, intake=shown, why=IntakeEnd(form.cleaned_data["why"]), now=clock.now()
            )
            messages.success(request, say("intake.closed_now"))
            return redirect("intake:list")
    return render(request, "web/intake/step.html", {"form": form, "intake": shown, "step": "close"})
