"""Forgetting somebody: proposing, the second person's word, the certificate; and what goes by itself in time."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.exchange import erasures_file, printing
from tuvurane.foundation import clock, quiet
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.rights import actions, policies, queries
from tuvurane.rights.codes import ErasedKind
from tuvurane.stories import queries as story_queries
from tuvurane.sync import erasing as sync_erasing
from tuvurane.web.doors import door, found
from tuvurane.web.erasures import readings
from tuvurane.web.erasures.forms import ConfirmForm, ProposeForm
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.rights.models import Erasure

PDF = "application/pdf"
ROWS = 40
ABOVE = (sync_erasing.erase_participant,)
"""What lies above the room of rights and holds something of a participant."""


@door("GET", verb=Verb.RIGHTS_ERASE)
def erasures(request: ActorRequest) -> HttpResponse:
    """Which erasures wait for a second person, which are done and how far they have come."""
    page = page_of(request, queries.erasures_visible_to(request.actor), size=ROWS)
    lines = readings.lines_of(list(page), on=clock.today())
    context = {
        "page": page,
        "open": [line for line in lines if line.state == "open"],
        "done": [line for line in lines if line.state == "done"],
        "stopped": [line for line in lines if line.state == "stopped"],
    }
    return render(request, "web/erasures/list.html", context)


@door("GET", "POST", verb=Verb.RIGHTS_ERASE)
def propose(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """Propose to erase somebody: what goes, what stays, and why."""
    person = group_queries.participant_for(request.actor, participant_id)
    stay = found(group_queries.stay_of(person))
    group_policies.check(request.actor, Verb.PARTICIPANTS_SEE, stay.group)
    form = ProposeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            row = actions.propose_erasure(actor=request.actor, participant=person, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("erasure.proposed", code=person.code))
            return redirect("erasures:erasure", row.pk)
    told = readings.goes_and_stays(ErasedKind.PARTICIPANT)
    context = {"form": form, "person": person, "group": stay.group, **told}
    return render(request, "web/erasures/propose.html", context)


@door("GET", "POST", verb=Verb.RIGHTS_ERASE)
def propose_story(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Propose to erase one story."""
    scope.check_has(request.actor, Verb.STORIES_SEE)
    story = story_queries.story_for(request.actor, story_id, verb=Verb.STORIES_SEE)
    form = ProposeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            row = actions.propose_erasure_of_story(
                actor=request.actor, story=story, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, say("erasure.proposed", code=queries.code_of(row)))
            return redirect("erasures:erasure", row.pk)
    context = {"form": form, "story": story, **readings.goes_and_stays(ErasedKind.STORY)}
    return render(request, "web/erasures/propose_story.html", context)


@door("GET", "POST", verb=Verb.RIGHTS_ERASE)
def erasure(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """One erasure: the second person's word; afterwards the certificate."""
    row = queries.erasure_for(request.actor, erasure_id)
    if row.confirmed_at is not None:
        return render(request, "web/erasures/certificate.html", _certified(row))
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.confirm_erasure(
                actor=request.actor, erasure=row, code=form.cleaned_data["code"], above=ABOVE, now=clock.now()
            )
            erasures_file.note()
            quiet.leave_no_trace(())  # now, as far as nobody reads; the rest at night
            messages.success(request, say("erasure.done"))
            return redirect("erasures:erasure", row.pk)
    context = {
        "form": form,
        "erasure": row,
        "line": readings.lines_of([row], on=clock.today())[0],
        "may_confirm": policies.can_confirm(request.actor, row),
        **readings.goes_and_stays(ErasedKind(row.kind)),
    }
    return render(request, "web/erasures/open.html", context)


@door("POST", verb=Verb.RIGHTS_ERASE)
def stop(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """Stop an erasure that nobody has confirmed."""
    row = queries.erasure_for(request.actor, erasure_id)
    actions.stop_erasure(actor=request.actor, erasure=row, now=clock.now())
    messages.success(request, say("erasure.stopped"))
    return redirect("erasures:list")


@door("GET", verb=Verb.RIGHTS_ERASE)
def certificate_pdf(request: ActorRequest, erasure_id: UUID) -> HttpResponse:
    """The certificate on paper, as it stands today."""
    row = queries.erasure_for(request.actor, erasure_id)
    told = queries.certificate(row, on=clock.today())
    response = HttpResponse(printing.certificate(readings.printed(told), language()), content_type=PDF)
    response["Content-Disposition"] = f'attachment; filename="erasure-{str(row.pk)[-6:]}.pdf"'
    return response


def _certified(row: "Erasure") -> dict[str, object]:
    told = queries.certificate(row, on=clock.today())
    return {"erasure": row, "certificate": told, "line": readings.lines_of([row], on=clock.today())[0]}


@door("GET", verb=Verb.RETENTION_SEE)
def retention(request: ActorRequest) -> HttpResponse:
    """How long what is kept, and the proof that older things went."""
    return render(request, "web/erasures/retention.html", {"proofs": queries.proofs(clock.today())})
