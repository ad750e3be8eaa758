"""Questionnaires on paper: which wait for a second pair of eyes, keying them, and settling what differs."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.measures import actions as measure_actions
from tuvurane.measures import policies as measure_policies
from tuvurane.measures import queries as measure_queries
from tuvurane.measures.queries import SheetState
from tuvurane.measures.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.paper.forms import KEPT, HeadForm, KeysForm, kept_of, said_of, scale_of
from tuvurane.web.paper.readings import compared, not_on_form, numbers_of, offered_in, share_rows, title_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.measures.models import PaperSheet


@door("GET", verb=Verb.RESPONSES_RECORD)
def waiting(request: ActorRequest) -> HttpResponse:
    """Which sheets wait for a second entry or for a settlement, and how often two entries differ."""
    page = page_of(request, measure_queries.open_sheets(request.actor))
    titles = measure_queries.titles(language())
    own = measure_queries.own_share(request.actor)
    context = {
        "page": page,
        "rows": [(row, titles[row.sheet.instrument]) for row in measure_queries.rows_of_sheets(request.actor, page)],
        "shares": share_rows(measure_queries.double_shares(request.actor), titles),
        "own": share_rows([own], titles)[0] if own else None,
        "fewest": threshold("paper_fewest_sheets"),
    }
    return render(request, "web/paper/list.html", context)


@door("GET", "POST", verb=Verb.RESPONSES_RECORD)
def new(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Say which sheet of a group is keyed. One that waits already is keyed the second time."""
    group = group_queries.group_for(request.actor, group_id)
    measure_policies.check_can_record(request.actor, group)
    offered = offered_in(request.actor, group, on=clock.today())
    first = {name: request.GET[name] for name in KEPT if name in request.GET} or {"language": group.language}
    form = HeadForm(request.POST or None, initial=first, offered=offered)
    if form.is_valid():
        head = form.head()
        key = {"arm": head.arm, "wave": head.wave, "instrument": head.instrument}
        known = measure_queries.open_sheet_of(group, head.participant_id, **key)
        if known is not None:
            return redirect("paper:key", known.pk)
        with refusals_on(form):
            opened = measure_actions.open_sheet(
                actor=request.actor,
                sheet_id=form.cleaned_data["sheet_id"],
                group_id=group.pk,
                head=head,
                now=clock.now(),
            )
            return redirect("paper:key", opened.pk)
    context = {"form": form, "group": group, "offered": offered}
    return render(request, "web/paper/new.html", context)


@door("GET", verb=Verb.RESPONSES_RECORD)
def sheet(request: ActorRequest, sheet_id: UUID) -> HttpResponse:
    """How far one sheet has come, and what to do next."""
    shown = measure_queries.sheet_for(request.actor, sheet_id)
    return render(request, "web/paper/sheet.html", _about(request, shown) | {"next": _next_of(shown)})


@door("GET", "POST", verb=Verb.RESPONSES_RECORD)
def key(request: ActorRequest, sheet_id: UUID) -> HttpResponse:
    """Key what stands on the paper. The second person does not see the first entry."""
    shown = measure_queries.sheet_for(request.actor, sheet_id)
    about = _about(request, shown)
    row = about["row"]
    if request.method == "GET" and (row.mine or row.state in {SheetState.DIFFERS, SheetState.RECORDED}):
        return redirect("paper:sheet", shown.pk)
    items = measure_queries.items_to_key(shown)
    left_out = not_on_form(shown, items)
    form = KeysForm(request.POST or None, items=items, numbers=numbers_of(shown), left_out=bool(left_out))
    if form.is_valid():
        with refusals_on(form):
            keyed = measure_actions.key_sheet(
                actor=request.actor,
                sheet_id=shown.pk,
                entry_id=form.cleaned_data["entry_id"],
                answers=form.answers(),
                yes_left_out=form.yes_left_out,
                now=clock.now(),
            )
            return _after(request, keyed)
    context = about | {
        "form": form,
        "scale": scale_of(items[0]),
        "screened": [one for one in items if one.safeguarding],
        "left_out": left_out,
    }
    return render(request, "web/paper/key.html", context)


def _after(request: ActorRequest, keyed: measure_actions.Keyed) -> HttpResponse:
    """Onward to the next sheet of the pile, or to what differs."""
    if keyed.response is None and keyed.number > 1:
        messages.warning(request, say("paper.differs", n=len(keyed.differing)))
        return redirect("paper:settle", keyed.sheet.pk)
    if keyed.response is None:
        messages.success(request, say("paper.keyed_once"))
    else:
        _say_recorded(request, keyed.response.standing)
    return HttpResponseRedirect(_next_of(keyed.sheet))


@door("GET", "POST", verb=Verb.RESPONSES_RECORD)
def settle(request: ActorRequest, sheet_id: UUID) -> HttpResponse:
    """Say for each item that differs what stands on the paper."""
    shown = measure_queries.sheet_for(request.actor, sheet_id)
    about = _about(request, shown)
    if about["row"].state != SheetState.DIFFERS:
        return redirect("paper:sheet", shown.pk)
    differences = measure_queries.differences_of(request.actor, shown)
    items = [one.item for one in differences]
    form = KeysForm(request.POST or None, items=items, numbers=numbers_of(shown))
    if form.is_valid():
        with refusals_on(form):
            response = measure_actions.settle_sheet(
                actor=request.actor, sheet_id=shown.pk, taken=form.answers(), now=clock.now()
            )
            _say_recorded(request, response.standing)
            return HttpResponseRedirect(_next_of(shown))
    context = about | {"form": form, "lines": compared(differences, form), "scale": scale_of(items[0])}
    return render(request, "web/paper/settle.html", context)


@door("GET", "POST", verb=Verb.RESPONSES_RECORD)
def correct(request: ActorRequest, sheet_id: UUID) -> HttpResponse:
    """Correct the head of a sheet that is not recorded yet."""
    shown = measure_queries.sheet_for(request.actor, sheet_id)
    about = _about(request, shown)
    offered = offered_in(request.actor, shown.group, on=clock.today())
    fixed = f"{shown.instrument} {shown.version}"
    form = HeadForm(request.POST or None, initial=said_of(shown), offered=offered, fixed=fixed)
    if form.is_valid():
        with refusals_on(form):
            measure_actions.correct_sheet(actor=request.actor, sheet_id=shown.pk, head=form.head(), now=clock.now())
            messages.success(request, say("office.saved"))
            return redirect("paper:sheet", shown.pk)
    return render(request, "web/paper/correct.html", about | {"form": form})


@door("GET", "POST", verb=Verb.RESPONSES_RECORD)
def cancel(request: ActorRequest, sheet_id: UUID) -> HttpResponse:
    """Drop a sheet that is not recorded yet, once it was asked whether that is meant."""
    shown = measure_queries.sheet_for(request.actor, sheet_id)
    about = _about(request, shown)
    if request.method == "POST":
        measure_actions.cancel_sheet(actor=request.actor, sheet_id=shown.pk, now=clock.now())
        messages.success(request, say("paper.cancelled"))
        return redirect("paper:list")
    return render(request, "web/paper/cancel.html", about)


def _about(request: ActorRequest, shown: "PaperSheet") -> dict[str, Any]:
    """What every page of a sheet says of it."""
    row = measure_queries.rows_of_sheets(request.actor, [shown])[0]
    return {"sheet": shown, "row": row, "group": shown.group, "title": title_of(shown)}


def _next_of(shown: "PaperSheet") -> str:
    """The head of the next sheet of the pile: as this one, but for the person."""
    query = QueryDict(mutable=True)
    query.update(kept_of(shown))
    return f"{reverse('paper:new', args=[shown.group_id])}?{query.urlencode()}"


def _say_recorded(request: ActorRequest, standing: str) -> None:
    if standing == "beside":
        messages.warning(request, say("paper.recorded_beside"))
    else:
        messages.success(request, say("paper.recorded"))
