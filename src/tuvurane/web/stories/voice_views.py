"""A recording of the telling: kept sealed, heard by whoever handles the story, destroyed early."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.stories import actions, queries
from tuvurane.stories.thresholds import threshold
from tuvurane.web.doors import door, found
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.stories.forms import VoiceForm
from tuvurane.web.wording import say


@door("GET", verb=Verb.STORIES_COLLECT)
def voice(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """The recording, to be listened to; never kept by the browser."""
    audio, sound = found(queries.sound_of(queries.story_for(request.actor, story_id)))
    heard = HttpResponse(sound, content_type=f"audio/{audio.kind}")
    heard["Cache-Control"] = "no-store"
    heard["Content-Disposition"] = "inline"
    return heard


@door("GET", "POST", verb=Verb.STORIES_COLLECT)
def keep(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Bring a recording: what is heard is kept, nothing else of the file."""
    story = queries.story_for(request.actor, story_id)
    form = VoiceForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            actions.keep_audio(
                actor=request.actor,
                story=story,
                audio_id=form.cleaned_data["audio_id"],
                sound=form.cleaned_data["sound"].read(),
                now=clock.now(),
            )
            messages.success(request, say("stories.voice_kept"))
            return redirect("stories:story", story.pk)
    context = {
        "form": form,
        "story": story,
        "may": queries.may_keep_voice(story),
        "days": round(threshold("audio_days").value),
        "limit": round(threshold("audio_megabytes").value),
    }
    return render(request, "web/stories/keep_voice.html", context)


@door("POST", verb=Verb.STORIES_COLLECT)
def drop(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Destroy the recording: it was written down, or is not needed."""
    story = queries.story_for(request.actor, story_id)
    actions.drop_audio(actor=request.actor, story=story, now=clock.now())
    messages.success(request, say("stories.voice_dropped"))
    return redirect("stories:story", story.pk)
