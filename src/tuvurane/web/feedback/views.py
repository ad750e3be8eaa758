"""What people tell the programme: taken down by anybody, answered by those who answer for the place."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.feedback import actions as feedback_actions
from tuvurane.feedback import queries as feedback
from tuvurane.feedback.codes import Satisfied
from tuvurane.feedback.thresholds import threshold
from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.feedback.forms import AnswerForm, ItemForm, SatisfiedForm
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from datetime import date

    from tuvurane.feedback.models import Item
    from tuvurane.feedback.rules.clocks import Due
    from tuvurane.groups.models import Group


class Line(NamedTuple):
    """One item of the list: what it waits for, and how many days it is over its time."""

    item: "Item"
    due: "Due | None"
    over: int


def _line(item: "Item", today: "date") -> Line:
    due = feedback.due_of(item)
    return Line(item, due, due.days_over(today) if due else 0)


@door("GET", verb=Verb.FEEDBACK_ANSWER)
def items(request: ActorRequest) -> HttpResponse:
    """What waits for an answer: what is over its time first."""
    page = page_of(request, feedback.items_visible_to(request.actor))
    lines = [_line(one, clock.today()) for one in page]
    context = {
        "page": page,
        "over": [line for line in lines if line.over],
        "waiting": [line for line in lines if line.due and not line.over],
        "answered": [line for line in lines if not line.due],
        "acknowledge": threshold("acknowledge_days"),
        "answer": threshold("answer_days"),
    }
    return render(request, "web/feedback/list.html", context)


@door("GET", "POST")
def new(request: ActorRequest) -> HttpResponse:
    """Take down what somebody told; with ``?group=`` about a group of the reader."""
    group = _group(request)
    first = {"place": group.place_id, "language": group.language} if group else {}
    form = ItemForm(request.POST or None, actor=request.actor, initial=first)
    if form.is_valid():
        content = form.content(group)
        with refusals_on(form):
            feedback_actions.receive(
                actor=request.actor, item_id=form.cleaned_data["item_id"], content=content, now=clock.now()
            )
            if content.harmful is not None:
                return render(request, "web/intake/handed_over.html", {"danger": content.danger_now})
            messages.success(request, say("feedback.taken_down"))
            answers = scope.has_verb(request.actor, Verb.FEEDBACK_ANSWER)
            return redirect("feedback:list" if answers else "home:today")
    return render(request, "web/feedback/new.html", {"form": form, "group": group})


def _group(request: ActorRequest) -> "Group | None":
    given = request.GET.get("group", "")
    try:
        return group_queries.group_for(request.actor, UUID(given)) if given else None
    except ValueError:
        return None


@door("GET", "POST", verb=Verb.FEEDBACK_ANSWER)
def item(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """One item in its own words; note the answer."""
    shown = feedback.item_for(request.actor, item_id)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            feedback_actions.answer(actor=request.actor, item=shown, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("feedback.answered_now"))
            return redirect("feedback:list")
    context = {
        "form": form,
        "line": _line(shown, clock.today()),
        "item": shown,
        "told": feedback.opened(shown),
        "satisfied": SatisfiedForm(initial={"how": shown.satisfied}),
    }
    return render(request, "web/feedback/item.html", context)


@door("POST", verb=Verb.FEEDBACK_ANSWER)
def acknowledge(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Whoever told it heard that it has come."""
    shown = feedback.item_for(request.actor, item_id)
    feedback_actions.acknowledge(actor=request.actor, item=shown, now=clock.now())
    messages.success(request, say("feedback.acknowledged_now"))
    return redirect("feedback:item", item_id)


@door("POST", verb=Verb.FEEDBACK_ANSWER)
def satisfied(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """What whoever told it says of the answer."""
    shown = feedback.item_for(request.actor, item_id)
    form = SatisfiedForm(request.POST)
    if form.is_valid():
        how = Satisfied(form.cleaned_data["how"])
        feedback_actions.note_satisfied(actor=request.actor, item=shown, how=how, now=clock.now())
        messages.success(request, say("feedback.satisfied_now"))
    return redirect("feedback:item", item_id)
