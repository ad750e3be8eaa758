"""What was agreed by a day: what is open, and what became of one of them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.supervision import actions as supervision_actions
from tuvurane.supervision import queries as supervision
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.forms import DoneForm, MoveDueForm
from tuvurane.web.supervision.readings import agreed_lines, may_decide
from tuvurane.web.training.readings import titles
from tuvurane.web.wording import say


@door("GET", verb=Verb.SUPERVISION_SEE)
def follow_ups(request: ActorRequest) -> HttpResponse:
    """What is agreed and not done yet, what is overdue first."""
    page = page_of(request, supervision.follow_ups_visible_to(request.actor).filter(done_at__isnull=True))
    lines = agreed_lines(page, on=clock.today())
    context = {
        "page": page,
        "late": [line for line in lines if line.late],
        "coming": [line for line in lines if not line.late],
    }
    return render(request, "web/supervision/follow_ups.html", context)


@door("GET", "POST", verb=Verb.SUPERVISION_SEE)
def follow_up(request: ActorRequest, follow_up_id: UUID) -> HttpResponse:
    """One agreement: note that it is done, or agree on another day."""
    agreed = supervision.follow_up_for(request.actor, follow_up_id)
    deed = request.POST.get("deed")
    done = DoneForm(request.POST if deed == "finish" else None)
    move = MoveDueForm(request.POST if deed == "move" else None, initial={"due_on": agreed.due_on})
    if done.is_valid():
        with refusals_on(done):
            supervision_actions.finish_follow_up(
                actor=request.actor, follow_up=agreed, on=done.cleaned_data["on"], now=clock.now()
            )
            messages.success(request, say("supervise.agreed.finished"))
            return redirect("supervision:follow_ups")
    if move.is_valid():
        with refusals_on(move):
            moved = supervision_actions.move_follow_up(
                actor=request.actor, follow_up=agreed, due_on=move.cleaned_data["due_on"], now=clock.now()
            )
            messages.success(request, say("supervise.agreed.moved", day=f"{moved.due_on:%d/%m/%Y}"))
            return redirect("supervision:follow_ups")
    context = {
        "form": done,
        "move_form": move,
        "line": agreed_lines([agreed], on=clock.today())[0],
        "competence": titles().get(agreed.competence, agreed.competence),
        "may_decide": may_decide(request.actor, agreed),
    }
    return render(request, "web/supervision/follow_up.html", context)
