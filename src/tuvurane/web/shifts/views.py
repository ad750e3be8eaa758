"""Small shifts and roles taken up: a group's own, told in the office, corrected; and the wall for a meeting."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import NoticedBy
from tuvurane.groups.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door, found
from tuvurane.web.groups.may import may_on
from tuvurane.web.name_question import known_in
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.shifts.forms import OneGroupForm, RoleForm, ShiftForm, WallForm
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group, Participant


@door("GET", verb=Verb.SESSIONS_SEE)
def of_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """The small shifts of one group, the latest first, with who noticed them."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SESSIONS_SEE, group)
    sessions = {session.number: session.pk for session in group_queries.sessions_of(group)}
    context = {
        "group": group,
        "may_here": may_on(request.actor, group),
        "noticed": [(one, sessions.get(one.number or 0)) for one in reversed(group_queries.shifts_of(group))],
    }
    return render(request, "web/shifts/of_group.html", context)


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def new_shift(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Key in a small shift that somebody noticed outside a session."""
    group = group_queries.group_for(request.actor, group_id)
    return _shift(request, group, initial={}, supersedes=None)


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def correct_shift(request: ActorRequest, told_id: UUID) -> HttpResponse:
    """Correct it: a new report takes its place, the old one is no longer shown."""
    told = group_queries.told_shift_for(request.actor, told_id)
    group_policies.check_can_report(request.actor, told.group)
    shift = group_queries.shift_told_in(told)
    initial = {"domain": shift.domain, "noticed_by": shift.noticed_by, "line": shift.line, "on": told.on}
    return _shift(request, told.group, initial=initial, supersedes=told.pk)


def _shift(request: ActorRequest, group: "Group", *, initial: dict[str, Any], supersedes: UUID | None) -> HttpResponse:
    group_policies.check_can_report(request.actor, group)
    form = ShiftForm(request.POST or None, known=known_in(request.actor, group), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            group_actions.record_told_shift(
                actor=request.actor,
                group=group,
                told_id=form.cleaned_data["told_id"],
                on=form.cleaned_data["on"],
                shift=form.shift(),
                now=clock.now(),
                supersedes=supersedes,
            )
            messages.success(request, say("shifts.recorded"))
            return redirect("shifts:of_group", group.pk)
    context = {"form": form, "group": group, "corrects": supersedes is not None}
    return render(request, "web/shifts/shift_form.html", context)


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def new_role(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """Note a role that somebody tells of."""
    person = group_queries.participant_for(request.actor, participant_id)
    stay = found(group_queries.stay_of(person))
    return _role(request, person, stay.group, initial={}, supersedes=None)


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def correct_role(request: ActorRequest, role_id: UUID) -> HttpResponse:
    """Correct what was noted of a role: a new report takes its place."""
    told = group_queries.role_for(request.actor, role_id)
    initial = {"role": told.role, "since": told.since}
    return _role(request, told.participant, told.group, initial=initial, supersedes=told.pk)


def _role(
    request: ActorRequest, person: "Participant", group: "Group", *, initial: dict[str, Any], supersedes: UUID | None
) -> HttpResponse:
    group_policies.check(request.actor, Verb.PARTICIPANTS_SEE, group)
    group_policies.check_can_report(request.actor, group)
    form = RoleForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            group_actions.record_role_taken(
                actor=request.actor,
                group=group,
                participant_id=person.pk,
                supersedes=supersedes,
                now=clock.now(),
                **form.cleaned_data,
            )
            messages.success(request, say("roles.recorded"))
            return redirect("groups:participant", person.pk)
    context = {"form": form, "group": group, "person": person, "corrects": supersedes is not None}
    return render(request, "web/shifts/role_form.html", context)


@door("GET", verb=Verb.SESSIONS_SEE)
def wall(request: ActorRequest) -> HttpResponse:
    """A wall of lines for a reflection meeting: of one group (``?group=``), or of all groups of a place."""
    asked = request.GET.get("group", "")
    context = _of_one(request, asked) if asked else _of_several(request)
    limits = {name: round(threshold(f"wall_{name}").value) for name in ("circle_fewest", "groups_fewest", "lines_most")}
    return render(
        request, "web/shifts/wall.html", context | {"limits": limits, "on": clock.today(), "who": list(NoticedBy)}
    )


def _of_one(request: ActorRequest, asked: str) -> dict[str, Any]:
    try:
        group_id = UUID(asked)
    except ValueError:
        group_id = UUID(int=0)
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SESSIONS_SEE, group)
    form = OneGroupForm(request.GET.dict())
    since = form.cleaned_data["since"] if form.is_valid() else None
    hung = group_queries.wall_of_group(group, since=since) if form.is_valid() else None
    return {"group": group, "form": form, "wall": hung, "since": since}


def _of_several(request: ActorRequest) -> dict[str, Any]:
    form = WallForm(request.GET.dict())
    if not form.is_valid():
        return {"form": form, "wall": None}
    place, since = form.cleaned_data["place"], form.cleaned_data["since"]
    hung = group_queries.wall_of_place(request.actor, place.path if place else "", since=since)
    return {"form": form, "wall": hung, "place": place, "since": since}
