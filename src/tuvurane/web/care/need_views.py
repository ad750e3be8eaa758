"""Capacity beside need: whether those on call and the services can receive who is likely to need it."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.care import queries as care
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock
from tuvurane.groups import queries as groups
from tuvurane.measures import queries as measures
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest

DAYS_A_WEEK = 7


@door("GET", verb=Verb.CARE_ARRANGE)
def capacity(request: ActorRequest) -> HttpResponse:
    """Where more people may need a talk or a service in the weeks to come than can be received, and what helps."""
    today, weeks, share = clock.today(), threshold("need_weeks"), threshold("positive_share")
    here = list(groups.groups_visible_to(request.actor, verb=Verb.CARE_ARRANGE))
    asked = measures.asked_soon(here, on=today, days=round(weeks.value * DAYS_A_WEEK))
    rows = care.needs(request.actor, on=today, asked=asked)
    context = {
        "rows": rows,
        "short": sum(bool(row.need.what) for row in rows),
        "people": sum(asked.values()),
        "weeks": round(weeks.value),
        "share": share.value,
        "sources": [share.source, weeks.source],
        "today": today,
    }
    return render(request, "web/care/capacity.html", context)
