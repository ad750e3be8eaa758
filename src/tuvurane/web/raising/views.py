"""
Somebody needs help: what to do now, and handing it over to those who protect people.

Whoever works with participants comes here. What they write is sealed at once and never shown to them again.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.foundation import clock, ids
from tuvurane.groups import queries as group_queries
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.groups.may import may_on
from tuvurane.web.raising.forms import InGroupForm, SomewhereForm
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest

if TYPE_CHECKING:
    from tuvurane.care.models import Concern
    from tuvurane.groups.models import Group

KEPT = "handed_over"
"""What the session keeps of a concern until it is shown once: its reference, and who acts."""


@door("GET", "POST", verb=Verb.CARE_RAISE)
def somewhere(request: ActorRequest) -> HttpResponse:
    """Somebody at a place needs help: what to do now, and what was seen."""
    form, now = SomewhereForm(request.POST or None), clock.now()
    if form.is_valid():
        with refusals_on(form):
            made = care_actions.raise_from_office(
                actor=request.actor,
                concern_id=ids.new_id(now),
                place=form.cleaned_data["place"],
                raising=form.raising(),
                now=now,
            )
            return _handed_over(request, made)
    return render(request, "web/raising/raise.html", {"form": form, "group": None})


@door("GET", "POST", verb=Verb.CARE_RAISE)
def in_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Somebody of a group needs help. Who it is may stay unsaid. ``?seat=3`` chooses a seat."""
    group, now = group_queries.group_for(request.actor, group_id), clock.now()
    form = InGroupForm(
        request.POST or None, seats=_seats(request, group), initial={"seat": request.GET.get("seat", "")}
    )
    if form.is_valid():
        seat = form.cleaned_data["seat"]
        with refusals_on(form):
            made = care_actions.raise_from_office(
                actor=request.actor,
                concern_id=ids.new_id(now),
                place=group.place,
                raising=form.raising(),
                now=now,
                group=group,
                participant_id=group_queries.seats_of(group)[int(seat)] if seat else None,
            )
            return _handed_over(request, made)
    house = group.organisation_id
    near = care.on_call_at(house, group.place.path, people.today_in(house, now))
    return render(request, "web/raising/raise.html", {"form": form, "group": group, "on_call": near})


@door("GET", verb=Verb.CARE_RAISE)
def handed_over(request: ActorRequest) -> HttpResponse:
    """It is with those who act: its reference and who they are, shown once; nothing of what was written."""
    return render(request, "web/raising/handed_over.html", {"told": request.session.pop(KEPT, None)})


def _seats(request: ActorRequest, group: "Group") -> list[tuple[int, str]]:
    """Who sits in the group, as far as the reader may know."""
    may = may_on(request.actor, group)
    if not may["people"]:
        return []
    members = group_queries.members_of(group, identified=may["names"])
    return [(one.seat, f"{one.seat}. {one.called or one.code}") for one in members]


def _handed_over(request: ActorRequest, made: "Concern") -> HttpResponse:
    house = made.organisation_id
    near = care.on_call_at(house, made.place.path, people.today_in(house, clock.now()))
    who = ", ".join(filter(None, (near[0].account.name, near[0].reach))) if near else ""
    request.session[KEPT] = {"reference": care.reference_of(made.pk), "who": who}
    return redirect("raising:handed_over")
