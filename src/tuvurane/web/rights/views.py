"""The register: what people asked of us about what we keep of them, and what became of it."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.groups.problems import ParticipantUnknown
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.rights import actions as rights_actions
from tuvurane.rights import policies as rights_policies
from tuvurane.rights import queries as rights
from tuvurane.rights.codes import RequestKind
from tuvurane.rights.thresholds import threshold
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.rights import forms
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuvurane.groups.models import Group, Participant
    from tuvurane.rights.models import Request

    Step = Callable[..., Request]


class Asker(NamedTuple):
    """A participant who asks, and the group that they are in or were in last."""

    person: "Participant"
    group: "Group"


@door("GET")
def register(request: ActorRequest) -> HttpResponse:
    """Who waits for an answer, the latest first; then the closed. For some, how many of each and no more."""
    rights_policies.check_can_see_register(request.actor)
    today = clock.today()
    lines = rights.lines(rights.open_visible_to(request.actor), on=today)
    page = page_of(request, rights.closed_visible_to(request.actor))
    context = {
        "late": [line for line in lines if line.clock.over],
        "waiting": [line for line in lines if not line.clock.over],
        "closed": rights.lines(page, on=today),
        "page": page,
        "query": rest_of_query(request),
        "counts": rights.counts(request.actor, on=today),
        "may_answer": scope.has_verb(request.actor, Verb.RIGHTS_ANSWER),
        "may_list": scope.has_verb(request.actor, Verb.RIGHTS_SEE),
        "acknowledge": threshold("acknowledge_days"),
        "answer": threshold("answer_days"),
    }
    return render(request, "web/rights/list.html", context)


@door("GET", "POST", verb=Verb.RIGHTS_ANSWER)
def new_request(request: ActorRequest) -> HttpResponse:
    """Write down what somebody asks; with ``?participant=`` for somebody whom we know."""
    asker = _asker(request)
    initial = {"language": asker.group.language if asker else language()}
    form = forms.RequestForm(request.POST or None, initial=initial, person=asker.person if asker else None)
    if form.is_valid():
        given = form.cleaned_data
        fields = ("request_id", "kind", "channel", "language", "received_on")
        with refusals_on(form):
            made = rights_actions.receive_request(
                actor=request.actor,
                organisation_id=found(request.actor.organisation_id),
                place=asker.group.place if asker else given["place"],
                participant=asker.person if asker else None,
                words=form.words(),
                now=clock.now(),
                **{name: given[name] for name in fields},
            )
            messages.success(request, say("rights.received"))
            return redirect("rights:request", made.pk)
    return render(request, "web/rights/new.html", {"form": form, "person": asker.person if asker else None})


def _asker(request: ActorRequest) -> Asker | None:
    named = request.GET.get("participant", "")
    if not named:
        return None
    try:
        person = group_queries.participant_for(request.actor, UUID(named))
    except ValueError:
        return None
    return Asker(person, found(group_queries.stay_of(person)).group)


@door("GET", verb=Verb.RIGHTS_SEE)
def request(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """One request: its clock, its words for whoever answers, and what to do next."""
    shown = rights.request_for(request.actor, request_id)
    may_answer = rights_policies.can(request.actor, Verb.RIGHTS_ANSWER, shown)
    context = {
        "asked": shown,
        "clock": rights.clock_of(shown, on=clock.today()),
        "may_answer": may_answer,
        "may_tell_of_care": shown.kind == RequestKind.ACCESS
        and rights_policies.can(request.actor, Verb.CARE_ACT, shown),
        "words": rights.words_of(shown) if may_answer else None,
        "day": forms.DayForm(),
        "care_day": forms.DayForm(auto_id="care_%s"),
        "kept": threshold("words_kept_days"),
    }
    return render(request, "web/rights/request.html", context)


@door("GET", "POST", verb=Verb.RIGHTS_ANSWER)
def settle_who(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Say by the spoken code which participant asked."""
    shown = _to_answer(request, request_id)
    form = forms.WhoForm(request.POST or None)
    if form.is_valid():
        try:
            person = group_queries.participant_coded(request.actor, form.cleaned_data["code"])
        except ParticipantUnknown:
            form.add_error("code", say("rights.code_unknown"))
        else:
            with refusals_on(form):
                rights_actions.settle_who(actor=request.actor, request=shown, participant=person, now=clock.now())
                messages.success(request, say("rights.who_settled", code=person.code))
                return redirect("rights:request", shown.pk)
    return render(request, "web/rights/who.html", {"form": form, "asked": shown, "words": rights.words_of(shown)})


@door("POST", verb=Verb.RIGHTS_ANSWER)
def acknowledge(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Note that the person was told that we have their request."""
    return _step(request, request_id, rights_actions.acknowledge, "rights.acknowledged")


@door("GET", "POST", verb=Verb.RIGHTS_ANSWER)
def answer(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Write the answer down, or anew until the person has heard it."""
    shown = _to_answer(request, request_id)
    words = rights.words_of(shown)
    written = {"outcome": shown.outcome, "answer": words.answer, "reason": words.reason} if words else {}
    form = forms.AnswerForm(request.POST or None, initial=written)
    if form.is_valid():
        with refusals_on(form):
            rights_actions.answer_request(actor=request.actor, request=shown, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("rights.answered"))
            return redirect("rights:request", shown.pk)
    return render(request, "web/rights/answer.html", {"form": form, "asked": shown, "words": words})


@door("POST", verb=Verb.RIGHTS_ANSWER)
def tell(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Note that the person has heard the answer."""
    return _step(request, request_id, rights_actions.tell, "rights.told")


@door("POST", verb=Verb.CARE_ACT)
def tell_of_care(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Note that the safeguarding person has spoken with whoever asked for access."""
    return _step(request, request_id, rights_actions.tell_of_care, "rights.care_told")


def _to_answer(request: ActorRequest, request_id: UUID) -> "Request":
    shown = rights.request_for(request.actor, request_id)
    rights_policies.check(request.actor, Verb.RIGHTS_ANSWER, shown)
    return shown


def _step(request: ActorRequest, request_id: UUID, step: "Step", done: str) -> HttpResponse:
    """Take one step on the day that the form says; a refusal is told above the page."""
    shown = rights.request_for(request.actor, request_id)
    form = forms.DayForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            step(actor=request.actor, request=shown, on=form.cleaned_data["on"], now=clock.now())
            messages.success(request, say(done))
    for refusals in form.errors.values():
        for refusal in refusals:
            messages.error(request, str(refusal))
    return redirect("rights:request", shown.pk)
