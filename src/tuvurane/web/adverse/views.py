"""Adverse events: recorded by the safeguarding role, judged by two of them apart and by whoever reviews from outside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.codes import Relatedness, StruckWhy
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock
from tuvurane.groups import queries as groups
from tuvurane.people.roles import Verb
from tuvurane.web.adverse.forms import EventForm, JudgeForm, StrikeForm
from tuvurane.web.adverse.reading import line_of, stop_line
from tuvurane.web.care.sitting import asked_why
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET", verb=Verb.ADVERSE_SEE)
def events(request: ActorRequest) -> HttpResponse:
    """The stops in force; then what is to be judged, over its time first; then the rest."""
    now = clock.now()
    page = page_of(request, care.adverse_visible_to(request.actor))
    lines = [line_of(request.actor, one, now) for one in page]
    waiting = [line for line in lines if not line.judged.settled and not line.judged.struck]
    stops = [stop_line(one) for one in care.stops_visible_to(request.actor)]
    context = {
        "page": page,
        "stops": [one for one in stops if one.stop.lifted_at is None],
        "lifted": [one for one in stops if one.stop.lifted_at is not None],
        "over": sorted((line for line in waiting if line.over), key=lambda line: line.judged.by),
        "waiting": [line for line in waiting if not line.over],
        "judged": [line for line in lines if line.judged.settled or line.judged.struck],
    }
    return render(request, "web/adverse/list.html", context)


@door("GET", "POST", verb=Verb.ADVERSE_RECORD)
def new(request: ActorRequest) -> HttpResponse:
    """Record what happened; from a concern or an intake its group and area come along, and nothing else."""
    form = EventForm(request.POST or None, actor=request.actor, initial=_asked(request))
    if form.is_valid():
        with refusals_on(form):
            care_actions.record_adverse(
                actor=request.actor,
                event_id=form.cleaned_data["event_id"],
                content=form.content(),
                now=clock.now(),
            )
            messages.success(request, say("adverse.recorded_now"))
            return redirect("adverse:list")
    return render(request, "web/adverse/new.html", {"form": form})


def _asked(request: ActorRequest) -> dict[str, Any]:
    """What the address fills in: ``?group=`` by its id, ``?place=`` by its number."""
    known: dict[str, Any] = {"place": request.GET.get("place", "")}
    try:
        group_id = UUID(request.GET.get("group", ""))
    except ValueError:
        return known
    group = groups.groups_visible_to(request.actor, verb=Verb.ADVERSE_RECORD).filter(pk=group_id).first()
    return known | ({"group": group.name} if group else {})


@door("GET", "POST", verb=Verb.ADVERSE_SEE)
def event(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """One event. Why one looks is asked first, and each look is noted."""
    now = clock.now()
    shown = care.adverse_for(request.actor, event_id)
    why = asked_why(
        request,
        lambda why: care_actions.look_at_adverse(actor=request.actor, event=shown, why=why, now=now),
        back=reverse("adverse:list"),
    )
    if isinstance(why, HttpResponse):
        return why
    return _event(request, shown, JudgeForm())


def _event(request: ActorRequest, shown: Any, form: JudgeForm) -> HttpResponse:
    line = line_of(request.actor, shown, clock.now())
    context = {
        "event": shown,
        "line": line,
        "sentence": care.sentence_of(shown),
        "form": form if line.judged.mine else None,
        "stops": [stop_line(one) for one in care.stops_of_event(shown)] if line.judged.said is not None else [],
        "entries": care.entries_of_adverse(shown),
        "hours": round(threshold("adverse_serious_hours" if shown.serious else "adverse_other_hours").value),
        "source": threshold("adverse_serious_hours" if shown.serious else "adverse_other_hours").source,
    }
    return render(request, "web/adverse/event.html", context)


@door("GET", "POST", verb=Verb.ADVERSE_JUDGE)
def judge(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Judge whether it came from the group."""
    shown = care.adverse_for(request.actor, event_id)
    if request.method == "GET":
        return redirect("adverse:event", shown.pk)
    form = JudgeForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            care_actions.judge_adverse(
                actor=request.actor,
                event=shown,
                relatedness=Relatedness(form.cleaned_data["relatedness"]),
                now=clock.now(),
            )
            messages.success(request, say("adverse.judged_now"))
            return redirect("adverse:event", shown.pk)
    why = care.reason_of_sitting(request.actor, clock.now())
    if not why:
        return redirect("adverse:event", shown.pk)
    care_actions.look_at_adverse(actor=request.actor, event=shown, why=why, now=clock.now())
    return _event(request, shown, form)


@door("GET", "POST", verb=Verb.ADVERSE_RECORD)
def strike(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """It was recorded in error: it stays, and counts nowhere."""
    shown = care.adverse_for(request.actor, event_id)
    form = StrikeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            care_actions.strike_adverse(
                actor=request.actor, event=shown, why=StruckWhy(form.cleaned_data["why"]), now=clock.now()
            )
            messages.success(request, say("adverse.struck_now"))
            return redirect("adverse:event", shown.pk)
    return render(request, "web/adverse/strike.html", {"form": form, "event": shown})
