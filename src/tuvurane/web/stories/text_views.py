"""The text of a story: in another language, made unrecognisable, and asked about by a second person."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock, words
from tuvurane.groups import policies as group_policies
from tuvurane.people.roles import Verb
from tuvurane.stories import actions, queries
from tuvurane.stories.rules.pointing import Pointed, What, replaced
from tuvurane.web.doors import door
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.stories.forms import AnswerForm, TranslationForm, VersionForm
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.stories.models import Story
    from tuvurane.stories.queries import Wording

APART = "\n"  # stands in no word that is pointed at
PEOPLE = ("neighbour", "family", "friend", "leader")


class Found(NamedTuple):
    """A word that gives somebody away, with what could stand in its place: each as the page says it, and what is sent."""

    pointed: Pointed
    language: str
    instead: list[tuple[str, str]]


@door("GET", "POST", verb=Verb.STORIES_EDIT)
def translate(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Put a story into another language, beside the teller's words."""
    story = queries.story_for(request.actor, story_id, verb=Verb.STORIES_EDIT)
    form = TranslationForm(request.POST or None, own=story.language)
    if form.is_valid():
        with refusals_on(form):
            actions.translate(
                actor=request.actor,
                story=story,
                translation_id=form.cleaned_data["translation_id"],
                wording=form.wording(),
                now=clock.now(),
            )
            messages.success(request, say("office.saved"))
            return redirect("stories:story", story.pk)
    context = {"form": form, "story": story, "telling": queries.telling_of(story)}
    return render(request, "web/stories/translate.html", context)


@door("GET", "POST", verb=Verb.STORIES_EDIT)
def make_version(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """
    Make a story unrecognisable, with help that points at what gives somebody away.

    The button of a suggestion (``instead``) replaces the word and shows the page again; ``look`` only looks again.
    """
    story = queries.story_for(request.actor, story_id, verb=Verb.STORIES_EDIT)
    sent = _sent(request)
    looking = sent is not None and ("look" in sent or "instead" in sent)
    form = VersionForm(sent, wordings=_started(story))
    if sent is not None and not looking and form.is_valid():
        with refusals_on(form):
            actions.make_version(
                actor=request.actor,
                story=story,
                version_id=form.cleaned_data["version_id"],
                wordings=form.wordings(),
                now=clock.now(),
            )
            messages.success(request, say("stories.version_kept"))
            return redirect("stories:story", story.pk)
    if looking:
        form.errors.clear()
    context = {
        "form": form,
        "story": story,
        "telling": queries.telling_of(story),
        "found": list(_found(request, story, form)),
        "why_known": _why_known(story),
    }
    return render(request, "web/stories/make_version.html", context)


def _sent(request: ActorRequest) -> dict[str, str] | None:
    """What was sent, with the word of a pressed suggestion replaced wherever it stands in the texts."""
    sent = request.POST.dict()
    word, apart, instead = str(sent.get("instead", "")).partition(APART)
    if apart:
        texts = [name for name in sent if name.startswith(("text_", "why_"))]
        sent |= {name: replaced(str(sent[name]), {word: instead}) for name in texts}
    return {name: str(value) for name, value in sent.items()} or None


def _started(story: "Story") -> "list[Wording]":
    """What the editor starts from: the last version, else the telling and its translations."""
    version = queries.last_version(story)
    told = [queries.telling_of(story), *queries.translations_of(story)]
    made = {wording.language: wording for wording in queries.words_of(version)} if version else {}
    return [made.get(wording.language, wording) for wording in told]


def _why_known(story: "Story") -> str:
    answer = getattr(queries.last_version(story), "answer", None)
    return queries.why_known(answer) if answer is not None and answer.known else ""


def _found(request: ActorRequest, story: "Story", form: VersionForm) -> Iterator[Found]:
    identified = story.group is not None and group_policies.can(request.actor, Verb.PARTICIPANTS_IDENTIFY, story.group)
    for wording in form.wordings():
        told = queries.pointed_in(
            f"{wording.text}\n{wording.why}", story, on=clock.today(), identified=identified, rare=form.rare_words()
        )
        for pointed in told:
            spoken = [(text, f"{pointed.words}{APART}{text}") for text in _instead(pointed, wording.language)]
            yield Found(pointed, wording.language, spoken)


def _instead(pointed: Pointed, language: str) -> list[str]:
    """What could stand there, in the language of the text."""
    if pointed.what is What.PERSON:
        return [words.say(f"instead.{who}", language) for who in PEOPLE]
    if pointed.what is What.PLACE:
        around = pointed.instead[0]
        return [around] if around else [words.say("instead.place", language)]
    if pointed.what is What.DAY:
        return _season(pointed.instead, language)
    key = {What.NUMBER: "number", What.YEAR: "years_ago", What.EVENT: "event"}[pointed.what]
    return [words.say(f"instead.{key}", language)]


def _season(known: tuple[str, ...], language: str) -> list[str]:
    """The season of a day, as far as it is known, and the plainest way to say when."""
    year = next((one for one in known if one.isdigit()), "")
    season = next((one for one in known if not one.isdigit()), "")
    said = [words.say(f"instead.{season}", language)] if season else []
    if season and year:
        said.insert(0, words.say(f"instead.{season}_of", language, year=year))
    return [*said, words.say("instead.years_ago", language)]


@door("GET", "POST", verb=Verb.STORIES_EDIT)
def answer(request: ActorRequest, story_id: UUID) -> HttpResponse:
    """Would the neighbours know who this is? Asked of somebody who did not make the version."""
    story = queries.story_for(request.actor, story_id, verb=Verb.STORIES_EDIT)
    version = queries.last_version(story)
    form = AnswerForm(request.POST or None)
    if version is not None and form.is_valid():
        with refusals_on(form):
            actions.answer(
                actor=request.actor,
                story=story,
                number=version.number,
                known=form.cleaned_data["known"],
                why=form.cleaned_data["why"],
                now=clock.now(),
            )
            messages.success(request, say("stories.answer_noted"))
            return redirect("stories:story", story.pk)
    context = {
        "form": form,
        "story": story,
        "version": version,
        "wordings": queries.words_of(version) if version else [],
        "own": version is not None and version.made_by_id == request.actor.account_id,
        "answered": hasattr(version, "answer"),
    }
    return render(request, "web/stories/answer.html", context)
