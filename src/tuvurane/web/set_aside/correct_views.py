"""Correcting a record that was set aside: the right group first, then the office's own form."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.foundation.problems import Problem
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.sync import actions as sync_actions
from tuvurane.sync import catalogue
from tuvurane.sync import queries as sync_queries
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.set_aside import readings, said
from tuvurane.web.set_aside.forms import (
    AsideMissedForm,
    AsideResponseForm,
    AsideSessionForm,
    GroupForm,
    id_asked,
)
from tuvurane.web.set_aside.views import CORRECTABLE, done
from tuvurane.web.wording import language

if TYPE_CHECKING:
    from tuvurane.groups.models import Group
    from tuvurane.sync.models import SetAside

NOT_HERE = "groups.nothing_to_supersede"


@door("GET", "POST", verb=Verb.SET_ASIDE_DECIDE)
def correct(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Take a record with what is right. Without a group in reach it asks for the group first."""
    aside = sync_queries.aside_for(request.actor, record_id)
    body, kind = readings.body_of(aside), readings.kind_of(aside)
    if body is None or kind not in CORRECTABLE:
        raise Http404
    group = _group(request, body)
    if group is None:
        return _which_group(request, aside, body)
    form = _form(request, kind, group, body)
    if form.is_valid():
        try:
            right = _corrected(aside, kind, group, body, form)
            sync_actions.correct(actor=request.actor, aside=aside, body=right, now=clock.now())
            return done(request, aside, "corrected")
        except Problem as problem:
            form.add_error(None, problem.sentence(language()))
    context = {"form": form, "aside": aside, "group": group, "kind": kind, "what": readings.what_of(aside, body)}
    return render(request, "web/set_aside/correct.html", context)


def _group(request: ActorRequest, body: readings.Body) -> "Group | None":
    """The group that the address names, else the record's own; None when neither is in reach."""
    wanted = id_asked(request.GET["group"]) if "group" in request.GET else said.group_said(body)
    return readings.groups_among(request.actor, [wanted]).get(wanted)


def _which_group(request: ActorRequest, aside: "SetAside", body: readings.Body) -> HttpResponse:
    groups = group_queries.groups_visible_to(request.actor, verb=Verb.SESSIONS_RECORD)
    led = set(group_queries.groups_led_by(aside.account_id).order_by().values_list("pk", flat=True))
    own = [group for group in groups if group.pk in led]
    other = [group for group in groups if group.pk not in led]
    form = GroupForm(own=own, other=other, name=aside.account.name)
    context = {"form": form, "aside": aside, "what": readings.what_of(aside, body)}
    return render(request, "web/set_aside/which_group.html", context)


def _form(request: ActorRequest, kind: str, group: "Group", body: readings.Body) -> Form:
    data = request.POST or None
    if kind == "missed":
        return AsideMissedForm(data, read=said.missed_said(body))
    identified = group_policies.can(request.actor, Verb.PARTICIPANTS_IDENTIFY, group)
    members = group_queries.members_of(group, identified=identified)
    if kind == "response":
        return AsideResponseForm(data, read=said.response_said(body), members=members)
    leading = group_queries.facilitators_of(group, ended=True)
    return AsideSessionForm(data, read=said.session_said(body), members=members, leading=leading)


def _corrected(aside: "SetAside", kind: str, group: "Group", body: readings.Body, form: Form) -> dict[str, Any]:
    """The body with what is right; what it corrects or settles itself stays, where that is the same group's and here."""
    keeps = said.group_said(body) == group.pk and aside.why != NOT_HERE
    right = form.cleaned_data
    if isinstance(form, AsideSessionForm):
        return catalogue.body_of(group.pk, form.content()) | _kept(body, "replaces", keeps=keeps)
    if kind == "missed":
        plain = {"group": str(group.pk), "on": right["on"].isoformat(), "reason": right["reason"]}
        return plain | _kept(body, "settles", keeps=keeps)
    return dict(body) | {"group": str(group.pk), "seat": right["seat"], "wave": right["wave"]}


def _kept(body: Mapping[str, Any], name: str, *, keeps: bool) -> dict[str, Any]:
    return {name: body[name]} if keeps and body.get(name) else {}
