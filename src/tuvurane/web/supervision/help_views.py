"""Help that facilitators ask for: who waits, and what was done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import actions as supervision_actions
from tuvurane.supervision import queries as supervision
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.forms import AnswerHelpForm
from tuvurane.web.wording import say


def check_hears(actor: Actor) -> None:
    """Raise NotAllowed for whoever neither records nor manages supervision: a call for help is no general news."""
    if not scope.has_verb(actor, Verb.SUPERVISION_RECORD):
        scope.check_has(actor, Verb.SUPERVISION_MANAGE)


@door("GET", verb=Verb.SUPERVISION_SEE)
def helps(request: ActorRequest) -> HttpResponse:
    """Who asked for help and waits, the longest first."""
    check_hears(request.actor)
    page = page_of(request, supervision.helps_of(request.actor).filter(answer__isnull=True).reverse())
    return render(request, "web/supervision/helps.html", {"page": page})


@door("GET", "POST", verb=Verb.SUPERVISION_SEE)
def answer(request: ActorRequest, help_id: UUID) -> HttpResponse:
    """One call for help in its own words; note what was done."""
    check_hears(request.actor)
    asked = supervision.help_for(request.actor, help_id)
    answered = getattr(asked, "answer", None)
    form = AnswerHelpForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            supervision_actions.answer_help(actor=request.actor, help=asked, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("supervise.help.saved", name=asked.facilitator.account.name))
            return redirect("supervision:helps")
    context = {
        "form": form,
        "asked": asked,
        "line": supervision.line_of(asked),
        "answered": answered,
        "answer_note": supervision.answer_note_of(asked),
    }
    return render(request, "web/supervision/answer_help.html", context)
