"""The page without script, for browsers too old for the app: what a facilitator records, and nothing else."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import OPEN, Status
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.groups.readings import following
from tuvurane.web.requests import ActorRequest

if TYPE_CHECKING:
    from uuid import UUID

    from tuvurane.groups.models import Group, Session


class PlainRow(NamedTuple):
    """One group: the session that comes next (None after the last), the last one held, whether it has begun; whose word it waits for."""

    group: "Group"
    following: int | None
    last_number: int | None
    last_on: date | None
    begun: bool
    paused: str = ""


@door("GET", verb=Verb.SESSIONS_RECORD)
def groups(request: ActorRequest) -> HttpResponse:
    """The groups that the reader leads, with one big link each."""
    reachable = group_queries.groups_visible_to(request.actor, verb=Verb.SESSIONS_RECORD)
    led = group_queries.groups_led_by(request.actor.account_id) if request.actor.account_id else reachable.none()
    shown = list(led.filter(pk__in=reachable.order_by().values("pk")))
    sessions: dict[UUID, list[Session]] = {group.pk: [] for group in shown}
    for session in group_queries.sessions_of_groups(sessions):
        sessions[session.group_id].append(session)
    since = group_queries.paused_since([group.pk for group in shown])
    words = group_queries.word_from([group for group in shown if group.pk in since], on=clock.today()) if since else {}
    found = (_row(group, sessions[group.pk])._replace(paused=words.get(group.pk, "")) for group in shown)
    rows = sorted(found, key=lambda row: row.group.status not in OPEN)
    return render(request, "web/plain/groups.html", {"rows": rows})


def _row(group: "Group", sessions: "list[Session]") -> PlainRow:
    last = sessions[-1] if sessions else None
    begun = Status(group.status) not in {Status.PLANNED, Status.RECRUITING}
    number, on = (last.number, last.held_on) if last else (None, None)
    return PlainRow(group, following(session.number for session in sessions), number, on, begun)
