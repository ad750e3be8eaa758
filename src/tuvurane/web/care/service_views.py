"""Where somebody can be sent: the directory of services, found by place and need, and made sure of."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.codes import Help
from tuvurane.care.rules.opening import is_open, opens_next
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock, ids
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.care.service_forms import NewServiceForm, ServiceForm
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuvurane.care.models import Service


class Shown(NamedTuple):
    """One service with whether it is open now (None: no hours known), when it opens, and those that look the same."""

    service: "Service"
    is_open: bool | None
    opens: datetime | None
    counts_until: date
    late: bool
    alike: "Iterable[Service]" = ()


def _shown(service: "Service", now: datetime, alike: "Iterable[Service]" = ()) -> Shown:
    until = care.next_check(service)
    known = is_open(service.opening, now) if service.opening else None
    opens = None if known else opens_next(service.opening, now)
    return Shown(service, known, opens, until, until < now.date(), alike)


def _here(request: ActorRequest) -> datetime:
    """Now, in the time of the actor's organisation."""
    house = request.actor.organisation_id
    return clock.now() if house is None else clock.now().astimezone(people.time_zone_of(house))


@door("GET", verb=Verb.CARE_ARRANGE)
def services(request: ActorRequest) -> HttpResponse:
    """The services of one's places, found by ``?q=`` and ``?help=``; what counts no more and what looks double is said."""
    named = request.GET.get("help", "")
    wanted = care.Wanted(request.GET.get("q", "").strip(), Help(named) if named in set(Help) else None)
    found, now = care.services_found(request.actor, wanted), _here(request)
    alike, page = care.services_alike(found), page_of(request, found)
    days = threshold("service_verified_days")
    context = {
        "page": page,
        "shown": [_shown(one, now, alike.get(one.pk, ())) for one in page],
        "wanted": wanted,
        "helps": list(Help),
        "to_verify": care.services_to_verify(request.actor, now.date()).count(),
        "days": round(days.value),
        "source": days.source,
        "query": rest_of_query(request),
    }
    return render(request, "web/care/services.html", context)


@door("GET", verb=Verb.CARE_ARRANGE)
def to_verify(request: ActorRequest) -> HttpResponse:
    """Whom to telephone this month, place by place."""
    now = _here(request)
    page = page_of(request, care.services_to_verify(request.actor, now.date()))
    context = {"page": page, "shown": [_shown(one, now) for one in page]}
    return render(request, "web/care/to_verify.html", context)


@door("GET", verb=Verb.CARE_ARRANGE)
def service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """One service: what is known, and what changed since."""
    known = care.service_for(request.actor, service_id)
    context = {"one": _shown(known, _here(request)), "service": known, "history": care.history_of(known)}
    return render(request, "web/care/service.html", context)


@door("GET", "POST", verb=Verb.CARE_ARRANGE)
def new_service(request: ActorRequest) -> HttpResponse:
    """Add a service that somebody made sure of."""
    form, house = NewServiceForm(request.POST or None), request.actor.organisation_id
    if house is None:
        raise people_problems.NotAllowed(verb=Verb.CARE_ARRANGE)
    if form.is_valid():
        with refusals_on(form):
            made = care_actions.add_service(
                actor=request.actor,
                service_id=ids.new_id(clock.now()),
                organisation_id=house,
                place=form.cleaned_data["place"],
                content=form.content(),
                verified_on=form.cleaned_data["verified_on"],
                now=clock.now(),
            )
            messages.success(request, say("care.service.saved", name=made.name))
            return redirect("care:services")
    return render(request, "web/care/service_form.html", {"form": form, "service": None})


@door("GET", "POST", verb=Verb.CARE_ARRANGE)
def change_service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Change what is known about a service."""
    known = care.service_for(request.actor, service_id)
    form = ServiceForm(request.POST or None, initial=ServiceForm.as_it_is(known))
    if form.is_valid():
        with refusals_on(form):
            made = care_actions.change_service(
                actor=request.actor, service=known, content=form.content(), now=clock.now()
            )
            messages.success(request, say("care.service.saved", name=made.name))
            return redirect("care:service", made.pk)
    return render(request, "web/care/service_form.html", {"form": form, "service": known})


@door("POST", verb=Verb.CARE_ARRANGE)
def verify_service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """Somebody made sure today that a service is there."""
    known, now = care.service_for(request.actor, service_id), clock.now()
    today = people.today_in(known.organisation_id, now)
    care_actions.verify_service(actor=request.actor, service=known, on=today, now=now)
    messages.success(request, say("care.service.checked", name=known.name))
    return redirect(_back(request))


@door("POST", verb=Verb.CARE_ARRANGE)
def end_service(request: ActorRequest, service_id: UUID) -> HttpResponse:
    """A service is there no more."""
    known, now = care.service_for(request.actor, service_id), clock.now()
    today = people.today_in(known.organisation_id, now)
    care_actions.end_service(actor=request.actor, service=known, on=today, now=now)
    messages.success(request, say("care.service.closed", name=known.name))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The list from which a button was pressed, so that going through it by telephone is not interrupted."""
    said = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(said, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return said if ours else "care:services"
