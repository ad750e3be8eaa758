"""Consent: what a person agrees to, the text to read aloud, a yes taken back, and where a group stands."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.exchange import printing
from tuvurane.foundation import clock, words
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import ConsentGivenBy, Purpose
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door, found
from tuvurane.web.groups.consent_forms import AnswerForm
from tuvurane.web.groups.may import may_on
from tuvurane.web.groups.participant_views import seated
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.voice.views import asked_language, pdf
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.groups.models import Group


@door("GET", verb=Verb.PARTICIPANTS_SEE)
def consents(request: ActorRequest, participant_id: UUID) -> HttpResponse:
    """The four purposes of one person with the word that stands, and all words before."""
    person, _, group = seated(request, participant_id, Verb.PARTICIPANTS_SEE)
    if person.erased_at is not None:
        return redirect("groups:participant", person.pk)
    may = may_on(request.actor, group)
    context = {
        "person": person,
        "group": group,
        "may_here": may,
        "called": group_queries.identity_of(person).called if may["names"] else person.code,
        "standing": group_queries.standing_words([person.pk])[person.pk],
        "history": group_queries.consents_of(person),
    }
    return render(request, "web/groups/consents.html", context)


@door("GET", "POST", verb=Verb.PARTICIPANTS_MANAGE)
def consent(request: ActorRequest, participant_id: UUID, purpose: str) -> HttpResponse:
    """A text to read aloud in big type, and the choices beneath (``?in=rn``: in which language)."""
    person, _, group = seated(request, participant_id, Verb.PARTICIPANTS_MANAGE)
    about = _purpose(purpose)
    text = group_queries.current_text(about)
    spoken = _spoken(request, group)
    leading = group_queries.facilitators_of(group)
    first = {"version": text.version, "language": spoken}
    form = AnswerForm(request.POST or None, initial=first, leading=leading)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            group_actions.record_consent(
                actor=request.actor,
                group=group,
                participant=person,
                purpose=about,
                text_version=given["version"],
                read_by_id=form.read_by(request.actor.account_id),
                now=clock.now(),
                **{name: given[name] for name in ("given", "on", "language", "given_by")},
            )
            messages.success(request, say("office.consent.recorded"))
            return redirect("groups:consents", person.pk)
    context = {
        "form": form,
        "person": person,
        "group": group,
        "purpose": about,
        "text": text.spoken[spoken],
        "version": text.version,
        "read_in": spoken,
        "others": [language for language in words.LANGUAGES if language != spoken],
    }
    return render(request, "web/groups/consent.html", context)


@door("POST", verb=Verb.PARTICIPANTS_MANAGE)
def withdraw(request: ActorRequest, participant_id: UUID, purpose: str) -> HttpResponse:
    """Take a yes back in one step, from today on. A new yes undoes it."""
    person, _, group = seated(request, participant_id, Verb.PARTICIPANTS_MANAGE)
    group_actions.record_consent(
        actor=request.actor,
        group=group,
        participant=person,
        purpose=_purpose(purpose),
        given=False,
        on=clock.today(),
        language=group.language,
        given_by=ConsentGivenBy.VOICE,
        now=clock.now(),
    )
    messages.success(request, say("consents.withdrawn"))
    return redirect("groups:consents", person.pk)


@door("GET", verb=Verb.PARTICIPANTS_SEE)
def of_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Who of a group agreed to what, and who may be asked again because the text is another now."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.PARTICIPANTS_SEE, group)
    names = group_policies.can(request.actor, Verb.PARTICIPANTS_IDENTIFY, group)
    members = [one for one in group_queries.members_of(group, identified=names) if one.left_on is None]
    standing = group_queries.standing_words([one.participant_id for one in members])
    context = {
        "group": group,
        "purposes": list(Purpose),
        "rows": [(member, standing[member.participant_id]) for member in members],
        "older": sum(word.to_older_text for said in standing.values() for word in said),
    }
    return render(request, "web/groups/group_consents.html", context)


@door("GET", verb=Verb.PARTICIPANTS_SEE)
def sheet(request: ActorRequest) -> HttpResponse:
    """The four texts on paper with places for a mark, in the language asked for (``?in=rn``)."""
    spoken = asked_language(request)
    return pdf(printing.consent_sheet(spoken), f"consent-{spoken}.pdf")


def _purpose(named: str) -> Purpose:
    return found(next((purpose for purpose in Purpose if purpose == named), None))


def _spoken(request: ActorRequest, group: "Group") -> str:
    named = request.POST.get("language") or request.GET.get("in", group.language)
    return named if named in words.LANGUAGES else group.language
