"""Who holds the space: the list, a new candidate, and those who lead but are not on the ladder yet."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.training.rules.refreshers import Refresher
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training import forms
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from tuvurane.groups.queries import Load
    from tuvurane.training.models import Absence, Facilitator
    from tuvurane.training.queries import RefresherReading


class Row(NamedTuple):
    """One line of the list."""

    facilitator: "Facilitator"
    load: "Load | None"
    refresher: "RefresherReading | None"
    away: "Absence | None"


ROWS = 25  # two screens of a small laptop


@door("GET", verb=Verb.FACILITATORS_SEE)
def facilitators(request: ActorRequest) -> HttpResponse:
    """Everybody on the ladder in scope: where, since when, with which groups, and what is due."""
    on = clock.today()
    sees_gates = scope.has_verb(request.actor, Verb.COMPETENCE_SEE)
    form = forms.FacilitatorFilter(request.GET, sees_gates=sees_gates)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = _narrowed(training.facilitators_visible_to(request.actor), asked, on)
    page = page_of(request, rows, size=ROWS)
    manages = scope.has_verb(request.actor, Verb.FACILITATORS_MANAGE)
    context = {
        "form": form,
        "place": asked.get("place"),
        "page": page,
        "rows": _rows(list(page), on),
        "query": rest_of_query(request),
        "asked": any(asked.values()),
        "sees_gates": sees_gates,
        "outside": training.not_on_ladder(request.actor, on=on).count() if manages else 0,
    }
    return render(request, "web/training/facilitators.html", context)


def _narrowed(rows: "QuerySet[Facilitator]", asked: Mapping[str, Any], on: date) -> "QuerySet[Facilitator]":
    if asked.get("q"):
        rows = rows.filter(account__name__icontains=asked["q"].strip())
    for column in ("rung", "gate"):
        if asked.get(column):
            rows = rows.filter(**{column: asked[column]})
    if asked.get("place"):
        rows = rows.filter(place__path__startswith=asked["place"].path)
    if asked.get("away"):
        rows = (training.only_away if asked["away"] == "away" else training.only_here)(rows, on)
    if asked.get("refresher"):
        rows = training.only_refresher(rows, Refresher(asked["refresher"]), on)
    return rows


def _rows(shown: "Sequence[Facilitator]", on: date) -> list[Row]:
    ids = [facilitator.pk for facilitator in shown]
    loads, due, away = group_queries.loads_of(ids, on), training.refreshers_of(ids, on), training.away_on(ids, on)
    return [Row(one, loads.get(one.pk), due.get(one.pk), away.get(one.pk)) for one in shown]


@door("GET", "POST", verb=Verb.FACILITATORS_MANAGE)
def new_candidate(request: ActorRequest) -> HttpResponse:
    """Welcome a candidate; below, those who lead already and are not on the ladder."""
    opens = scope.has_verb(request.actor, Verb.ACCOUNTS_MANAGE)
    form = forms.CandidateForm((request.POST or None) if opens else None)
    if form.is_valid() and request.actor.organisation_id is not None:
        with refusals_on(form):
            welcomed = training_actions.welcome_candidate(
                actor=request.actor,
                organisation_id=request.actor.organisation_id,
                now=clock.now(),
                **form.cleaned_data,
            )
            messages.success(request, say("training.welcomed", name=welcomed.account.name))
            return redirect("training:facilitator", welcomed.pk)
    page = page_of(request, training.not_on_ladder(request.actor, on=clock.today()))
    held = people.roles_of(page)
    context = {
        "form": form if opens else None,
        "page": page,
        "rows": [(account, [role for role in held[account.pk] if role.until is None]) for account in page],
        "enter": forms.EnterForm(),
    }
    return render(request, "web/training/new.html", context)


@door("POST", verb=Verb.FACILITATORS_MANAGE)
def enter(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Put somebody who leads already on the ladder, at the place of their role."""
    account = found(people.accounts_visible_to(request.actor).filter(pk=account_id).first())
    form = forms.EnterForm(request.POST)
    if form.is_valid():
        training_actions.enter_facilitator(
            actor=request.actor,
            account=account,
            place=people.home_of(account.pk),
            on=clock.today(),
            rung=form.cleaned_data["rung"],
            languages=(account.language,),
            now=clock.now(),
        )
        messages.success(request, say("training.entered", name=account.name))
    else:
        messages.error(request, say("office.form.invalid"))
    return redirect("training:new")
