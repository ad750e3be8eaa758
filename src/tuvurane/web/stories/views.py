"""Stories: what must happen next with which, and one story with its ladder."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.stories import policies, queries
from tuvurane.stories.thresholds import threshold
from tuvurane.web.doors import door
from tuvurane.web.requests import ActorRequest
from tuvurane.web.stories import readings

if TYPE_CHECKING:
    from tuvurane.stories.models import Story

SHOWN = 200  # the latest; who has more in hand works on these first


@door("GET", verb=Verb.STORIES_COLLECT)
def stories(request: ActorRequest) -> HttpResponse:
    """The stories in the reader's hands, by what must happen next."""
    rows = queries.stories_visible_to(request.actor)
    context = {
        "steps": readings.by_step(rows[:SHOWN], clock.today()),
        "edits": scope.has_verb(request.actor, Verb.STORIES_EDIT),
        "more": rows.count() > SHOWN,
        "shown": SHOWN,
    }
    return render(request, "web/stories/list.html", context)


@door("GET", verb=Verb.STORIES_COLLECT)
def story(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """One story: its ladder, its words, what others may read, and what was printed."""
    shown = queries.story_for(request.actor, story_id)
    return render(request, "web/stories/story.html", page_of_story(request, shown))


def page_of_story(request: ActorRequest, shown: "Story") -> dict[str, Any]:
    """What the page of one story shows."""
    on = clock.today()
    stood = queries.stood([shown], on=on)[0]
    words = queries.words_about(shown)
    version = queries.last_version(shown)
    answer = getattr(version, "answer", None)
    return {
        "story": shown,
        "stood": stood,
        "next": readings.step_of(stood, on),
        "ladder": readings.ladder(stood, words),
        "askable": readings.askable(stood),
        "confirmable": readings.confirmable(stood, on),
        "words": words,
        "flagged": next((word for word in words if word.by_facilitator), None),
        "telling": queries.telling_of(shown),
        "translations": queries.translations_of(shown),
        "version": version,
        "version_words": queries.words_of(version) if version else [],
        "answer": answer,
        "why_known": queries.why_known(answer) if answer else "",
        "printed": queries.printed_of(shown),
        "sound": queries.audio_of(shown),
        "may_keep_voice": queries.may_keep_voice(shown),
        "edits": policies.can(request.actor, Verb.STORIES_EDIT, shown),
        "own_version": version is not None and version.made_by_id == request.actor.account_id,
        "terms": queries.terms(),
        "settle_source": threshold("settle_days").source,
    }
