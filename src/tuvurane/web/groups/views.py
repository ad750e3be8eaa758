"""Groups: the list, one group, its life cycle, and who leads it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import FACILITATORS, OPEN
from tuvurane.groups.queries.board import BoardRow, rows_of
from tuvurane.measures import policies as measure_policies
from tuvurane.measures import queries as measure_queries
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door, found
from tuvurane.web.groups import forms, readings
from tuvurane.web.groups.may import may_on
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group

# As many pairs as one reads before choosing.
PAIRS = 5


@door("GET", verb=Verb.GROUPS_SEE)
def groups(request: ActorRequest) -> HttpResponse:
    """All groups in scope, of every status."""
    form = forms.GroupFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = group_queries.groups_visible_to(request.actor, verb=Verb.GROUPS_SEE)
    if asked.get("q"):
        rows = rows.filter(name__icontains=asked["q"].strip())
    if asked.get("status"):
        rows = rows.filter(status=asked["status"])
    if asked.get("place"):
        rows = rows.filter(place__path__startswith=asked["place"].path)
    page = page_of(request, rows)
    context = {
        "form": form,
        "place": asked.get("place"),
        "page": page,
        "rows": rows_of(list(page), on=clock.today()),
        "query": rest_of_query(request),
        "asked": any(asked.values()),
    }
    return render(request, "web/groups/list.html", context)


@door("GET", "POST", verb=Verb.GROUPS_MANAGE)
def new_group(request: ActorRequest) -> HttpResponse:
    """Plan a group."""
    form = forms.NewGroupForm(request.POST or None)
    if form.is_valid() and request.actor.organisation_id is not None:
        with refusals_on(form):
            made = group_actions.make_group(
                actor=request.actor,
                organisation_id=request.actor.organisation_id,
                now=clock.now(),
                **form.cleaned_data,
            )
            messages.success(request, say("office.group.made", name=made.name))
            return redirect("groups:group", made.pk)
    return render(request, "web/groups/new.html", {"form": form})


@door("GET", verb=Verb.GROUPS_SEE)
def group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """One group: its path, its circle, its sessions, what it needs."""
    shown = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.GROUPS_SEE, shown)
    may = may_on(request.actor, shown)
    row = rows_of([shown], on=clock.today())[0]
    members = group_queries.members_of(shown, identified=may["names"]) if may["people"] else []
    context = {
        "group": shown,
        "may_here": may,
        "row": row,
        "sitting": [member for member in members if member.left_on is None and not member.erased],
        "gone": [member for member in members if member.left_on is not None or member.erased],
        "sessions": list(group_queries.sessions_of(shown)) if may["sessions"] else [],
        "missed": list(group_queries.missed_of(shown)) if may["sessions"] else [],
    }
    if may["sessions"] and _beside(row):
        context["doubled"] = group_queries.beside_of_groups([shown.pk]).get(shown.pk, [])
        context["doubled_days"] = group_queries.beside_missed_of_groups([shown.pk]).get(shown.pk, [])
    return render(request, "web/groups/group.html", context)


def _beside(row: BoardRow) -> bool:
    return any(need.code == "beside" for need in row.needs)


@door("GET", verb=Verb.PARTICIPANTS_SEE)
def questionnaires(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Where each person stands in each wave, and how far each wave has come; no score stands here."""
    shown = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.PARTICIPANTS_SEE, shown)
    today = clock.today()
    names = group_policies.can(request.actor, Verb.PARTICIPANTS_IDENTIFY, shown)
    standing = measure_queries.standing_of(shown, on=today, identified=names)
    titles = {
        name: measure_queries.instrument(name).title[language()] for name in {one.instrument for one in standing.waves}
    }
    context = {
        "group": shown,
        "may_here": may_on(request.actor, shown),
        "may_ask": measure_policies.can_record(request.actor, shown),
        "today": today,
        "windows": standing.windows,
        "open": [window for window in standing.windows if window.holds(today)],
        "people": [(person, list(zip(standing.windows, person.states, strict=True))) for person in standing.people],
        "waves": [(count, titles[count.instrument]) for count in standing.waves],
        "screening": measure_queries.screening_of([shown], on=today)[shown.pk],
    }
    return render(request, "web/groups/questionnaires.html", context)


@door("GET", "POST", verb=Verb.GROUPS_MANAGE)
def change_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Change what a group is called, where and when it meets."""
    shown = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.GROUPS_MANAGE, shown)
    as_it_is = {name: getattr(shown, name) for name in ("name", "site", "language", "weekday")}
    form = forms.GroupChangeForm(request.POST or None, initial=as_it_is)
    if form.is_valid():
        with refusals_on(form):
            group_actions.change_group(actor=request.actor, group=shown, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("office.saved"))
            return redirect("groups:group", shown.pk)
    return render(request, "web/groups/change.html", {"form": form, "group": shown})


@door("GET", "POST", verb=Verb.GROUPS_MANAGE)
def move_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Move a group along its life cycle."""
    shown = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.GROUPS_MANAGE, shown)
    form = forms.MoveForm(request.POST or None, status=shown.status)
    if form.is_valid():
        with refusals_on(form):
            moved = group_actions.move_group(actor=request.actor, group=shown, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("office.move.done", status=say(f"status.{moved.status}")))
            return redirect("groups:group", shown.pk)
    return render(request, "web/groups/move.html", {"form": form, "group": shown})


@door("GET", "POST", verb=Verb.GROUPS_MANAGE)
def facilitators(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Who leads a group, now and before; who could, and why; let someone begin. Nobody is chosen here but by a person."""
    shown = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.GROUPS_MANAGE, shown)
    filled = {name: request.GET.get(name, "") for name in ("account", "second")}
    form = forms.AssignForm(request.POST or None, actor=request.actor, initial=filled)
    if form.is_valid():
        with refusals_on(form):
            _let_lead(request, shown, form)
            return redirect("groups:facilitators", shown.pk)
    leading = group_queries.facilitators_of(shown, ended=True)
    context = {"form": form, "group": shown, "leading": leading, "today_iso": clock.today().isoformat()}
    if shown.status in OPEN:
        pairs = group_queries.pairs_for(request.actor, shown, now=clock.now(), limit=PAIRS)
        now = {leader.account_id for leader in leading if leader.until is None}
        hindered = {person.pk: readings.said(whys) for person, whys in pairs.not_proposed}
        context |= {
            "hindered": [
                (leader, hindered[leader.account_id])
                for leader in leading
                if leader.account_id in now & hindered.keys()
            ],
            "pairs": readings.proposed(pairs, leading=now),
            "not_proposed": [(person, hindered[person.pk]) for person, _ in pairs.not_proposed if person.pk not in now],
            # Two who lead may still be one too few: proposals stand there when one of them may not lead now.
            "asks_pairs": bool(pairs) or len(now) < FACILITATORS,
        }
    return render(request, "web/groups/facilitators.html", context)


@transaction.atomic
def _let_lead(request: ActorRequest, shown: "Group", form: forms.AssignForm) -> None:
    """Both begin or neither: a refusal of the second takes back the first."""
    asked = [account for account in (form.cleaned_data["account"], form.cleaned_data["second"]) if account]
    since = form.cleaned_data["since"]
    for account in asked:
        group_actions.assign_facilitator(
            actor=request.actor, group=shown, account=account, since=since, now=clock.now()
        )
    names = ", ".join(account.name for account in asked)
    messages.success(request, say("office.lead.begun", name=names))


@door("POST", verb=Verb.GROUPS_MANAGE)
def end_assignment(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Someone stops leading a group."""
    shown = group_queries.group_for(request.actor, group_id)
    form = forms.EndAssignmentForm(request.POST)
    if form.is_valid():
        account = found(people.accounts_visible_to(request.actor).filter(pk=form.cleaned_data["account"]).first())
        until = form.cleaned_data["until"]
        group_actions.end_assignment(actor=request.actor, group=shown, account=account, until=until, now=clock.now())
        messages.success(request, say("office.lead.ended", name=account.name))
    else:
        messages.error(request, say("office.form.invalid"))
    return redirect("groups:facilitators", shown.pk)
