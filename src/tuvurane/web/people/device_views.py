"""Phones: a one-time code that enrols one, and the way to refuse it from now on."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people import actions as people_actions
from tuvurane.people import policies
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door, found
from tuvurane.web.people.views import account_of
from tuvurane.web.qr import qr_svg
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import say


@door("GET", "POST", verb=Verb.DEVICES_MANAGE)
def new_device(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """Make a one-time code for a phone and show it once, to read aloud, type or scan."""
    shown = account_of(request, account_id)
    policies.check_can_manage_account(request.actor, shown)
    if request.method == "GET":
        return render(request, "web/people/new_device.html", {"account": shown})
    code = people_actions.issue_enrolment_code(actor=request.actor, account=shown, now=clock.now())
    address = f"{settings.TUVURANE_ORIGIN}/phone/"
    context = {
        "account": shown,
        "code": code,
        "address": address,
        "qr": qr_svg(f"{address}#enrol={code}", say("office.device.qr", name=shown.name)),
    }
    response = render(request, "web/people/device_code.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@door("GET", "POST", verb=Verb.DEVICES_MANAGE)
def revoke_device(request: ActorRequest, device_id: UUID) -> HttpResponse:
    """Refuse a lost phone from now on, after asking once."""
    device = found(people.devices_visible_to(request.actor).filter(pk=device_id).first())
    policies.check_can_manage_account(request.actor, device.account)
    if request.method == "POST":
        people_actions.revoke_device(actor=request.actor, device=device, now=clock.now())
        messages.success(request, say("office.device.revoked", label=device.label))
        return redirect("people:account", device.account_id)
    return render(request, "web/people/revoke_device.html", {"device": device, "account": device.account})
