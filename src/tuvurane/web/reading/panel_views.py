"""Panels: who sits, which stories are before them, what they choose and why, and telling it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock, ids
from tuvurane.foundation.problems import Problem
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.stories.actions import panels as panel_actions
from tuvurane.stories.actions.panels import PanelContent
from tuvurane.stories.codes import Level, Method, ToldHow
from tuvurane.stories.queries import panels as panel_queries
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.reading.forms import ChoiceForm, PanelForm, PutForm, SeatForm, ToldForm
from tuvurane.web.reading.readings import spread_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say


@door("GET", verb=Verb.STORIES_SELECT)
def panels(request: ActorRequest) -> HttpResponse:
    """Which panels met, and which have still to choose."""
    page = page_of(request, panel_queries.panels_visible_to(request.actor))
    told = panel_queries.told_of(page)
    rows = [(one, told.get(one.pk, (0, 0))) for one in page]
    return render(request, "web/reading/panels.html", {"page": page, "rows": rows})


@door("GET", "POST", verb=Verb.STORIES_SELECT)
def new(request: ActorRequest) -> HttpResponse:
    """Call a panel together."""
    groups = list(group_queries.groups_visible_to(request.actor, verb=Verb.STORIES_SELECT))
    form = PanelForm(request.POST or None, groups=groups)
    if form.is_valid() and request.actor.organisation_id is not None:
        said = form.cleaned_data
        group = next((one for one in groups if str(one.pk) == said["group"]), None)
        level = Level(said["level"])
        circle = group if level == Level.GROUP else None
        content = PanelContent(
            level, Method(said["method"]), said["met_on"], circle.place if circle else said["place"], circle
        )
        with refusals_on(form):
            opened = panel_actions.open_panel(
                actor=request.actor,
                panel_id=ids.new_id(clock.now()),
                organisation_id=request.actor.organisation_id,
                content=content,
                now=clock.now(),
            )
            return redirect("reading:panel", opened.pk)
    return render(request, "web/reading/new_panel.html", {"form": form})


@door("GET", verb=Verb.STORIES_SELECT)
def panel(request: ActorRequest, panel_id: UUID) -> HttpResponse:
    """One panel: who sits, what is before them, what they chose, and who has still to hear of it."""
    shown = panel_queries.panel_for(request.actor, panel_id)
    before = panel_queries.before(shown, on=clock.today())
    context = {
        "panel": shown,
        "members": panel_queries.members_of(shown),
        "placed": [(one, spread_of(one.readable)) for one in before.placed],
        "gone": before.gone,
    }
    return render(request, "web/reading/panel.html", context)


@door("GET", "POST", verb=Verb.STORIES_SELECT)
def seat(request: ActorRequest, panel_id: UUID) -> HttpResponse:
    """Say who sits in a panel."""
    shown = panel_queries.panel_for(request.actor, panel_id)
    form = SeatForm(request.POST or None, accounts=panel_queries.judges(shown))
    if form.is_valid():
        found, unknown = panel_queries.participants_coded(request.actor, form.spoken())
        if unknown:
            form.add_error("codes", say("panels.codes_unknown", codes=", ".join(unknown)))
        else:
            with refusals_on(form):
                panel_actions.seat_all(
                    actor=request.actor,
                    panel=shown,
                    participants=found,
                    account_ids=[UUID(account) for account in form.cleaned_data["accounts"]],
                    now=clock.now(),
                )
                return redirect("reading:panel", shown.pk)
    return render(request, "web/reading/seat.html", {"form": form, "panel": shown})


@door("POST", verb=Verb.STORIES_SELECT)
def unseat(request: ActorRequest, panel_id: UUID, member_id: int) -> HttpResponse:
    """Take somebody off the list of a panel."""
    shown = panel_queries.panel_for(request.actor, panel_id)
    panel_actions.unseat(actor=request.actor, panel=shown, member_id=member_id, now=clock.now())
    return redirect("reading:panel", shown.pk)


@door("GET", "POST", verb=Verb.STORIES_SELECT)
def put(request: ActorRequest, panel_id: UUID) -> HttpResponse:
    """Put stories before a panel."""
    shown = panel_queries.panel_for(request.actor, panel_id)
    offered = panel_queries.offered_to(shown, on=clock.today())
    form = PutForm(request.POST or None, offered=offered)
    if form.is_valid():
        with refusals_on(form):
            panel_actions.put_all_before(
                actor=request.actor,
                panel=shown,
                story_ids=[UUID(story) for story in form.cleaned_data["stories"]],
                now=clock.now(),
            )
            return redirect("reading:panel", shown.pk)
    context = {"form": form, "panel": shown, "offered": [spread_of(one) for one in offered]}
    return render(request, "web/reading/put.html", context)


@door("GET", "POST", verb=Verb.STORIES_SELECT)
def choose(request: ActorRequest, panel_id: UUID) -> HttpResponse:
    """Write down what a panel chose, and why."""
    shown = panel_queries.panel_for(request.actor, panel_id)
    placed = panel_queries.before(shown, on=clock.today()).placed
    counted = shown.method != Method.CONSENSUS
    forms = [ChoiceForm(request.POST or None, placed=one, counted=counted) for one in placed]
    refusal = ""
    valid = [form.is_valid() for form in forms]  # each is asked, so that each shows what it lacks
    if forms and all(valid):
        choices = dict(form.choice() for form in forms)
        try:
            panel_actions.choose(actor=request.actor, panel=shown, choices=choices, now=clock.now())
        except Problem as problem:
            refusal = problem.sentence(language())
        else:
            messages.success(request, say("panels.done"))
            return redirect("reading:panel", shown.pk)
    lines = [(form, spread_of(form.placed.readable)) for form in forms]
    return render(request, "web/reading/choose.html", {"panel": shown, "lines": lines, "refusal": refusal})


@door("POST", verb=Verb.STORIES_SELECT)
def take(request: ActorRequest, placed_id: UUID) -> HttpResponse:
    """Take a story from a panel that did not read it after all."""
    placed = panel_queries.placed_for(request.actor, placed_id)
    panel_actions.take_from(actor=request.actor, placed=placed, now=clock.now())
    return redirect("reading:panel", placed.panel_id)


@door("GET", "POST", verb=Verb.STORIES_SELECT)
def tell_back(request: ActorRequest, placed_id: UUID) -> HttpResponse:
    """Note that a teller heard what became of their story."""
    placed = panel_queries.placed_for(request.actor, placed_id)
    found = [one for one in panel_queries.before(placed.panel, on=clock.today()).placed if one.row.pk == placed.pk]
    form = ToldForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        with refusals_on(form):
            panel_actions.tell_back(
                actor=request.actor, placed=placed, on=said["on"], how=ToldHow(said["how"]), now=clock.now()
            )
            messages.success(request, say("panels.told_done"))
            return redirect("reading:panel", placed.panel_id)
    context = {"form": form, "panel": placed.panel, "placed": found[0] if found else None}
    return render(request, "web/reading/tell_back.html", context)
