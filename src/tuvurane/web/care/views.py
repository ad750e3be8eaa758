"""Care: who needs a talk, whatever their total. Read by the safeguarding role alone."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.rules.deadlines import hours_over
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock
from tuvurane.measures import queries as measures
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.sync import queries as sync_queries
from tuvurane.web.care.forms import ActForm
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuvurane.care.models import Concern, OnCall


HOURS_TOLD = 48  # beyond them days say it better


DONE_SHOWN = 20


class Line(NamedTuple):
    """One concern that waits; ``over``: how long its time has run out, in words; ``call``: whom to call about it then."""

    concern: "Concern"
    over: str
    call: "OnCall | None" = None


@door("GET", verb=Verb.CARE_SEE)
def concerns(request: ActorRequest) -> HttpResponse:
    """Who waits for a talk: those whose time ran out first; the latest done below. ``?show=done``: all that are done."""
    if request.GET.get("show") == "done":
        page = page_of(request, care.done_visible_to(request.actor))
        return render(request, "web/care/done.html", {"page": page, "query": rest_of_query(request)})
    now = clock.now()
    page = page_of(request, care.waiting_visible_to(request.actor))
    lines = _lines(list(page), now)
    done = list(care.done_visible_to(request.actor)[: DONE_SHOWN + 1])
    context = {
        "page": page,
        "over": [line for line in lines if line.over],
        "waiting": [line for line in lines if not line.over],
        "done": done[:DONE_SHOWN],
        "more_done": len(done) > DONE_SHOWN,
        "sealed": sync_queries.sealed_waiting(request.actor),
    }
    return render(request, "web/care/list.html", context)


def _lines(waiting: "Sequence[Concern]", now: datetime) -> list[Line]:
    over = [concern for concern in waiting if hours_over(concern.act_by, concern.done_at, now) is not None]
    calls = care.whom_to_call(over, clock.today()) if over else {}
    return [Line(concern, _over(concern, now), calls.get(concern.pk)) for concern in waiting]


def _over(concern: "Concern", now: datetime) -> str:
    hours = hours_over(concern.act_by, concern.done_at, now)
    if not hours:
        return "" if hours is None else say("care.just_over")
    return say("care.hours_over", n=hours) if hours < HOURS_TOLD else say("care.days_over", n=hours // 24)


@door("GET", verb=Verb.CARE_SEE)
def concern(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """What to do now for one person, who is on call, and where they can be sent. Looking is noted."""
    shown, now = care.concern_for(request.actor, concern_id), clock.now()
    care_actions.look(actor=request.actor, concern=shown, now=now)
    hours = threshold("talk_hours")
    context = {
        "concern": shown,
        "over": _over(shown, now),
        "item": _item(shown.item),
        "on_call": care.on_call_at(
            shown.organisation_id, shown.place.path, people.today_in(shown.organisation_id, now)
        ),
        "services": care.services_near(shown.organisation_id, shown.place),
        "referrals": care.referrals_of(shown),
        "entries": care.entries_of(shown),
        "hours": round(hours.value),
        "source": hours.source,
    }
    return render(request, "web/care/concern.html", context)


def _item(key: str) -> str:
    """The short label of a screening item in the reader's language; its key where no questionnaire has it."""
    for instrument in measures.instruments().values():
        for item in instrument.items:
            if item.key == key:
                return item.label.get(language()) or item.label["en"]
    return key


@door("GET", "POST", verb=Verb.CARE_ACT)
def act(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Note what was done about a concern."""
    shown = care.concern_for(request.actor, concern_id)
    form = ActForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            care_actions.act(actor=request.actor, concern=shown, what=form.cleaned_data["what"], now=clock.now())
            messages.success(request, say("care.noted"))
            return redirect("care:list")
    return render(request, "web/care/act.html", {"form": form, "concern": shown})
