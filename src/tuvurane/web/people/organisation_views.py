"""What holds for a whole organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people import actions as people_actions
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door, found
from tuvurane.web.people import forms
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET", "POST", verb=Verb.ACCOUNTS_MANAGE)
def organisation(request: ActorRequest) -> HttpResponse:
    """How the reader's organisation works."""
    ours = people.organisation(found(request.actor.organisation_id))
    as_it_is = {"time_zone": ours.time_zone, "mixed_pairs": ours.mixed_pairs}
    form = forms.OrganisationForm(request.POST or None, initial=as_it_is)
    if form.is_valid():
        with refusals_on(form):
            people_actions.change_organisation(
                actor=request.actor, organisation=ours, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, say("office.saved"))
            return redirect("people:list")
    return render(request, "web/people/organisation.html", {"form": form, "organisation": ours})
