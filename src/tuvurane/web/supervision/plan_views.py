"""Whom to visit next and why, and the order of a day's stops."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.places import queries as places
from tuvurane.supervision import queries as supervision
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.forms import PlanOf, StartForm
from tuvurane.web.supervision.readings import is_id, plan_rules

if TYPE_CHECKING:
    from tuvurane.places.models import Place

PLAN_ROWS = 20


@door("GET", verb=Verb.SUPERVISION_SEE)
def plan(request: ActorRequest) -> HttpResponse:
    """The plan of one supervisor: their own, or one chosen by those who look on."""
    supervises = scope.has_verb(request.actor, Verb.SUPERVISION_RECORD)
    known = {row.supervisor.pk: row.supervisor.name for row in supervision.ratios(request.actor, on=clock.today())}
    form = PlanOf(request.GET or None, supervisors=known.items())
    asked = form.cleaned_data["supervisor"] if form.is_valid() else ""
    chosen = UUID(asked) if asked else request.actor.account_id if supervises else None
    rows = supervision.plan(request.actor, supervisor_id=chosen, now=clock.now()) if chosen else []
    context = {
        "form": form if not supervises and known else None,
        "chosen": chosen,
        "nobody": not known,
        "of_another": chosen != request.actor.account_id,
        "supervisor_name": known.get(chosen, "") if chosen else "",
        "page": page_of(request, rows, size=PLAN_ROWS) if chosen else None,
        "query": rest_of_query(request),
        "today": clock.today(),
        "rules": plan_rules(),
    }
    return render(request, "web/supervision/plan.html", context)


@door("GET", verb=Verb.SUPERVISION_SEE)
def route(request: ActorRequest) -> HttpResponse:
    """The stops of a day in an order; the places decide it, and whoever goes knows better."""
    group_ids = [one for one in request.GET.getlist("group") if is_id(one)]
    start = _usual_start(request)
    form = StartForm(
        request.GET if "start" in request.GET or "start_search" in request.GET else None,
        initial={"start": start.pk if start else None},
    )
    if form.is_valid():
        start = form.cleaned_data["start"]
    asked = [UUID(one) for one in group_ids]
    stops = supervision.route(request.actor, place_id=start.pk, group_ids=asked) if start and asked else []
    account_id = request.actor.account_id
    context = {
        "form": form,
        "stops": stops,
        "needed": supervision.plan(request.actor, supervisor_id=account_id, now=clock.now())
        if stops and account_id
        else [],
        "group_ids": group_ids,
        "start_trail": places.trail(start) if start else "",
        "today": clock.today(),
    }
    return render(request, "web/supervision/route.html", context)


def _usual_start(request: ActorRequest) -> "Place | None":
    """The place where the reader supervises or coordinates."""
    paths = [grant.place_path for grant in request.actor.grants]
    if request.actor.account_id is None or not paths:
        return None
    deepest = max(paths, key=len)
    return places.by_id(int(deepest.strip("/").split("/")[-1]))
