"""The answer to whoever asks what we keep of them: read on the page, or printed."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.exchange import printing
from tuvurane.foundation import clock, words
from tuvurane.people.roles import Verb
from tuvurane.rights import actions as rights_actions
from tuvurane.rights import queries as rights
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.voice.views import pdf

if TYPE_CHECKING:
    from tuvurane.rights.models import Request
    from tuvurane.rights.queries import Holdings


@door("GET", verb=Verb.RIGHTS_ANSWER)
def sheet(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Everything that we keep of whoever asked, to be read to them. Opening it is noted."""
    asked, held = _opened(request, request_id)
    sections = printing.access_sections(held, asked.language)
    said = {name: words.say(f"access.{name}", asked.language) for name in ("care", "rights")}
    return render(request, "web/rights/sheet.html", {"asked": asked, "sections": sections, "said": said})


@door("GET", verb=Verb.RIGHTS_ANSWER)
def printed_sheet(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """The same, printed in the language of the answer. Opening it is noted."""
    asked, held = _opened(request, request_id)
    made = printing.access_sheet(held, asked.language, on=clock.today())
    return pdf(made, f"kept-{held.person.code}.pdf")


def _opened(request: ActorRequest, request_id: UUID) -> "tuple[Request, Holdings]":
    asked = rights.request_for(request.actor, request_id)
    return asked, rights_actions.open_holdings(actor=request.actor, request=asked, on=clock.today(), now=clock.now())
