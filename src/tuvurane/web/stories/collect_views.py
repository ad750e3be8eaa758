"""Taking down a story in two steps: who tells and how they are asked, then their words."""

from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.foundation import clock
from tuvurane.foundation.words import LANGUAGES
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as groups
from tuvurane.groups.codes import Purpose
from tuvurane.people.roles import Verb
from tuvurane.places import queries as places
from tuvurane.stories import actions, policies, queries
from tuvurane.stories.codes import TellerRole
from tuvurane.web.doors import door, found
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.stories.forms import HowForm, TellingForm, WhoForm
from tuvurane.web.wording import say


class Asked(NamedTuple):
    """Who tells, where, and how they are asked."""

    group: Any
    teller: Any
    place: Any
    role: TellerRole
    language: str
    prompt: str


@door("GET", "POST", verb=Verb.STORIES_COLLECT)
def new(request: ActorRequest) -> HttpResponse:
    """Who tells, in which language, and with which question; ``?participant=`` or ``?group=`` say of whom it begins."""
    teller, group = _begun(request)
    if teller is not None and not groups.consent_stands(teller.pk, Purpose.STORY):
        return render(request, "web/stories/not_asked.html", {"teller": teller})
    first = {"language": group.language if group else request.actor.language}
    sent = request.POST or None
    form = HowForm(sent, initial=first) if teller else WhoForm(sent, initial=first, of_a_group=group is not None)
    if form.is_valid():
        said = form.cleaned_data
        begun = {"participant": teller.pk} if teller else {"role": said["role"]}
        if group is not None and teller is None:
            begun["group"] = group.pk
        elif teller is None:
            begun["place"] = said["place"].pk
        query = {**begun, "language": said["language"], "prompt": said["prompt"]}
        return redirect(f"{reverse('stories:take_down')}?{urlencode(query)}")
    return render(request, "web/stories/new.html", {"form": form, "teller": teller, "group": group})


@door("GET", "POST", verb=Verb.STORIES_COLLECT)
def take_down(request: ActorRequest) -> HttpResponse:
    """Write down what was told, then ask what is in it."""
    asked = _asked(request)
    if asked is None:
        return redirect("stories:new")
    form = TellingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            story = actions.collect(
                actor=request.actor,
                story_id=form.cleaned_data["story_id"],
                organisation_id=found(request.actor.organisation_id),
                place=asked.place,
                group=asked.group,
                teller=asked.teller,
                told=form.told(spoken=asked.language, role=asked.role, prompt=asked.prompt),
                now=clock.now(),
            )
            messages.success(request, say("stories.taken_down"))
            return redirect(f"{reverse('stories:hand_on', args=[story.pk])}?first=1")
    prompt = next(prompt for prompt in queries.prompts() if prompt.code == asked.prompt)
    context = {"form": form, "asked": asked, "question": prompt.texts[asked.language]}
    return render(request, "web/stories/take_down.html", context)


def _begun(request: ActorRequest) -> tuple[Any, Any]:
    """The participant whom the address names with the group in which they sit or sat last; or the group alone."""
    named, group_id = _uuid(request.GET.get("participant")), _uuid(request.GET.get("group"))
    if named is not None:
        teller = groups.participant_for(request.actor, named)
        group = found(groups.stay_of(teller)).group
    elif group_id is not None:
        teller, group = None, groups.group_for(request.actor, group_id)
    else:
        return None, None
    group_policies.check(request.actor, Verb.STORIES_COLLECT, group)
    return teller, group


def _asked(request: ActorRequest) -> Asked | None:
    """What the first step chose, as the address says it; None where it does not say enough."""
    language, prompt = request.GET.get("language", ""), request.GET.get("prompt", "")
    if language not in LANGUAGES or prompt not in {one.code for one in queries.prompts()}:
        return None
    teller, group = _begun(request)
    if teller is not None:
        return Asked(group, teller, group.place, TellerRole.PARTICIPANT, language, prompt)
    role, place = request.GET.get("role", ""), group.place if group else _place(request)
    if place is None or role not in set(TellerRole) - {TellerRole.PARTICIPANT}:
        return None
    return Asked(group, None, place, TellerRole(role), language, prompt)


def _place(request: ActorRequest) -> Any:
    """The place that the address names. Raises NotAllowed where the reader collects nothing."""
    number = request.GET.get("place", "")
    place = places.by_id(int(number)) if number.isdecimal() else None
    if place is not None:
        policies.check_can_collect(request.actor, found(request.actor.organisation_id), place)
    return place


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)
