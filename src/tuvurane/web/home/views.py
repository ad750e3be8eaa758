"""The board: which groups need you today, and whom a supervisor answers for."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.people import scope
from tuvurane.people.roles import ROLES, Verb
from tuvurane.people.scope import Actor
from tuvurane.rights import queries as rights
from tuvurane.supervision import queries as supervision
from tuvurane.sync import queries as sync_queries
from tuvurane.training import queries as training
from tuvurane.web import onward
from tuvurane.web.adverse import reading as adverse_reading
from tuvurane.web.care.loud import loud
from tuvurane.web.doors import door
from tuvurane.web.feedback import reading as feedback_reading
from tuvurane.web.home.forms import BoardFilter
from tuvurane.web.intake import reading as intake_reading
from tuvurane.web.opening import reading as opening_reading
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

# Those that need someone come first: who works through twenty in a day has done much.
BOARD_ROWS = 20
# Who leads on a supervisor's word is always in sight; a longer list has its own page.
OVERRIDES = 8


@door("GET")
def today(request: ActorRequest) -> HttpResponse:
    """Every running group in scope as a row of stones, those that need someone first."""
    asked = BoardFilter(request.GET)
    place = asked.cleaned_data["place"] if asked.is_valid() else None
    rows = group_queries.board(request.actor, on=clock.today(), place_path=place.path if place else None)
    page = page_of(request, rows, size=BOARD_ROWS)
    answers = scope.has_verb(request.actor, Verb.RIGHTS_ANSWER)
    decides = scope.has_verb(request.actor, Verb.SET_ASIDE_DECIDE)
    context = {
        "form": asked,
        "place": place,
        "page": page,
        "query": rest_of_query(request),
        "waiting": [row for row in page if row.needs],
        "calm": [row for row in page if not row.needs],
        "needing": sum(bool(row.needs) for row in rows),
        "paused": sum(row.paused for row in rows),
        "waits_aside": sync_queries.waiting(request.actor).count() if decides else 0,
        "rights_waiting": rights.late_count(request.actor, on=clock.today()) if answers else None,
        "starting_paused": _starting_paused(request.actor, rows),
        "loud": loud(request.actor),
        "records_only": onward.first_page(request.actor.roles) != request.path,
    }
    return render(request, "web/home/today.html", context | _held_space(request.actor) | _told(request.actor))


def _held_space(actor: Actor) -> dict[str, Any]:
    """How many asked for help and wait, and whose closed gate a supervisor's word lifts."""
    told: dict[str, Any] = {}
    if scope.has_verb(actor, Verb.SUPERVISION_SEE):
        told["helps"] = supervision.helps_of(actor).filter(answer__isnull=True).count()
    if scope.has_verb(actor, Verb.COMPETENCE_SEE):
        overrides = training.overrides_in_force(actor, now=clock.now())
        told |= {"overrides": overrides[:OVERRIDES], "overrides_in_all": len(overrides)}
    return told


def _starting_paused(actor: Actor, rows: Sequence[group_queries.BoardRow]) -> str:
    """Whom to ask when new groups start again; "" where they may, and for whoever starts none."""
    house = actor.organisation_id
    paused = any(getattr(row.group, "none_starts", False) for row in rows)
    if house is None or not paused or not scope.has_verb(actor, Verb.GROUPS_MANAGE):
        return ""
    path = next(grant.place_path for grant in actor.grants if Verb.GROUPS_MANAGE in ROLES[grant.role].verbs)
    return group_queries.who_knows_of_pauses(house, path, on=clock.today()) or say("role.safeguarding")


def _told(actor: Actor) -> dict[str, Any]:
    """What people told, and waits for the reader: feedback, and reports of harm."""
    told: dict[str, Any] = {"harms": intake_reading.waits_for(actor), "broken": opening_reading.unacknowledged(actor)}
    told["adverse"] = adverse_reading.waits_for(actor)
    if scope.has_verb(actor, Verb.FEEDBACK_ANSWER):
        told["feedback"] = feedback_reading.waits_for(actor)
    return told
