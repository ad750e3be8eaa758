"""Coding: rounds, reading blind, how far coders agree, and talking over what differs."""

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock, ids
from tuvurane.people.roles import Verb
from tuvurane.stories import problems
from tuvurane.stories.actions import coding as coding_actions
from tuvurane.stories.codes import Outcome
from tuvurane.stories.queries import coding as coding_queries
from tuvurane.stories.queries import reading as reading_queries
from tuvurane.stories.rules.codebooks import text_in
from tuvurane.stories.thresholds import threshold
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.reading.coding_readings import AgreementSaid, differing_rows, entries_of, said_of
from tuvurane.web.reading.forms import CodesForm, RoundForm, SettleForm
from tuvurane.web.reading.readings import spread_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.stories.models import CodingRound
    from tuvurane.stories.rules.codebooks import Codebook

SEEDS = 2**31


@door("GET", verb=Verb.STORIES_CODE)
def rounds(request: ActorRequest) -> HttpResponse:
    """Which rounds of coding there are, and what the reader has still to read."""
    page = page_of(request, coding_queries.rounds_visible_to(request.actor))
    mine = coding_queries.unread_of(request.actor.account_id, page, on=clock.today())
    rows = [(one, mine.get(one.pk, 0)) for one in page]
    books = coding_queries.codebooks()
    titles = [(book, text_in(book.title, language())) for book in books]
    return render(request, "web/reading/rounds.html", {"page": page, "rows": rows, "books": titles})


@door("GET", "POST", verb=Verb.STORIES_CODE)
def new(request: ActorRequest) -> HttpResponse:
    """Begin a round; ``?again=``: of one whose agreement was too low, by another codebook."""
    again = _again(request)
    books = [
        (f"{book.name} {book.version}", f"{text_in(book.title, language())} ({book.version})")
        for book in coding_queries.codebooks()
    ]
    offered = coding_queries.coders_of(request.actor, on=clock.today())
    initial = {"place": again.place_id} if again else {}
    form = RoundForm(request.POST or None, books=books, coders=offered, initial=initial)
    if form.is_valid() and request.actor.organisation_id is not None:
        said = form.cleaned_data
        name, _, version = said["book"].partition(" ")
        with refusals_on(form):
            opened = coding_actions.open_round(
                actor=request.actor,
                round_id=ids.new_id(clock.now()),
                organisation_id=request.actor.organisation_id,
                place=said["place"],
                book=(name, version),
                coder_ids=[UUID(coder) for coder in said["coders"]],
                seed=secrets.randbelow(SEEDS),
                now=clock.now(),
                again=again,
            )
            return redirect("reading:round", opened.pk)
    context = {
        "form": form,
        "again": again,
        "share": threshold("double_share"),
        "least": threshold("double_least"),
    }
    return render(request, "web/reading/new_round.html", context)


def _again(request: ActorRequest) -> "CodingRound | None":
    wanted = request.GET.get("again", "")
    try:
        return coding_queries.round_for(request.actor, UUID(wanted)) if wanted else None
    except ValueError as error:
        raise problems.RoundUnknown from error


@door("GET", verb=Verb.STORIES_CODE)
def codebook(request: ActorRequest, name: str, version: str) -> HttpResponse:
    """What stories are read for: each code with its definition, when to use it, when not, and an example."""
    book = coding_queries.codebook(name, version)
    context = {
        "book": book,
        "title": text_in(book.title, language()),
        "about": text_in(book.about, language()),
        "entries": entries_of(book, language()),
    }
    return render(request, "web/reading/codebook.html", context)


@door("GET", verb=Verb.STORIES_CODE)
def round_(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """How a round stands: who has read how much; once all was read twice, how far they agree and where they differ."""
    shown = coding_queries.round_for(request.actor, round_id)
    page = coding_queries.round_page(shown, on=clock.today())
    context = {
        "round": shown,
        "page": page,
        "title": text_in(page.book.title, language()),
        "mine": coding_queries.next_for(request.actor.account_id, shown, on=clock.today()) is not None,
        "limits": [threshold("agreement_reliable"), threshold("agreement_tentative")],
    }
    if not page.blind:
        context |= _compared(shown, page.book)
    return render(request, "web/reading/round.html", context)


def _compared(shown: "CodingRound", book: "Codebook") -> dict[str, Any]:
    agreed, differing = coding_queries.compared_in(shown, on=clock.today())
    said: AgreementSaid = said_of(agreed, book, language())
    rows = differing_rows(differing, book, language())
    return {"said": said, "differing": rows, "again": shown.outcome == Outcome.RECODE}


@door("GET", "POST", verb=Verb.STORIES_CODE)
def read(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Read the next story, and say which codes are in it. What others found is not shown."""
    shown = coding_queries.round_for(request.actor, round_id)
    turn = coding_queries.next_for(request.actor.account_id, shown, on=clock.today())
    if turn is None:
        messages.success(request, say("coding.all_read"))
        return redirect("reading:round", shown.pk)
    assignment, readable = turn
    book = coding_queries.codebook(shown.codebook, shown.codebook_version)
    entries = entries_of(book, language())
    form = CodesForm(request.POST or None, codes=book.codes, titles=[entry.title for entry in entries])
    # Sent for another story than the one that is next (two windows, the back button): read this one first.
    if request.POST.get("assignment") == str(assignment.pk) and form.is_valid():
        with refusals_on(form):
            coding_actions.read(
                actor=request.actor, assignment=assignment, codes=form.cleaned_data["codes"], now=clock.now()
            )
            return redirect("reading:read", shown.pk)
    context = {"form": form, "round": shown, "assignment": assignment, "one": spread_of(readable), "entries": entries}
    return render(request, "web/reading/code.html", context | _how_far(shown, request))


def _how_far(shown: "CodingRound", request: ActorRequest) -> dict[str, Any]:
    page = coding_queries.round_page(shown, on=clock.today())
    return {"progress": next((one for one in page.progress if one.coder.pk == request.actor.account_id), None)}


@door("GET", "POST", verb=Verb.STORIES_CODE)
def settle(request: ActorRequest, round_id: UUID, story_id: UUID) -> HttpResponse:
    """Note what two readers came to by talking, and why."""
    shown = coding_queries.round_for(request.actor, round_id)
    page = coding_queries.round_page(shown, on=clock.today())
    if page.blind:
        raise problems.StillBlind(n=page.blind)
    rows = differing_rows(coding_queries.differing_in(shown, on=clock.today()), page.book, language())
    row = next((row for row in rows if row.spread.story_id == story_id), None)
    if row is None:
        raise problems.StoryUnknown
    story = reading_queries.one_to_read(request.actor, story_id, on=clock.today(), verb=Verb.STORIES_CODE)
    titles = [entry.title for entry in entries_of(page.book, language())]
    form = SettleForm(request.POST or None, codes=page.book.codes, titles=titles)
    if form.is_valid():
        with refusals_on(form):
            coding_actions.resolve(
                actor=request.actor,
                resolution_id=ids.new_id(clock.now()),
                round_=shown,
                story=story,
                codes=form.cleaned_data["codes"],
                reason=form.cleaned_data["reason"],
                now=clock.now(),
            )
            return redirect("reading:round", shown.pk)
    return render(request, "web/reading/settle.html", {"form": form, "round": shown, "row": row})


@door("POST", verb=Verb.STORIES_CODE)
def close(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Close a round: what its agreement allows is kept."""
    shown = coding_queries.round_for(request.actor, round_id)
    closed = coding_actions.close_round(actor=request.actor, round_=shown, now=clock.now())
    messages.success(request, say(f"coding_outcome.{closed.outcome}"))
    return redirect("reading:round", shown.pk)
