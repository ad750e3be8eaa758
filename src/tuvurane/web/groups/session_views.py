"""Sessions: keyed in the office, read, corrected; who came."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import Mark
from tuvurane.people.roles import Verb
from tuvurane.web import onward
from tuvurane.web.doors import door
from tuvurane.web.groups import readings
from tuvurane.web.groups.forms import MissedForm
from tuvurane.web.groups.may import may_on
from tuvurane.web.groups.session_form import SessionForm
from tuvurane.web.name_question import known_in
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group
    from tuvurane.groups.queries import Member


@door("GET", verb=Verb.SESSIONS_SEE)
def attendance(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Who came when: participants by sessions; who may not see participants reads the counts."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.SESSIONS_SEE, group)
    may = may_on(request.actor, group)
    members = group_queries.members_of(group, identified=may["names"]) if may["people"] else []
    grid = readings.grid_of(members, group_queries.attendance_grid(group))
    return render(request, "web/groups/attendance.html", {"group": group, "grid": grid, "may_here": may})


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def new_session(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Key in a session from paper."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check_can_report(request.actor, group)
    number = readings.following(session.number for session in group_queries.sessions_of(group))
    form = _session_form(request, group, initial={"number": number})
    if form.is_valid():
        with refusals_on(form):
            return _record(request, group, form, supersedes=None)
    context = {"form": form, "group": group, "paused": group.pk in group_queries.paused_since([group.pk])} | _way_back(
        request, group
    )
    return render(request, "web/groups/session_form.html", context)


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def correct_session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """Correct a report: a new one takes its place, the old one stays readable."""
    corrected = group_queries.session_for(request.actor, session_id)
    group = corrected.group
    group_policies.check_can_report(request.actor, group)
    form = _session_form(request, group, initial=readings.as_reported(corrected))
    if form.is_valid():
        with refusals_on(form):
            return _record(request, group, form, supersedes=corrected.pk)
    context = {"form": form, "group": group, "corrected": corrected}
    return render(request, "web/groups/session_form.html", context)


def _way_back(request: ActorRequest, group: "Group") -> dict[str, Any]:
    """The frame of a form, where it leads when it is left, and for whoever came from the plain page the way there."""
    frame = onward.frame_of(request)
    back = onward.asked(request, reverse("groups:group", args=[group.pk]))
    return {"frame": frame, "back": back, "plain": frame == onward.PLAIN_FRAME, "everyone": "everyone" in request.GET}


def _sits(member: "Member") -> bool:
    return member.left_on is None and not member.erased


def _session_form(request: ActorRequest, group: "Group", *, initial: dict[str, Any]) -> SessionForm:
    names = group_policies.can(request.actor, Verb.PARTICIPANTS_IDENTIFY, group)
    members = group_queries.members_of(group, identified=names)
    marked = {member.seat for member in members if f"mark_{member.seat}" in initial}
    sitting = [member for member in members if _sits(member) or member.seat in marked]
    leading = group_queries.facilitators_of(group, ended=bool(marked))
    if "everyone" in request.GET:
        initial = dict.fromkeys((f"mark_{member.seat}" for member in sitting), Mark.PRESENT) | initial
    lines = sum(name.startswith("shift_") for name in initial)
    known = known_in(request.actor, group) if request.POST else None
    return SessionForm(
        request.POST or None, members=sitting, leading=leading, lines=lines, initial=initial, known=known
    )


def _record(request: ActorRequest, group: "Group", form: SessionForm, *, supersedes: UUID | None) -> HttpResponse:
    content = form.content()
    taken = group_actions.record_session(
        actor=request.actor,
        group=group,
        session_id=form.cleaned_data["session_id"],
        content=content,
        supersedes=supersedes,
        now=clock.now(),
    )
    messages.success(request, say("office.session.recorded_n", n=content.number))
    return redirect(onward.asked(request, reverse("groups:session", args=[taken.report.pk])))


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def new_missed(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Record that a session did not take place, and why."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check_can_report(request.actor, group)
    form = MissedForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            group_actions.record_missed_session(actor=request.actor, group=group, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("office.missed.recorded"))
            return redirect(onward.asked(request, reverse("groups:group", args=[group.pk])))
    return render(request, "web/groups/missed_form.html", {"form": form, "group": group} | _way_back(request, group))
