"""Who looks after whom, and whether one supervisor has more people than time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.supervision import actions as supervision_actions
from tuvurane.supervision import queries as supervision
from tuvurane.supervision.thresholds import threshold
from tuvurane.training import queries as training
from tuvurane.training.codes import Rung
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.forms import EndChargeForm, GiveChargeForm, PeopleWithout
from tuvurane.web.supervision.readings import ratio_lines
from tuvurane.web.wording import say

ROWS = 20  # of each of the two lists
SUPERVISORS = "supervisors"  # the page of the list of supervisors, in the address
LEADS_GROUPS = (Rung.BASIC, Rung.INTERMEDIATE, Rung.ADVANCED, Rung.TEAM_LEADER)


@door("GET", verb=Verb.SUPERVISION_SEE)
def charges(request: ActorRequest) -> HttpResponse:
    """Every supervisor with how many they look after, and those whom nobody looks after."""
    today = clock.today()
    gives = scope.has_verb(request.actor, Verb.SUPERVISION_MANAGE)
    form = PeopleWithout(request.GET)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    alone = supervision.without_supervisor(request.actor, on=today)
    # Who leads groups needs somebody first; anybody else is found by name.
    alone = alone.filter(account__name__icontains=asked) if asked else alone.filter(rung__in=LEADS_GROUPS)
    supervisors = page_of(request, supervision.ratios(request.actor, on=today), size=ROWS, name=SUPERVISORS)
    context = {
        "ratios": ratio_lines(supervisors),
        "supervisors": supervisors,
        "supervisors_query": rest_of_query(request, name=SUPERVISORS),
        "supervisors_name": SUPERVISORS,
        "may_give": gives,
        "form": form,
        "asked": asked,
        "page": page_of(request, alone, size=ROWS) if gives else None,
        "query": rest_of_query(request),
        "most": round(threshold("facilitators_most").value),
        "loud": round(threshold("facilitators_alarm").value),
    }
    return render(request, "web/supervision/charges.html", context)


@door("GET", verb=Verb.SUPERVISION_SEE)
def charges_of(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Whom one supervisor looks after."""
    today = clock.today()
    rows = ratio_lines(supervision.ratios(request.actor, on=today))
    row = found(next((row for row in rows if row.supervisor.pk == account_id), None))
    context = {
        "supervisor": row.supervisor,
        "row": row,
        "charges": supervision.charges_of(account_id, today),
        "may_give": scope.has_verb(request.actor, Verb.SUPERVISION_MANAGE),
    }
    return render(request, "web/supervision/charges_of.html", context)


@door("GET", "POST", verb=Verb.SUPERVISION_MANAGE)
def give(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Choose who looks after a facilitator from a day on; how many each has stands beside the name."""
    today = clock.today()
    facilitator = training.facilitator_for(request.actor, account_id, verb=Verb.SUPERVISION_MANAGE)
    known = {one.pk: one for one in supervision.supervisors_at(facilitator, on=today)}
    counts = {row.supervisor.pk: row.facilitators for row in supervision.ratios(request.actor, on=today)}
    labels = [
        (pk, say("supervise.charge.supervisor_of", name=one.name, n=counts.get(pk, 0))) for pk, one in known.items()
    ]
    form = GiveChargeForm(request.POST or None, supervisors=labels)
    if form.is_valid():
        supervisor = known[UUID(form.cleaned_data["supervisor"])]
        with refusals_on(form):
            supervision_actions.take_charge(
                actor=request.actor,
                supervisor=supervisor,
                facilitator=facilitator,
                since=form.cleaned_data["since"],
                now=clock.now(),
            )
            said = say("supervise.charge.given", name=facilitator.account.name, supervisor=supervisor.name)
            messages.success(request, said)
            return redirect("supervision:charges")
    held = supervision.supervisor_of(facilitator, today)
    context = {"form": form, "facilitator": facilitator, "held": held, "supervisors": labels}
    return render(request, "web/supervision/give_charge.html", context)


@door("GET", "POST", verb=Verb.SUPERVISION_MANAGE)
def end(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Nobody looks after a facilitator from a day on."""
    facilitator = training.facilitator_for(request.actor, account_id, verb=Verb.SUPERVISION_MANAGE)
    form = EndChargeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            supervision_actions.end_charge(
                actor=request.actor, facilitator=facilitator, until=form.cleaned_data["until"], now=clock.now()
            )
            messages.success(request, say("supervise.charge.ended", name=facilitator.account.name))
            return redirect("supervision:charges")
    held = supervision.supervisor_of(facilitator, clock.today())
    context = {"form": form, "facilitator": facilitator, "held": held, "ends": True}
    return render(request, "web/supervision/give_charge.html", context)
