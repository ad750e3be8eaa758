"""What leaves the room of care: asked by one, approved by another, sealed by a passphrase."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.codes import ExportState
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.opening.forms import AskForm, TakeForm
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

OFFERED = 200


@door("GET", verb=Verb.CARE_ACT)
def exports(request: ActorRequest) -> HttpResponse:
    """What was asked to leave, and how far it is."""
    now = clock.now()
    page = page_of(request, care.exports_visible_to(request.actor))
    context = {"page": page, "lines": [care.leaving(one, now) for one in page], "hours": _hours()}
    return render(request, "web/opening/exports.html", context)


def _hours() -> dict[str, int]:
    return {name: round(threshold(f"export_{name}_hours").value) for name in ("wait", "keep")}


@door("GET", "POST", verb=Verb.CARE_ACT)
def ask(request: ActorRequest) -> HttpResponse:
    """Ask that something leave."""
    concerns = care.concerns_visible_to(request.actor)[:OFFERED]
    form = AskForm(request.POST or None, concerns=concerns, initial={"concern": request.GET.get("concern", "")})
    if form.is_valid():
        said = form.cleaned_data
        with refusals_on(form):
            care_actions.ask_export(
                actor=request.actor,
                export_id=said["export_id"],
                wanted=form.wanted(),
                reason=said["reason"],
                urgent=said["urgent"],
                now=clock.now(),
            )
            messages.success(request, say("leaving.asked_now"))
            return redirect("opening:exports")
    return render(request, "web/opening/ask.html", {"form": form, "hours": _hours()})


@door("GET", "POST", verb=Verb.CARE_ACT)
def export(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """One of them: approve or refuse it, or take the file."""
    now = clock.now()
    line = care.leaving(care.export_for(request.actor, export_id), now)
    form = TakeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = care_actions.take_export(
                actor=request.actor, export=line.export, passphrase=form.cleaned_data["passphrase"], now=now
            )
            headers = {"Content-Disposition": f'attachment; filename="care-{now:%Y%m%d-%H%M}.txt.age"'}
            return HttpResponse(made, content_type="application/octet-stream", headers=headers)
    context = {
        "form": form,
        "line": line,
        "ready": line.state == ExportState.READY,
        "asked": line.state == ExportState.ASKED,
        "own": line.export.asked_by_id == request.actor.account_id,
        "entries": care.entries_of_export(line.export),
    }
    return render(request, "web/opening/export.html", context)


@door("POST", verb=Verb.CARE_ACT)
def approve(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """The second person agrees."""
    asked = care.export_for(request.actor, export_id)
    care_actions.approve_export(actor=request.actor, export=asked, now=clock.now())
    messages.success(request, say("leaving.approved_now"))
    return redirect("opening:export", export_id)


@door("POST", verb=Verb.CARE_ACT)
def refuse(request: ActorRequest, export_id: UUID) -> HttpResponse:
    """The second person does not."""
    asked = care.export_for(request.actor, export_id)
    care_actions.refuse_export(actor=request.actor, export=asked, now=clock.now())
    messages.success(request, say("leaving.refused_now"))
    return redirect("opening:exports")
