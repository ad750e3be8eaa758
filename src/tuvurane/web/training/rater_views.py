"""Raters: who is certified until when, and the reference role-plays against which they are."""

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.training.rules.rubrics import OWN
from tuvurane.training.thresholds import threshold
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training.rating_form import RolePlayForm, ScoreForm
from tuvurane.web.training.rating_views import rubric_asked, rubric_choices
from tuvurane.web.training.readings import title_of
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.training.models import Calibration


class Mine(NamedTuple):
    """How one's own certificate stands: the latest calibration, and how many role-plays were scored lately."""

    calibration: "Calibration | None"
    state: str
    scored: int


@door("GET", verb=Verb.COMPETENCE_SEE)
def raters(request: ActorRequest) -> HttpResponse:
    """Who may rate, and whose ratings count; below, the role-plays that are scored for it."""
    on = clock.today()
    certifies = scope.has_verb(request.actor, Verb.RATERS_CERTIFY)
    rates = scope.has_verb(request.actor, Verb.COMPETENCE_RATE)
    page = page_of(request, training.rater_accounts(request.actor, on))
    context = {
        "page": page,
        "query": rest_of_query(request),
        "rows": training.rater_rows(page, on),
        "mine": _mine(request.actor.account_id, on) if rates and not certifies else None,
        "role_plays": list(training.role_plays_of(request.actor)),
        "icc": threshold("certify_icc"),
        "needed": round(threshold("certify_role_plays").value),
    }
    return render(request, "web/training/raters.html", context)


def _mine(account_id: UUID | None, on: date) -> Mine | None:
    """How the reader's own certificate stands, where others certify."""
    if account_id is None:
        return None
    calibrations = training.calibrations_of(account_id)
    scored = training.standing_scores([account_id], on, *OWN).get(account_id, [])
    calibration = calibrations[0] if calibrations else None
    return Mine(calibration, training.state_of(calibration, on), len(scored))


@door("POST", verb=Verb.RATERS_CERTIFY)
def calibrate(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Compare a rater's scores with the references, and certify them when they agree."""
    account = found(people.accounts_visible_to(request.actor).filter(pk=account_id).first())
    result = training_actions.calibrate(actor=request.actor, rater=account, on=clock.today(), now=clock.now())
    icc = "–" if result.icc is None else f"{result.icc:.2f}"
    outcome = "certified" if result.certified else "not_certified"
    said = say(f"training.calibrate.{outcome}", name=account.name, icc=icc)
    (messages.success if result.certified else messages.warning)(request, said)
    return redirect("training:raters")


@door("GET", "POST", verb=Verb.RATERS_CERTIFY)
def new_role_play(request: ActorRequest) -> HttpResponse:
    """Add a reference role-play with what experts agreed is in it."""
    rubric = rubric_asked(request)
    form = RolePlayForm(request.POST or None, rubric=rubric)
    if form.is_valid() and request.actor.organisation_id is not None:
        with refusals_on(form):
            added = training_actions.add_role_play(
                actor=request.actor,
                organisation_id=request.actor.organisation_id,
                role_play_id=form.cleaned_data["role_play_id"],
                title=form.cleaned_data["title"],
                where=form.cleaned_data["where"],
                rubric=rubric.name,
                rubric_version=rubric.version,
                ticks=form.ticks(),
                now=clock.now(),
            )
            messages.success(request, say("training.role_play.added", title=added.title))
            return redirect("training:raters")
    context = {"form": form, "rubric": rubric, "title": title_of(rubric), "rubrics": rubric_choices()}
    return render(request, "web/training/new_role_play.html", context)


@door("GET", "POST", verb=Verb.COMPETENCE_RATE)
def score(request: ActorRequest, role_play_id: UUID) -> HttpResponse:
    """Score a reference role-play oneself; what the experts saw stays unsaid."""
    role_play = training.role_play_for(request.actor, role_play_id)
    rubric = training.rubric(role_play.rubric, role_play.rubric_version)
    form = ScoreForm(request.POST or None, rubric=rubric)
    if form.is_valid():
        with refusals_on(form):
            training_actions.score_role_play(
                actor=request.actor,
                score_id=form.cleaned_data["score_id"],
                role_play=role_play,
                ticks=form.ticks(),
                on=form.cleaned_data["on"],
                now=clock.now(),
            )
            messages.success(request, say("training.score.saved", title=role_play.title))
            return redirect("training:raters")
    context: dict[str, Any] = {"form": form, "role_play": role_play, "rubric": rubric, "title": title_of(rubric)}
    return render(request, "web/training/score.html", context)


@door("GET", "POST", verb=Verb.RATERS_CERTIFY)
def retire(request: ActorRequest, role_play_id: UUID) -> HttpResponse:
    """Use a role-play no longer, after asking once; what was scored stays."""
    role_play = training.role_play_for(request.actor, role_play_id)
    if request.method == "POST":
        training_actions.retire_role_play(actor=request.actor, role_play=role_play, on=clock.today(), now=clock.now())
        messages.success(request, say("training.role_play.retired", title=role_play.title))
        return redirect("training:raters")
    return render(request, "web/training/retire_role_play.html", {"role_play": role_play})
