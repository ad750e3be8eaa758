"""Visits and calls: the list, one of them, written down, corrected by whoever made it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.foundation import clock
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Status
from tuvurane.people.roles import Verb
from tuvurane.supervision import actions as supervision_actions
from tuvurane.supervision import queries as supervision
from tuvurane.training import queries as training
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.forms import VisitForm
from tuvurane.web.supervision.readings import agreed_lines, is_id
from tuvurane.web.training.readings import titles
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.supervision.models import Visit


@door("GET", verb=Verb.SUPERVISION_SEE)
def visits(request: ActorRequest) -> HttpResponse:
    """The visits and calls in scope, the latest first."""
    rows = supervision.visits_visible_to(request.actor).prefetch_related("seen__facilitator__account")
    page = page_of(request, rows)
    return render(request, "web/supervision/visits.html", {"page": page, "query": rest_of_query(request)})


@door("GET", verb=Verb.SUPERVISION_SEE)
def of_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Who has been with one group."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SUPERVISION_SEE, group)
    page = page_of(request, supervision.visits_of(group))
    return render(request, "web/supervision/visits.html", {"group": group, "page": page})


@door("GET", verb=Verb.SUPERVISION_SEE)
def visit(request: ActorRequest, visit_id: UUID) -> HttpResponse:
    """One visit with what was agreed there."""
    shown = supervision.visit_for(request.actor, visit_id)
    context = {
        "visit": shown,
        "seen": [row.facilitator for row in shown.seen.all()],
        "note": supervision.note_of(shown),
        "agreements": agreed_lines(supervision.agreed_at(shown), on=clock.today()),
        "may_correct": shown.supervisor_id == request.actor.account_id,
    }
    return render(request, "web/supervision/visit.html", context)


@door("GET", "POST", verb=Verb.SUPERVISION_RECORD)
def new_visit(request: ActorRequest) -> HttpResponse:
    """Write down a visit or a call; the plan fills in whom it was for."""
    group_id = request.GET.get("group", "")
    initial: dict[str, Any] = {"seen": request.GET.getlist("who"), "group_id": group_id if is_id(group_id) else ""}
    form = _form(request, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            return _record(request, form, supersedes=None)
    return render(request, "web/supervision/visit_form.html", {"form": form, "back": reverse("supervision:plan")})


@door("GET", "POST", verb=Verb.SUPERVISION_RECORD)
def correct_visit(request: ActorRequest, visit_id: UUID) -> HttpResponse:
    """Say one's own visit again; the first stays on record, and what was agreed goes on."""
    shown = supervision.visit_for(request.actor, visit_id)
    if shown.supervisor_id != request.actor.account_id:
        raise Http404
    form = _form(request, initial=_as_said(shown))
    if form.is_valid():
        with refusals_on(form):
            return _record(request, form, supersedes=shown.pk)
    context = {"form": form, "corrected": shown, "back": reverse("supervision:visit", args=[shown.pk])}
    return render(request, "web/supervision/visit_form.html", context)


def _form(request: ActorRequest, *, initial: dict[str, Any]) -> VisitForm:
    """A form that offers the groups in scope, who leads the one named, and those in the reader's own charge."""
    data = request.POST or None
    group_id = (data or initial).get("group_id") or ""
    named = UUID(group_id) if is_id(group_id) else None
    known = group_queries.groups_visible_to(request.actor, verb=Verb.SUPERVISION_RECORD)
    groups = known.filter(status=Status.RUNNING) | known.filter(pk__in=[named] if named else [])
    leading = group_queries.facilitators_of_groups([named])[named] if named else []
    people = {leader.account_id for leader in leading}
    people |= {charge.facilitator_id for charge in _charges(request)}
    people |= {UUID(one) for one in initial.get("seen", ()) if is_id(one)}
    listed = training.facilitators_visible_to(request.actor, verb=Verb.SUPERVISION_RECORD).filter(pk__in=people)
    return VisitForm(
        data,
        initial=initial,
        groups=list(groups.order_by("name").values_list("pk", "name")),
        people=[(one.pk, one.account.name) for one in listed],
        competences=list(titles().items()),
    )


def _charges(request: ActorRequest) -> list[Any]:
    account_id = request.actor.account_id
    return supervision.charges_of(account_id, clock.today()) if account_id else []


def _as_said(shown: "Visit") -> dict[str, Any]:
    return {
        "format": shown.format,
        "on": shown.on,
        "minutes": shown.minutes,
        "group_id": str(shown.group_id) if shown.group_id else "",
        "session_number": shown.session_number,
        "seen": [str(row.facilitator_id) for row in shown.seen.all()],
        "topics": shown.topics,
        "note": supervision.note_of(shown),
    }


def _record(request: ActorRequest, form: VisitForm, *, supersedes: UUID | None) -> HttpResponse:
    taken = supervision_actions.record_visit(
        actor=request.actor,
        visit_id=form.cleaned_data["visit_id"],
        content=form.content(),
        supersedes=supersedes,
        now=clock.now(),
    )
    messages.success(request, say("supervise.visit.saved"))
    return redirect("supervision:visit", taken.visit.pk)
