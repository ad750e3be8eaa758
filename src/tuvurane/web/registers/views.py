"""Groups that already run: bring a register, look at what it adds and what to repair, then take it."""

from django.http import HttpResponse

from tuvurane.exchange import registers
from tuvurane.groups import queries as group_queries
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.workbooks import Workbooks

REGISTERS = Workbooks(
    room=registers,
    family="registers",
    words="exchange",
    file="tuvurane-register.xlsx",
    lines=lambda preview: {"groups": preview.groups},
    taken=lambda loaded: loaded.group_ids,
)


@door("GET", "POST", verb=Verb.GROUPS_IMPORT)
def bring(request: ActorRequest) -> HttpResponse:
    """Bring a register, look at it, take it."""
    return REGISTERS.bring(request)


@door("GET", verb=Verb.GROUPS_IMPORT)
def done(request: ActorRequest) -> HttpResponse:
    """What was taken last, with the groups to look at."""
    seen = group_queries.groups_visible_to(request.actor, verb=Verb.GROUPS_SEE)
    return REGISTERS.done(request, lambda ids: seen.filter(pk__in=ids))


@door("GET", verb=Verb.GROUPS_IMPORT)
def template(request: ActorRequest) -> HttpResponse:
    """The empty register to fill in."""
    return REGISTERS.empty(request)
