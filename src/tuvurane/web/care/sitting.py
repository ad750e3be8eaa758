"""Before anything of this room is shown: why somebody looks, asked once a sitting and noted each time."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.care import queries as care
from tuvurane.foundation import clock
from tuvurane.web.care.forms import WhyForm
from tuvurane.web.requests import ActorRequest


def asked_why(request: ActorRequest, look: Callable[[str], None], *, back: str) -> HttpResponse | str:
    """
    The reason for which the reader looks, once ``look`` has noted it; where they must say it first, the page that asks.

    ``back``: the address of the list where the page leads whoever does not open it after all.
    """
    form = WhyForm(request.POST or None)
    if form.is_valid():
        look(form.cleaned_data["why"])
        return redirect(request.path)
    why = "" if request.GET.get("why") == "anew" else care.reason_of_sitting(request.actor, clock.now())
    if request.method == "POST" or not why:
        return render(request, "web/care/why.html", {"form": form, "back": back})
    look(why)
    return why
