"""Stories with a danger in them: handed on by whoever sees it, read and given back by safeguarding alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.stories import actions, queries
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.stories import readings
from tuvurane.web.stories.forms import DangersForm
from tuvurane.web.stories.ladder_views import take_back
from tuvurane.web.wording import say


@door("GET", "POST", verb=Verb.STORIES_COLLECT)
def hand_on(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Mark what is in a story; it leaves these pages at once. ``?first=1``: asked right after it was taken down."""
    story = queries.story_for(request.actor, story_id)
    form = DangersForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.mark(actor=request.actor, story=story, dangers=form.cleaned_data["dangers"], now=clock.now())
            messages.success(request, say("stories.handed_on"))
            return redirect("stories:list")
    onward = "stories:give" if request.GET.get("first") else "stories:story"
    context = {"form": form, "story": story, "first": bool(request.GET.get("first"))}
    return render(request, "web/stories/hand_on.html", context | {"onward": reverse(onward, args=[story.pk])})


@door("GET", verb=Verb.CARE_SEE)
def handed_on_list(request: ActorRequest) -> HttpResponse:
    """The stories that were handed on, the latest first."""
    return render(
        request, "web/stories/handed_on_list.html", {"page": page_of(request, queries.handed_on_to(request.actor))}
    )


@door("GET", verb=Verb.CARE_SEE)
def handed_on(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """One of them: its words, what was seen in it, and its ladder, which is shut. Looking is noted, as at its concern."""
    story = queries.handed_on_for(request.actor, story_id)
    unasked = actions.look(actor=request.actor, story=story, now=clock.now())
    if unasked is not None:
        return redirect("care:concern", unasked)
    stood = queries.stood([story], on=clock.today())[0]
    context = {
        "story": story,
        "ladder": readings.ladder(stood, queries.words_about(story)),
        "marks": queries.marks_of(story),
        "telling": queries.telling_of(story),
        "translations": queries.translations_of(story),
        "printed": queries.printed_of(story),
    }
    return render(request, "web/stories/handed_on.html", context)


@door("POST", verb=Verb.CARE_ACT)
def withdraw(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Take back what the teller takes back, while the story is here."""
    story = queries.handed_on_for(request.actor, story_id)
    take_back(request, story)
    return redirect("stories:handed_on", story.pk)


@door("POST", verb=Verb.CARE_ACT)
def lift(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Give a story back: nobody is in danger by it."""
    story = queries.handed_on_for(request.actor, story_id)
    actions.lift(actor=request.actor, story=story, now=clock.now())
    messages.success(request, say("stories.lifted"))
    return redirect("stories:handed_on_list")
