"""Ratings: ticked, read, and corrected by whoever made them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.supervision import actions as supervision_actions
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.training.codes import Enrolment, Occasion
from tuvurane.training.rules.rubrics import Rubric
from tuvurane.web.doors import door, found
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training.may import may_on
from tuvurane.web.training.rating_form import RatingForm, said_by
from tuvurane.web.training.readings import gate_told, rating_lines, title_of
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.training.models import Facilitator, Rating


def rubric_asked(request: ActorRequest) -> Rubric:
    """The rubric that the address names (``?rubric=name/version``), else our own."""
    name, _, version = request.GET.get("rubric", "").partition("/")
    return training.rubric(name, version) if name else training.rubrics()[0]


def rubric_choices() -> list[tuple[str, str]]:
    """All rubrics, as they stand in an address and as they are called; nothing where there is no choice."""
    listed = [(f"{rubric.name}/{rubric.version}", title_of(rubric)) for rubric in training.rubrics()]
    return listed if len(listed) > 1 else []


def _form(request: ActorRequest, shown: "Facilitator", rubric: Rubric, **kwargs: Any) -> RatingForm:
    trained = [one.course for one in training.trainings_of(shown) if one.status != Enrolment.WITHDRAWN]
    led = group_queries.groups_visible_to(request.actor, verb=Verb.GROUPS_SEE).filter(
        pk__in=group_queries.groups_led_by(shown.pk).order_by().values("pk")
    )
    return RatingForm(request.POST or None, rubric=rubric, courses=trained, groups=list(led), **kwargs)


def _record(request: ActorRequest, shown: "Facilitator", form: RatingForm, supersedes: UUID | None = None) -> UUID:
    """Hand the rating in; one in a group goes through supervision, which knows the group."""
    content, rating_id = form.content(shown.pk), form.cleaned_data["rating_id"]
    if content.occasion == Occasion.IN_GROUP:
        taken = supervision_actions.record_observed_rating(
            actor=request.actor,
            rating_id=rating_id,
            group_id=form.cleaned_data["group"],
            content=content,
            now=clock.now(),
            supersedes=supersedes,
        )
    else:
        taken = training_actions.record_rating(
            actor=request.actor, rating_id=rating_id, content=content, now=clock.now(), supersedes=supersedes
        )
    messages.success(request, say("training.rating.saved"))
    return taken.rating.pk


@door("GET", "POST", verb=Verb.COMPETENCE_RATE)
def rate(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Tick what was seen; the levels follow from the ticks."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.COMPETENCE_RATE)
    rubric = rubric_asked(request)
    form = _form(request, shown, rubric)
    if form.is_valid():
        with refusals_on(form):
            return redirect("training:rating", shown.pk, _record(request, shown, form))
    context = {
        "form": form,
        "facilitator": shown,
        "rubric": rubric,
        "title": title_of(rubric),
        "rubrics": rubric_choices(),
        "certified": _certified(request, rubric),
    }
    return render(request, "web/training/rate.html", context)


def _certified(request: ActorRequest, rubric: Rubric) -> bool:
    mine = request.actor.account_id
    return mine is not None and training.is_certified(mine, clock.today(), rubric.name, rubric.version)


def _rating_of(shown: "Facilitator", rating_id: UUID) -> "Rating":
    return found(next((one for one in training.ratings_of(shown) if one.pk == rating_id), None))


@door("GET", verb=Verb.COMPETENCE_SEE)
def rating(request: ActorRequest, account_id: UUID, rating_id: UUID) -> HttpResponse:
    """What a rating came to, and what the gate says now."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.COMPETENCE_SEE)
    read = _rating_of(shown, rating_id)
    rubric = training.rubric(read.rubric, read.rubric_version)
    reading = training.gates_of([shown.pk], now=clock.now())[shown.pk]
    context = {
        "facilitator": shown,
        "rating": read,
        "title": title_of(rubric),
        "lines": rating_lines(read, rubric),
        "note": training.note_of(read),
        "gate": gate_told(reading, training.ratings_of(shown)),
        "own": read.rater_id == request.actor.account_id and may_on(request.actor, shown)["rate"],
    }
    return render(request, "web/training/rating.html", context)


def _group_of(rating: "Rating") -> UUID | None:
    """The group in whose session it was made; None for one on another occasion."""
    observation = getattr(rating, "observation", None)
    return None if observation is None else observation.group_id


@door("GET", "POST", verb=Verb.COMPETENCE_RATE)
def correct(request: ActorRequest, account_id: UUID, rating_id: UUID) -> HttpResponse:
    """Say one's own rating again; the first stays on record."""
    shown = training.facilitator_for(request.actor, account_id, verb=Verb.COMPETENCE_RATE)
    earlier = _rating_of(shown, rating_id)
    if earlier.rater_id != request.actor.account_id:
        messages.error(request, say("training.rating.not_yours"))
        return redirect("training:rating", shown.pk, earlier.pk)
    rubric = training.rubric(earlier.rubric, earlier.rubric_version)
    initial = said_by(earlier, note=training.note_of(earlier), group_id=_group_of(earlier))
    form = _form(request, shown, rubric, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            return redirect("training:rating", shown.pk, _record(request, shown, form, earlier.pk))
    context = {"form": form, "facilitator": shown, "rubric": rubric, "title": title_of(rubric), "corrected": earlier}
    return render(request, "web/training/rate.html", context)
