"""How facilitators are, as they tell their own supervisor: on these two pages and on no other."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.supervision import actions as supervision_actions
from tuvurane.supervision import queries as supervision
from tuvurane.training import queries as training
from tuvurane.web.doors import door
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.supervision.forms import WellbeingForm
from tuvurane.web.wording import say


@door("GET", verb=Verb.WELLBEING_RECORD)
def wellbeing(request: ActorRequest) -> HttpResponse:
    """Whom the reader looks after: who has not been asked this month, and who has. Nothing of how they are."""
    today = clock.today()
    due = [charge.facilitator for charge in supervision.wellbeing_due(request.actor, on=today)]
    account_id = request.actor.account_id
    mine = [charge.facilitator for charge in supervision.charges_of(account_id, today)] if account_id else []
    waiting = {facilitator.pk for facilitator in due}
    noted = [facilitator for facilitator in mine if facilitator.pk not in waiting]
    return render(request, "web/supervision/wellbeing.html", {"due": due, "noted": noted, "month": today})


@door("GET", "POST", verb=Verb.WELLBEING_RECORD)
def note(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Note how one facilitator is this month, and read what they told this supervisor before."""
    facilitator = training.facilitator_for(request.actor, account_id, verb=Verb.WELLBEING_RECORD)
    told = supervision.wellbeing_of(request.actor, facilitator)
    month = clock.today().replace(day=1)
    now = next((one for one in told if one.month == month), None)
    form = WellbeingForm(request.POST or None, initial={"how": now.how, "note": now.note} if now else None)
    if form.is_valid():
        with refusals_on(form):
            supervision_actions.note_wellbeing(
                actor=request.actor, facilitator=facilitator, month=month, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, say("supervise.wellbeing.saved"))
            return redirect("supervision:wellbeing")
    before = [one for one in told if one.month != month]
    context = {"form": form, "facilitator": facilitator, "month": month, "before": before}
    return render(request, "web/supervision/note_wellbeing.html", context)
