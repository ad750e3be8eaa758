"""Reading stories as their tellers let them be read: one a page, and in a booklet."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.exchange import printing
from tuvurane.foundation import clock, ids
from tuvurane.people import queries as people
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.stories import actions as story_actions
from tuvurane.stories import problems
from tuvurane.stories import queries as story_queries
from tuvurane.stories.actions import panels as panel_actions
from tuvurane.stories.codes import PrintKind, Rung
from tuvurane.stories.queries import panels as panel_queries
from tuvurane.stories.queries import reading as reading_queries
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.reading.forms import BookletForm, VerifyForm
from tuvurane.web.reading.readings import lines_of, pages_of, spread_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuvurane.stories.models import Story


@door("GET", verb=Verb.STORIES_SEE)
def stories(request: ActorRequest) -> HttpResponse:
    """Which stories may be read inside the programme today."""
    page = page_of(request, reading_queries.to_read(request.actor, on=clock.today()), size=20)
    lines = lines_of(story_queries.readable(page).values())
    return render(request, "web/reading/list.html", {"page": page, "lines": lines})


@door("GET", verb=Verb.STORIES_SEE)
def story(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """One story: the teller's words, why it matters to them, and nothing that says who they are."""
    every = reading_queries.to_read(request.actor, on=clock.today())
    places = [place for place, one in enumerate(every) if one.pk == story_id]
    if not places:
        raise problems.StoryUnknown
    here = places[0]
    may_verify = scope.has_verb(request.actor, Verb.STORIES_SELECT)
    context = {
        "one": spread_of(story_queries.readable([every[here]])[story_id]),
        "newer": every[here - 1] if here else None,
        "older": every[here + 1] if here + 1 < len(every) else None,
        "number": here + 1,
        "of": len(every),
        "may_verify": may_verify,
        "verified": panel_queries.verifications_of(every[here]) if may_verify else [],
    }
    return render(request, "web/reading/story.html", context)


@door("GET", "POST", verb=Verb.STORIES_SELECT)
def verify(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Note what was found when somebody made sure of a story."""
    row = reading_queries.one_to_read(request.actor, story_id, on=clock.today(), verb=Verb.STORIES_SELECT)
    form = VerifyForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            panel_actions.verify(
                actor=request.actor,
                verification_id=ids.new_id(clock.now()),
                story=row,
                found=form.found(),
                now=clock.now(),
            )
            messages.success(request, say("verify.done"))
            return redirect("reading:story", row.pk)
    return render(request, "web/reading/verify.html", {"form": form, "story_id": row.pk})


@door("GET", "POST", verb=Verb.STORIES_PRINT)
def booklet(request: ActorRequest) -> HttpResponse:
    """Print the stories whose tellers said yes to it, as a booklet; what is printed is noted."""
    form = BookletForm(request.POST or None, initial={"language": language()})
    printable = reading_queries.to_print(request.actor, on=clock.today())
    if form.is_valid():
        rung, spoken = Rung(form.cleaned_data["rung"]), form.cleaned_data["language"]
        with refusals_on(form):
            if not printable[rung]:
                raise problems.NothingReleased
            return _printed(request, printable[rung], rung, spoken, form.cleaned_data["tell"])
    counts = [(rung, len(found)) for rung, found in printable.items()]
    return render(request, "web/reading/booklet.html", {"form": form, "counts": counts})


def _printed(request: ActorRequest, found: "Sequence[Story]", rung: Rung, spoken: str, tell: str) -> HttpResponse:
    house = people.organisation(found[0].organisation_id)
    now = clock.now()
    made = printing.booklet(
        printing.Booklet(house.name, rung, clock.today(), spoken, pages_of(story_queries.readable(found), spoken), tell)
    )
    story_actions.record_printing(
        actor=request.actor,
        printing_id=ids.new_id(now),
        organisation_id=house.pk,
        kind=PrintKind.BOOKLET,
        rung=rung,
        stories=found,
        now=now,
    )
    headers = {"Content-Disposition": f'attachment; filename="stories-{clock.today():%Y-%m-%d}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
