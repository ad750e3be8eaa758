"""Attention: who needs a talk, whatever their total. Read by the safeguarding role alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.measures import actions as measure_actions
from tuvurane.measures import queries as measure_queries
from tuvurane.people.roles import Verb
from tuvurane.web.attention.forms import AnswerForm
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET", verb=Verb.ATTENTION_SEE)
def flags(request: ActorRequest) -> HttpResponse:
    """The flags in scope, those that wait first."""
    page = page_of(request, measure_queries.flags_visible_to(request.actor))
    waiting = [flag for flag in page if not flag.settled]
    settled = [flag for flag in page if flag.settled]
    return render(request, "web/attention/list.html", {"page": page, "waiting": waiting, "settled": settled})


@door("GET", "POST", verb=Verb.ATTENTION_ANSWER)
def answer(request: ActorRequest, flag_id: UUID) -> HttpResponse:
    """Note what was done about a flag."""
    flag = measure_queries.flag_for(request.actor, flag_id)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            measure_actions.answer_flag(
                actor=request.actor, flag=flag, answer=form.cleaned_data["answer"], now=clock.now()
            )
            messages.success(request, say("office.attention.noted"))
            return redirect("attention:list")
    return render(
        request, "web/attention/answer.html", {"form": form, "flag": flag, "person": flag.response.participant}
    )
