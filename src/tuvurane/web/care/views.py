"""Care: who waits for what, and the way of each concern. Read by the safeguarding role alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.actions import ContactContent
from tuvurane.care.codes import Closing, State, Step
from tuvurane.foundation import clock, ids
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.sync import queries as sync_queries
from tuvurane.web.care import told
from tuvurane.web.care.forms import CloseForm, ContactForm, ReopenForm
from tuvurane.web.care.sitting import asked_why
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

CLOSED_SHOWN = 20


@door("GET", verb=Verb.CARE_SEE)
def concerns(request: ActorRequest) -> HttpResponse:
    """What has to be done, over its time first; the latest closed below. ``?show=closed``: all that are closed."""
    if request.GET.get("show") == "closed":
        page = page_of(request, care.closed_visible_to(request.actor))
        return render(request, "web/care/closed.html", {"page": page, "query": rest_of_query(request)})
    now = clock.now()
    page = page_of(request, care.waiting_visible_to(request.actor))
    lines = told.lines(request.actor, list(page), now)
    care_actions.write_escalations([line.concern for line in lines if line.over], now)
    closed = list(care.closed_visible_to(request.actor)[: CLOSED_SHOWN + 1])
    context = {
        "page": page,
        "over": [line for line in lines if line.over],
        "waiting": [line for line in lines if not line.over],
        "closed": closed[:CLOSED_SHOWN],
        "more_closed": len(closed) > CLOSED_SHOWN,
        "sealed": sync_queries.sealed_waiting(request.actor),
    }
    return render(request, "web/care/list.html", context)


@door("GET", "POST", verb=Verb.CARE_SEE)
def concern(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """The way of one concern and its next step. Why one looks is asked first, and each look is noted."""
    shown, now = care.concern_for(request.actor, concern_id), clock.now()
    why = asked_why(
        request,
        lambda why: care_actions.look(actor=request.actor, concern=shown, why=why, now=now),
        back=reverse("care:list"),
    )
    if isinstance(why, HttpResponse):
        return why
    context = {
        "concern": shown,
        "line": told.lines(request.actor, [shown], now)[0],
        "item": told.item(shown.item),
        "events": told.events(shown),
        "why": why,
        "reference": care.reference_of(shown.pk),
        "on_call": care.on_call_at(
            shown.organisation_id, shown.place.path, people.today_in(shown.organisation_id, now)
        ),
        "services": care.services_near(shown.organisation_id, shown.place),
        "referrals": care.referrals_of(shown),
        "entries": care.entries_of(shown),
        **told.clock(shown),
    }
    return render(request, "web/care/concern.html", context)


@door("GET", "POST", verb=Verb.CARE_ACT)
def act(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Note a step: a talk, a try in vain, a level, a clinician."""
    shown = care.concern_for(request.actor, concern_id)
    form = ContactForm(request.POST or None, talked=shown.state != State.OPEN, initial={"what": told.usual_step(shown)})
    if form.is_valid():
        with refusals_on(form):
            _noted(request, shown.pk, form.content())
            return redirect("care:concern", shown.pk)
    return _asking(request, "act", shown.pk, form)


@door("GET", "POST", verb=Verb.CARE_ACT)
def close(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Close a concern with its reason."""
    shown, now = care.concern_for(request.actor, concern_id), clock.now()
    form = CloseForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        content = ContactContent(Step.CLOSED, now, closed_as=Closing(said["closed_as"]), words=said["words"])
        with refusals_on(form):
            _noted(request, shown.pk, content)
            return redirect("care:list")
    return _asking(request, "close", shown.pk, form)


@door("GET", "POST", verb=Verb.CARE_ACT)
def reopen(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """Open a closed concern again."""
    shown, now = care.concern_for(request.actor, concern_id), clock.now()
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _noted(request, shown.pk, ContactContent(Step.REOPENED, now, words=form.cleaned_data["words"]))
            return redirect("care:concern", shown.pk)
    return _asking(request, "reopen", shown.pk, form)


@door("GET", verb=Verb.CARE_ARRANGE)
def looks(request: ActorRequest) -> HttpResponse:
    """Who looked at which concern, when and why. Nobody can be left out of it."""
    page = page_of(request, care.looks_visible_to(request.actor))
    return render(request, "web/care/looks.html", {"page": page, "minutes": told.minutes_of_sitting()})


def _noted(request: ActorRequest, concern_id: UUID, content: ContactContent) -> None:
    now, concern = clock.now(), care.concern_for(request.actor, concern_id)
    care_actions.note_contact(
        actor=request.actor, contact_id=ids.new_id(now), concern=concern, content=content, now=now
    )
    messages.success(request, say("care.noted"))


def _asking(
    request: ActorRequest, deed: str, concern_id: UUID, form: ContactForm | CloseForm | ReopenForm
) -> HttpResponse:
    """
    The form of a deed. To whoever has not said lately why they look, it is not shown before they do.

    What was written meanwhile is not lost for that: a form sent late is taken, and its refusal shown.
    """
    now, concern = clock.now(), care.concern_for(request.actor, concern_id)
    if request.method == "GET":
        why = care.reason_of_sitting(request.actor, now)
        if not why:
            return redirect("care:concern", concern.pk)
        care_actions.look(actor=request.actor, concern=concern, why=why, now=now)
    context = {"form": form, "concern": concern, "line": told.lines(request.actor, [concern], now)[0]}
    return render(request, f"web/care/{deed}.html", context | told.clock(concern))
