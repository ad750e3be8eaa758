"""What of a session was done: an observer's checklist beside the facilitators' own, and the share of a group."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS
from tuvurane.people.roles import Verb
from tuvurane.supervision import actions as supervision_actions
from tuvurane.supervision import queries as supervision
from tuvurane.supervision.actions import Adapted, ChecklistContent
from tuvurane.supervision.thresholds import threshold
from tuvurane.web.doors import door
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.forms import ChecklistForm
from tuvurane.web.supervision.readings import (
    beside_lines,
    caption_of,
    element_texts,
    points,
    session_shares,
    share,
)
from tuvurane.web.wording import say


@door("GET", verb=Verb.SUPERVISION_SEE)
def beside(request: ActorRequest, group_id: UUID, number: int) -> HttpResponse:
    """One session, element by element: what an observer saw beside what the facilitators say."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SUPERVISION_SEE, group)
    _check_number(number)
    told = [row for row in supervision.checklists_of(group) if row.session_number == number]
    lines = supervision.beside(group, number) if told else []
    adapted = supervision.adaptations_of(group, number) if told else []
    context = {
        "group": group,
        "number": number,
        "lines": beside_lines(lines, adapted, told[-1].version) if told else [],
        "caption": caption_of(told),
        "template": supervision.checklist(told[-1].version if told else None),
    }
    return render(request, "web/supervision/checklist.html", context)


@door("GET", "POST", verb=Verb.SUPERVISION_RECORD)
def new(request: ActorRequest, group_id: UUID, number: int) -> HttpResponse:
    """Tick what of a session was done."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SUPERVISION_RECORD, group)
    _check_number(number)
    template = supervision.checklist()
    form = ChecklistForm(request.POST or None, elements=element_texts(template.due(number)))
    if form.is_valid():
        with refusals_on(form):
            content = ChecklistContent(
                group_id=group.pk,
                session_number=number,
                on=form.cleaned_data["on"],
                version=template.version,
                elements=form.done(),
                adapted={code: Adapted(why, how) for code, (why, how) in form.adapted().items()},
            )
            supervision_actions.record_checklist(
                actor=request.actor, checklist_id=form.cleaned_data["checklist_id"], content=content, now=clock.now()
            )
            messages.success(request, say("supervise.checklist.saved"))
            return redirect("supervision:checklist", group.pk, number)
    context = {"form": form, "group": group, "number": number, "template": template}
    return render(request, "web/supervision/checklist_form.html", context)


@door("GET", verb=Verb.SUPERVISION_SEE)
def fidelity(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """How much of what was due was done, in all and session by session."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SUPERVISION_SEE, group)
    told = supervision.checklists_of(group)
    read = supervision.fidelity_of(group)
    held = [session.number for session in group_queries.sessions_of(group)]
    in_all = {"observed": share(read.observed.value), "own": share(read.self_.value), "gap": points(read.gap)}
    base = {"held": len(held), "observed": read.observed.sessions, "own": read.self_.sessions}
    context = {
        "group": group,
        "told": told,
        "in_all": say("supervise.fidelity.in_all", **in_all),
        "base": say("supervise.fidelity.sessions", **base),
        "sessions": session_shares(told),
        "template": supervision.checklist(told[-1].version if told else None),
        "next_number": max(held, default=None),
        "partly": f"{threshold('partly_share').value:g}",
    }
    return render(request, "web/supervision/fidelity.html", context)


def _check_number(number: int) -> None:
    if number not in range(1, SESSIONS + 1):
        raise Http404
