"""People: the accounts in scope, one account, and the roles it holds."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.foundation.problems import Problem
from tuvurane.groups import queries as group_queries
from tuvurane.groups.queries.board import rows_of
from tuvurane.people import actions as people_actions
from tuvurane.people import policies, scope
from tuvurane.people import queries as people
from tuvurane.people.roles import PHONE_ROLES, Role, Verb
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.people import forms
from tuvurane.web.people.phones import phones_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.people.models import Account


def account_of(request: ActorRequest, account_id: UUID) -> "Account":
    """The account, if it is in the reader's scope; else the 404 page."""
    return found(people.accounts_visible_to(request.actor).filter(pk=account_id).first())


def may_manage(request: ActorRequest, account: "Account") -> bool:
    """Whether the reader may change this account."""
    try:
        policies.check_can_manage_account(request.actor, account)
    except Problem:
        return False
    return True


@door("GET", verb=Verb.ACCOUNTS_SEE)
def accounts(request: ActorRequest) -> HttpResponse:
    """The people of the programme who hold an account, with their roles."""
    form = forms.PeopleFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = people.accounts_visible_to(request.actor)
    if asked.get("q"):
        rows = rows.filter(name__icontains=asked["q"].strip())
    if asked.get("role"):
        held = people.roles_in_force(clock.today()).filter(role=asked["role"])
        rows = rows.filter(pk__in=held.values("account"))
    page = page_of(request, rows)
    held_by = people.roles_of(page)
    context = {
        "form": form,
        "page": page,
        "rows": [(account, [role for role in held_by[account.pk] if role.until is None]) for account in page],
        "query": rest_of_query(request),
        "asked": any(asked.values()),
    }
    return render(request, "web/people/list.html", context)


@door("GET", "POST", verb=Verb.ACCOUNTS_MANAGE)
def new_account(request: ActorRequest) -> HttpResponse:
    """Open an account; its first role follows on the next page."""
    form = forms.NewAccountForm(request.POST or None, initial={"language": request.actor.language})
    if form.is_valid() and request.actor.organisation_id is not None:
        with refusals_on(form):
            opened = people_actions.open_account(
                actor=request.actor,
                organisation_id=request.actor.organisation_id,
                now=clock.now(),
                **form.cleaned_data,
            )
            messages.success(request, say("office.account.opened", name=opened.name))
            return redirect("people:give_role", opened.pk)
    return render(request, "web/people/new.html", {"form": form})


@door("GET", verb=Verb.ACCOUNTS_SEE)
def account(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """One person: roles, the paths of the groups they lead, their phones."""
    shown = account_of(request, account_id)
    roles = people.roles_of([shown])[shown.pk]
    manages = may_manage(request, shown)
    led = group_queries.groups_visible_to(request.actor, verb=Verb.GROUPS_SEE).filter(
        pk__in=group_queries.groups_led_by(shown.pk).order_by().values("pk")
    )
    context = {
        "account": shown,
        "roles": [held for held in roles if held.until is None],
        "former": [held for held in roles if held.until is not None],
        "led": rows_of(list(led), on=clock.today()),
        "phones": phones_of(request.actor, people.devices_of(shown), now=clock.now()) if manages else [],
        "manages": manages,
        "manages_devices": manages and scope.has_verb(request.actor, Verb.DEVICES_MANAGE),
        "leads": any(held.role == Role.FACILITATOR and held.until is None for held in roles),
        "has_phone": any(held.role in PHONE_ROLES and held.until is None for held in roles),
        "myself": shown.pk == request.actor.account_id,
    }
    return render(request, "web/people/account.html", context)


@door("GET", "POST", verb=Verb.ACCOUNTS_MANAGE)
def give_role(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Give someone a role at a place."""
    shown = account_of(request, account_id)
    form = forms.RoleForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with refusals_on(form):
            people_actions.give_role(actor=request.actor, account=shown, now=clock.now(), **form.cleaned_data)
            role = say(f"role.{form.cleaned_data['role']}")
            messages.success(request, say("office.role.given", name=shown.name, role=role))
            return redirect("people:account", shown.pk)
    return render(request, "web/people/give_role.html", {"form": form, "account": shown})


@door("GET", "POST", verb=Verb.ACCOUNTS_MANAGE)
def end_role(request: ActorRequest, account_id: UUID, held_id: int) -> HttpResponse:
    """End a role on a day."""
    shown = account_of(request, account_id)
    held = found(next((row for row in people.roles_of([shown])[shown.pk] if row.pk == held_id), None))
    form = forms.EndRoleForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            people_actions.end_role(actor=request.actor, held=held, until=form.cleaned_data["until"], now=clock.now())
            messages.success(request, say("office.role.ended", name=shown.name, role=say(f"role.{held.role}")))
            return redirect("people:account", shown.pk)
    return render(request, "web/people/end_role.html", {"form": form, "account": shown, "held": held})


@door("GET", "POST", verb=Verb.ACCOUNTS_MANAGE)
def set_password(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Set a new password for someone who lost theirs."""
    shown = account_of(request, account_id)
    policies.check_can_manage_account(request.actor, shown)
    form = forms.PasswordForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            people_actions.set_password(
                actor=request.actor, account=shown, password=form.cleaned_data["password"], now=clock.now()
            )
            messages.success(request, say("office.account.password_set", name=shown.name))
            return redirect("people:account", shown.pk)
    return render(request, "web/people/set_password.html", {"form": form, "account": shown})


@door("GET", "POST", verb=Verb.ACCOUNTS_MANAGE)
def reset_second_factor(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Forget a lost second factor, after asking once."""
    shown = account_of(request, account_id)
    policies.check_can_manage_account(request.actor, shown)
    if request.method == "POST":
        people_actions.reset_second_factor(actor=request.actor, account=shown, now=clock.now())
        messages.success(request, say("office.account.second_factor_reset", name=shown.name))
        return redirect("people:account", shown.pk)
    return render(request, "web/people/reset_second_factor.html", {"account": shown})


@door("GET", "POST", verb=Verb.ACCOUNTS_MANAGE)
def close_account(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Close an account, after asking once."""
    shown = account_of(request, account_id)
    policies.check_can_manage_account(request.actor, shown)
    if request.method == "POST":
        people_actions.close_account(actor=request.actor, account=shown, now=clock.now())
        messages.success(request, say("office.account.closed", name=shown.name))
        return redirect("people:account", shown.pk)
    return render(request, "web/people/close.html", {"account": shown})
