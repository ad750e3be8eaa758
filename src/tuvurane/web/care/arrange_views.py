"""Who is on call where."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.care import actions as care_actions
from tuvurane.care import queries as care
from tuvurane.care.thresholds import threshold
from tuvurane.foundation import clock, ids
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.care.forms import OnCallForm
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET", verb=Verb.CARE_ARRANGE)
def on_call(request: ActorRequest) -> HttpResponse:
    """Who is on call where, how many they can receive, and where groups are open with nobody on call."""
    today, share = clock.today(), threshold("positive_share")
    context = {
        "gaps": page_of(request, care.gaps(request.actor, on=today), name="gaps"),
        "page": page_of(request, care.on_calls_visible_to(request.actor, on=today)),
        "today": today,
        "share": share.value,
        "source": share.source,
    }
    return render(request, "web/care/on_call.html", context)


@door("GET", "POST", verb=Verb.CARE_ARRANGE)
def put_on_call(request: ActorRequest) -> HttpResponse:
    """Put somebody on call for a place from a day on."""
    accounts = care.could_be_on_call(request.actor, on=clock.today())
    form = OnCallForm(request.POST or None, accounts=accounts, initial={"place": request.GET.get("place", "")})
    if form.is_valid():
        said = form.cleaned_data
        account = accounts.get(pk=said.pop("account"))
        with refusals_on(form):
            made = care_actions.put_on_call(
                actor=request.actor, on_call_id=ids.new_id(clock.now()), account=account, now=clock.now(), **said
            )
            messages.success(request, say("care.call.made", name=account.name, place=made.place.name))
            return redirect("care:on_call")
    return render(request, "web/care/put_on_call.html", {"form": form, "anybody": accounts.exists()})


@door("POST", verb=Verb.CARE_ARRANGE)
def take_off_call(request: ActorRequest, on_call_id: UUID) -> HttpResponse:
    """Somebody is on call no more from today on."""
    ended, now = care.on_call_for(request.actor, on_call_id), clock.now()
    today = people.today_in(ended.account.organisation_id, now)
    care_actions.take_off_call(actor=request.actor, on_call=ended, until=max(today, ended.since), now=now)
    messages.success(request, say("care.call.ended", name=ended.account.name, place=ended.place.name))
    return redirect("care:on_call")
