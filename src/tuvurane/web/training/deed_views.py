"""What is done about one person: changed, stepped, away and back, and the two records joined or parted."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.groups.problems import ParticipantUnknown
from tuvurane.people.roles import Verb
from tuvurane.training import actions as training_actions
from tuvurane.training import policies
from tuvurane.training import queries as training
from tuvurane.training.codes import Enrolment
from tuvurane.web.doors import door
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training import forms
from tuvurane.web.wording import language, say


@door("GET", "POST", verb=Verb.FACILITATORS_MANAGE)
def change(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Change where someone lives, which languages and days they have, how many groups they can carry."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.FACILITATORS_MANAGE)
    names = ("place", "sex", "languages", "weekdays", "most_groups")
    as_it_is = {name: getattr(shown, name) for name in names} | {"place": shown.place_id}
    form = forms.ChangeForm(request.POST or None, initial=as_it_is)
    if form.is_valid():
        with refusals_on(form):
            training_actions.change_facilitator(
                actor=request.actor, facilitator=shown, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, say("office.saved"))
            return redirect("training:facilitator", shown.pk)
    return render(request, "web/training/change.html", {"form": form, "facilitator": shown})


@door("GET", "POST", verb=Verb.FACILITATORS_MANAGE)
def step(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Move someone on the ladder; the page says what is still lacking for the next rung."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.FACILITATORS_MANAGE)
    courses = {one.course.pk: one.course for one in training.trainings_of(shown) if one.status == Enrolment.COMPLETED}
    named = [(pk, course.name) for pk, course in courses.items()]
    form = forms.StepForm(request.POST or None, stands=shown.rung, courses=named)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            group_actions.step(
                actor=request.actor,
                facilitator=shown,
                rung=given["rung"],
                on=given["on"],
                reason=given["reason"].strip(),
                course=courses.get(given["course"]),
                now=clock.now(),
            )
            messages.success(request, say("training.step.done", rung=say(f"rung.{given['rung']}")))
            return redirect("training:facilitator", shown.pk)
    context = {"form": form, "facilitator": shown}
    if policies.can(request.actor, Verb.COMPETENCE_SEE, shown):
        context["readiness"] = group_queries.readiness_of(shown, on=clock.today())
    return render(request, "web/training/step.html", context)


@door("GET", "POST", verb=Verb.FACILITATORS_MANAGE)
def go_away(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Write down a pause, a round of rest, or leaving."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.FACILITATORS_MANAGE)
    form = forms.AwayForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            training_actions.go_away(actor=request.actor, facilitator=shown, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("training.away.done", name=shown.account.name))
            return redirect("training:facilitator", shown.pk)
    return render(request, "web/training/away.html", {"form": form, "facilitator": shown})


@door("GET", "POST", verb=Verb.FACILITATORS_MANAGE)
def come_back(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Someone who was away is back."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.FACILITATORS_MANAGE)
    form = forms.BackForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            training_actions.come_back(
                actor=request.actor, facilitator=shown, on=form.cleaned_data["on"], now=clock.now()
            )
            messages.success(request, say("training.back.done", name=shown.account.name))
            return redirect("training:facilitator", shown.pk)
    return render(request, "web/training/back.html", {"form": form, "facilitator": shown})


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def join(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Join the record of a former participant to that of the facilitator, because that person agrees."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.FACILITATORS_MANAGE)
    form = forms.JoinForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form), of_the_code(form):
            group_actions.join_records(
                actor=request.actor,
                facilitator=shown,
                participant=group_queries.participant_coded(request.actor, form.cleaned_data["code"]),
                agreed_on=form.cleaned_data["agreed_on"],
                given_by=form.cleaned_data["given_by"],
                now=clock.now(),
            )
            messages.success(request, say("training.former.done"))
            return redirect("training:facilitator", shown.pk)
    return render(request, "web/training/join.html", {"form": form, "facilitator": shown})


@contextmanager
def of_the_code(form: forms.JoinForm) -> Iterator[None]:
    """Say at the code that no participant has it: nothing else of the form is wrong."""
    try:
        yield
    except ParticipantUnknown as problem:
        form.add_error("code", problem.sentence(language()))


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def part(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Part the two records, after asking once."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.FACILITATORS_MANAGE)
    if request.method == "POST":
        group_actions.part_records(actor=request.actor, facilitator=shown, now=clock.now())
        messages.success(request, say("training.former.parted"))
        return redirect("training:facilitator", shown.pk)
    return render(request, "web/training/part.html", {"facilitator": shown})
