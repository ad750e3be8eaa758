"""Participants: enrolled, named, leaving, moving, coming back."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import OPEN
from tuvurane.people.roles import Verb
from tuvurane.rights import queries as rights_queries
from tuvurane.web.doors import door, found
from tuvurane.web.groups import participant_forms as forms
from tuvurane.web.groups.may import may_on
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tuvurane.groups.models import Group, Membership, Participant


class Seated(NamedTuple):
    """A participant, the stay they are in or were in last, and its group."""

    person: "Participant"
    stay: "Membership"
    group: "Group"


def seated(request: ActorRequest, participant_id: UUID, verb: Verb) -> Seated:
    """A person inside the actor's scope, with the stay and group on which they may do ``verb``."""
    person = group_queries.participant_for(request.actor, participant_id)
    stay = found(group_queries.stay_of(person))
    group_policies.check(request.actor, verb, stay.group)
    return Seated(person, stay, stay.group)


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def enrol(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Give a person a seat in the circle."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.PARTICIPANTS_MANAGE, group)
    form = forms.EnrolForm(request.POST or None)
    if form.is_valid():
        fields = ("participant_id", "sex", "age_band", "joined_on")
        with refusals_on(form):
            person = group_actions.enrol_participant(
                actor=request.actor,
                group=group,
                identity=form.identity(),
                now=clock.now(),
                **{name: form.cleaned_data[name] for name in fields},
            )
            messages.success(request, say("office.person.enrolled", code=person.code))
            return redirect("groups:consents", person.pk)
    return render(request, "web/groups/enrol.html", {"form": form, "group": group})


@door("GET", verb=Verb.PARTICIPANTS_SEE)
def participant(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """One person: seat, consents with their dates, what may be done."""
    person, stay, group = seated(request, participant_id, Verb.PARTICIPANTS_SEE)
    may = may_on(request.actor, group)
    context = {
        "person": person,
        "stay": stay,
        "group": group,
        "may_here": may,
        "identity": group_queries.identity_of(person) if may["names"] else None,
        "erasure": rights_queries.erasure_of(person.pk) if may["erase"] else None,
        "standing": group_queries.standing_words([person.pk])[person.pk],
        "roles": group_queries.roles_of(person, group_queries.groups_visible_to(request.actor)),
    }
    return render(request, "web/groups/participant.html", context)


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def change_identity(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """Put a misspelt name, nickname or contact right."""
    person, _, group = seated(request, participant_id, Verb.PARTICIPANTS_MANAGE)
    group_policies.check(request.actor, Verb.PARTICIPANTS_IDENTIFY, group)
    known = group_queries.identity_of(person)._asdict()
    form = forms.IdentityForm(request.POST or None, initial=known)
    if form.is_valid():
        with refusals_on(form):
            group_actions.change_identity(
                actor=request.actor, group=group, participant=person, identity=form.identity(), now=clock.now()
            )
            messages.success(request, say("office.saved"))
            return redirect("groups:participant", person.pk)
    return _form(request, "change_identity", form, person, group)


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def leave(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """Note that a person left the group."""
    person, _, group = seated(request, participant_id, Verb.PARTICIPANTS_MANAGE)
    form = forms.LeaveForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            group_actions.leave_group(
                actor=request.actor, group=group, participant=person, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, say("office.leave.recorded", code=person.code))
            return redirect("groups:participant", person.pk)
    return _form(request, "leave", form, person, group)


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def move(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """Move a person to another group."""
    person, _, group = seated(request, participant_id, Verb.PARTICIPANTS_MANAGE)
    form = forms.SeatForm(request.POST or None, groups=_open_groups(request).exclude(pk=group.pk))
    if form.is_valid():
        to, on = form.cleaned_data["group"], form.cleaned_data["on"]
        with refusals_on(form):
            group_actions.move_participant(
                actor=request.actor, participant=person, came_from=group, to=to, on=on, now=clock.now()
            )
            messages.success(request, say("office.seat.moved", name=to.name))
            return redirect("groups:participant", person.pk)
    return _form(request, "move_participant", form, person, group)


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def rejoin(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """Let a person who left come back, to a new seat."""
    person, _, group = seated(request, participant_id, Verb.PARTICIPANTS_MANAGE)
    form = forms.SeatForm(request.POST or None, groups=_open_groups(request), initial={"group": str(group.pk)})
    if form.is_valid():
        to, on = form.cleaned_data["group"], form.cleaned_data["on"]
        with refusals_on(form):
            group_actions.rejoin_group(actor=request.actor, group=to, participant=person, on=on, now=clock.now())
            messages.success(request, say("office.seat.taken", name=to.name))
            return redirect("groups:participant", person.pk)
    return _form(request, "rejoin", form, person, group)


def _open_groups(request: ActorRequest) -> "QuerySet[Group]":
    return group_queries.groups_visible_to(request.actor, verb=Verb.PARTICIPANTS_MANAGE).filter(status__in=OPEN)


def _form(request: ActorRequest, name: str, form: object, person: "Participant", group: "Group") -> HttpResponse:
    context = {"form": form, "person": person, "group": group}
    return render(request, f"web/groups/{name}.html", context)
