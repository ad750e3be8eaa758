"""The gate: whose is closed and why, and the overrides that stand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.training.thresholds import threshold
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training import forms
from tuvurane.web.training.readings import gate_told, gates_told
from tuvurane.web.wording import say

ROWS = 20  # each with all that is open


@door("GET", verb=Verb.COMPETENCE_SEE)
def gate(request: ActorRequest) -> HttpResponse:
    """Everyone whose gate is closed, and every override in force."""
    now = clock.now()
    page = page_of(request, training.closed_gates(request.actor, on=now.date()), size=ROWS)
    readings = training.gates_of([facilitator.pk for facilitator in page], now=now)
    context = {
        "page": page,
        "query": rest_of_query(request),
        "closed": gates_told([(facilitator, readings[facilitator.pk]) for facilitator in page]),
        "overrides": training.overrides_in_force(request.actor, now=now),
        "overrides_here": scope.has_verb(request.actor, Verb.GATE_OVERRIDE),
    }
    return render(request, "web/training/gate.html", context)


@door("GET", "POST", verb=Verb.GATE_OVERRIDE)
def override(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Let someone lead for some days although the gate is closed; it stays on the board."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.GATE_OVERRIDE)
    form = forms.OverrideForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            given = training_actions.override_gate(
                actor=request.actor, facilitator=shown, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, say("training.override.done", day=f"{given.last_day:%d/%m/%Y}"))
            return redirect("training:facilitator", shown.pk)
    reading = training.gates_of([shown.pk], now=clock.now())[shown.pk]
    context = {
        "form": form,
        "facilitator": shown,
        "gate": gate_told(reading, training.ratings_of(shown)),
        "days": round(threshold("override_days").value),
    }
    return render(request, "web/training/override.html", context)


@door("GET", "POST", verb=Verb.GATE_OVERRIDE)
def end_override(request: ActorRequest, account_id: UUID, override_id: int) -> HttpResponse:
    """Take an override back before its last day, after asking once."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.GATE_OVERRIDE)
    standing = training.overrides_in_force(request.actor, now=clock.now())
    given = found(next((one for one in standing if one.pk == override_id and one.facilitator_id == shown.pk), None))
    if request.method == "POST":
        training_actions.end_override(actor=request.actor, override=given, now=clock.now())
        messages.success(request, say("training.override.ended"))
        return redirect("training:facilitator", shown.pk)
    return render(request, "web/training/end_override.html", {"facilitator": shown, "override": given})
