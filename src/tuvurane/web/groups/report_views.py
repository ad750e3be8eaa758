"""One report as it came, and settling where several differ: sessions, and days without one."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.groups import readings
from tuvurane.web.groups.may import may_on
from tuvurane.web.groups.settle_form import SettleForm, SettleMissedForm, Wording, ids_in
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group


@door("GET", verb=Verb.SESSIONS_SEE)
def session(request: ActorRequest, session_id: UUID) -> HttpResponse:
    """One report as it came: what it says, who sent it, how it is read now, and the others of its session."""
    report = group_queries.session_for(request.actor, session_id)
    group_policies.check(request.actor, Verb.SESSIONS_SEE, report.group)
    may = may_on(request.actor, report.group)
    reports = group_queries.reports_with(report)
    context = {
        "report": report,
        "group": report.group,
        "may_here": may,
        "reading": readings.reading_of(report, reports),
        "reports": reports if len(reports) > 1 else [],
        "leading": readings.leading_at(report),
        "marks": readings.marks_at(report, identified=may["names"]) if may["people"] else [],
        # Two counts of one vote side by side could betray who was forgotten in one: for those who settle it.
        "voice": group_queries.voice_in(report, group_policies.voice_sight(request.actor, report.group))
        if report.standing == "counted" or may["record"]
        else [],
        "shifts": group_queries.shifts_in(report),
        "note": group_queries.note_of(report),
        "noted": readings.noted_beside(report, reports),
    }
    return render(request, "web/groups/session.html", context)


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def settle_session(request: ActorRequest, group_id: UUID, number: int) -> HttpResponse:
    """Choose what counts where reports of one session differ; all of them stay readable."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check_can_report(request.actor, group)
    doubled = group_queries.doubled_session(group, number, of=ids_in(request.POST.get("of", "")))
    if doubled is None:
        return render(request, "web/groups/settle_nothing.html", {"group": group, "number": number})
    wording = _wording(request, group)
    wanted = ids_in(request.GET.get("all", ""))
    form = SettleForm(request.POST or None, doubled=doubled, wording=wording, all_of=wanted[0] if wanted else None)
    if form.is_valid():
        with refusals_on(form):
            taken = group_actions.settle_session(
                actor=request.actor,
                group=group,
                session_id=form.cleaned_data["record_id"],
                of=[report.id for report in doubled.reports],
                take=form.take(),
                now=clock.now(),
            )
            messages.success(request, say(f"settle.done_{taken.report.standing}"))
            return redirect("groups:session", taken.report.pk)
    contents = group_queries.contents_of([report.id for report in doubled.reports], sealed=True)
    said = [contents[report.id] for report in doubled.reports]
    context = {
        "form": form,
        "group": group,
        "number": number,
        "reports": list(zip(doubled.reports, form.names, strict=True)),
        "agreed": wording.agreed(doubled, said[0]),
        "notes": [one.note for one in said] if any(one.note for one in said) else [],
        "shifts": [one.shifts for one in said] if any(one.shifts for one in said) else [],
    }
    return render(request, "web/groups/settle.html", context)


def _wording(request: ActorRequest, group: "Group") -> Wording:
    names = group_policies.can(request.actor, Verb.PARTICIPANTS_IDENTIFY, group)
    members = group_queries.members_of(group, identified=names)
    leading = group_queries.facilitators_of(group, ended=True)
    return Wording({member.seat: member for member in members}, {leader.n: leader for leader in leading})


@door("GET", "POST", verb=Verb.SESSIONS_RECORD)
def settle_missed(request: ActorRequest, group_id: UUID, on: date) -> HttpResponse:
    """Choose which reason counts where reports of one day without a session differ."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check_can_report(request.actor, group)
    doubled = group_queries.doubled_day(group, on, of=ids_in(request.POST.get("of", "")))
    if doubled is None:
        return render(request, "web/groups/settle_nothing.html", {"group": group, "on": on})
    form = SettleMissedForm(request.POST or None, doubled=doubled)
    if form.is_valid():
        with refusals_on(form):
            taken = group_actions.record_missed_session(
                actor=request.actor,
                group=group,
                missed_id=form.cleaned_data["record_id"],
                on=on,
                reason=form.cleaned_data["reason"],
                now=clock.now(),
                settles=[report.id for report in doubled.reports],
            )
            messages.success(request, say(f"settle.done_{taken.report.standing}"))
            return redirect("groups:group", group.pk)
    context = {"form": form, "group": group, "on": on, "reports": list(zip(doubled.reports, form.names, strict=True))}
    return render(request, "web/groups/settle_missed.html", context)
