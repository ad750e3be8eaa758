"""What the teller says to each rung: yes, yes again with the text read back, no more."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.groups.codes import ConsentGivenBy
from tuvurane.people.roles import Verb
from tuvurane.stories import actions, queries
from tuvurane.stories.actions import Heard
from tuvurane.stories.codes import Rung
from tuvurane.web.doors import door
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.stories import readings
from tuvurane.web.stories.forms import ReadBackForm, YesForm
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.stories.models import Story


@door("GET", "POST", verb=Verb.STORIES_COLLECT)
def give(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Note to which rungs the teller says yes. None is an answer too."""
    story = queries.story_for(request.actor, story_id)
    stood = queries.stood([story], on=clock.today())[0]
    form = YesForm(request.POST or None, rungs=readings.askable(stood))
    if form.is_valid():
        with refusals_on(form):
            actions.say_rungs(
                actor=request.actor,
                story=story,
                rungs=form.given(),
                heard=form.heard(),
                with_voice=form.cleaned_data.get("with_voice", False),
                now=clock.now(),
            )
            messages.success(request, say("stories.yes_noted", days=queries.terms().settle_days))
            return redirect("stories:story", story.pk)
    context = {"form": form, "story": story, "any": bool(readings.askable(stood))}
    return render(request, "web/stories/give.html", context)


@door("GET", "POST", verb=Verb.STORIES_COLLECT)
def read_back(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """The final text in big letters to read aloud, and what the teller says to each rung."""
    story = queries.story_for(request.actor, story_id)
    on = clock.today()
    stood = queries.stood([story], on=on)[0]
    rungs = readings.confirmable(stood, on)
    text = actions.final_text(stood)
    form = ReadBackForm(request.POST or None, rungs=rungs, initial={"text": text})
    if rungs and form.is_valid():
        with refusals_on(form):
            actions.read_back(
                actor=request.actor,
                story=story,
                text=form.cleaned_data["text"],
                said=form.said(),
                heard=form.heard(),
                now=clock.now(),
            )
            messages.success(request, say("stories.read_back_noted"))
            return redirect("stories:story", story.pk)
    version = queries.passed_version(story)
    wordings = queries.words_of(version) if version else [queries.telling_of(story)]
    context = {
        "form": form,
        "story": story,
        "wording": wordings[0],
        "rungs": rungs,
        "version": version,
        "terms": queries.terms(),
    }
    return render(request, "web/stories/read_back.html", context)


@door("POST", verb=Verb.STORIES_COLLECT)
def withdraw(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Take back one rung (``rung``) or all: one press."""
    story = queries.story_for(request.actor, story_id)
    take_back(request, story)
    return redirect("stories:story", story.pk)


def take_back(request: ActorRequest, story: "Story") -> None:
    """Take back what was pressed, and say what that does, printed copies included."""
    named = request.POST.get("rung", "")
    rungs = [Rung(named)] if named in set(Rung) else list(Rung)
    heard = Heard(clock.today(), ConsentGivenBy.VOICE)
    actions.withdraw(actor=request.actor, story=story, heard=heard, rungs=rungs, now=clock.now())
    messages.success(request, say("stories.withdrawn"))
    printed = queries.printed_of(story)
    if printed:
        messages.warning(request, say("stories.copies_out", n=len(printed)))
