"""One person who holds the space: the ladder, what is lacking, the gate, and how the same behaviours grow."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.groups.queries.board import rows_of
from tuvurane.people.roles import Verb
from tuvurane.training import queries as training
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training import pictures
from tuvurane.web.training.may import may_on
from tuvurane.web.training.readings import gate_told, growth_told

if TYPE_CHECKING:
    from tuvurane.training.models import Facilitator


@door("GET", verb=Verb.FACILITATORS_SEE)
def facilitator(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Everything about one person that the reader may see."""
    shown = training.facilitator_for(request.actor, account_id)
    may, on = may_on(request.actor, shown), clock.today()
    context = {
        "facilitator": shown,
        "may_here": may,
        "away": training.away_on([shown.pk], on).get(shown.pk),
        "absences": list(training.absences_of(shown)) if may["manage"] else [],
        "steps": list(training.steps_of(shown)),
        "trainings": training.trainings_of(shown),
        "refresher": training.refreshers_of([shown.pk], on).get(shown.pk),
        "former": group_queries.former_participant_of(shown) if may["manage"] and may["join"] else None,
        "led": _led(request, shown) if may["groups"] else [],
    }
    if may["competence"]:
        context |= _competence(request, shown)
    return render(request, "web/training/facilitator.html", context)


def _led(request: ActorRequest, shown: "Facilitator") -> list[Any]:
    led = group_queries.groups_visible_to(request.actor, verb=Verb.GROUPS_SEE).filter(
        pk__in=group_queries.groups_led_by(shown.pk).order_by().values("pk")
    )
    return rows_of(list(led), on=clock.today())


def _competence(request: ActorRequest, shown: "Facilitator") -> dict[str, Any]:
    """What stands on ratings: for those who may see competence and nobody else."""
    now = clock.now()
    ratings = training.ratings_of(shown)
    first, last = (_chosen(request, name, ratings) for name in ("first", "last"))
    growth = growth_told(training.growth_of(shown, first=first, last=last)) if ratings else None
    return {
        "readiness": group_queries.readiness_of(shown, on=clock.today()),
        "gate": gate_told(training.gates_of([shown.pk], now=now)[shown.pk], ratings),
        "ratings": ratings,
        "growth_of": growth,
        "picture": pictures.growth(shown.account.name, growth.lines) if growth and growth.grew else "",
    }


def _chosen(request: ActorRequest, name: str, ratings: list[Any]) -> UUID | None:
    """The rating that the address names, if it is one of this person's."""
    return next((rating.pk for rating in ratings if str(rating.pk) == request.GET.get(name)), None)
