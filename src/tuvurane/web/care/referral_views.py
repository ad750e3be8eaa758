"""Referrals: who is sent where, with what they agreed to tell there, and what came of it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from tuvurane.care import actions as care_actions
from tuvurane.care import problems
from tuvurane.care import queries as care
from tuvurane.care.codes import Mode, Priority, Stage
from tuvurane.care.rules.deadlines import verified_since
from tuvurane.care.rules.referral_way import Next
from tuvurane.care.thresholds import threshold
from tuvurane.exchange import printing
from tuvurane.foundation import clock, ids, words
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.care import referral_sheet
from tuvurane.web.care.overdue import over
from tuvurane.web.care.referral_forms import ReferralForm, StepForm
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.care.models import Concern, Referral, Service

EXPECTED: dict[Next, tuple[Stage, ...]] = {
    Next.SEND: (Stage.SENT,),
    Next.ANSWER: (Stage.ACCEPTED, Stage.DECLINED),
    Next.RECEIVE: (Stage.APPOINTMENT, Stage.ATTENDED),
    Next.CHOOSE: (Stage.CLOSED,),
    Next.ASK_WHETHER: (Stage.ATTENDED, Stage.NOT_ATTENDED),
    Next.FOLLOW: (Stage.APPOINTMENT, Stage.ATTENDED),
    Next.RESULT: (Stage.OUTCOME,),
    Next.FEED_BACK: (Stage.FED_BACK,),
    Next.CLOSE: (Stage.CLOSED,),
    Next.STOP: (Stage.CLOSED,),
    Next.TELL_PERSON: (Stage.PERSON_TOLD,),
}
"""What is written down when the next thing was done: the buttons of a referral's page."""


@door("GET", verb=Verb.CARE_SEE)
def referrals(request: ActorRequest) -> HttpResponse:
    """
    All referrals that somebody must still do something about, by their clocks; below, the way to the closed ones.

    ``?code=``: the one that a slip names.
    """
    code = request.GET.get("code", "").strip()
    named = care.by_code(request.actor, code) if code else None
    if named is not None:
        return redirect("care:referral", named.pk)
    if request.GET.get("show") == "closed":
        page = page_of(request, care.closed_referrals(request.actor))
        return render(request, "web/care/referrals_closed.html", {"page": page, "query": rest_of_query(request)})
    now, lines = clock.now(), care.open_referrals(request.actor)
    page = page_of(request, lines)
    told = [(line, over(line.standing.hours_over(now))) for line in page]
    context = {
        "page": page,
        "late": [one for one in told if one[1]],
        "in_time": [one for one in told if not one[1]],
        "late_in_all": sum(line.standing.hours_over(now) is not None for line in lines),
        "code": code,
    }
    return render(request, "web/care/referrals.html", context)


@door("GET", "POST", verb=Verb.CARE_ACT)
def refer(request: ActorRequest, concern_id: UUID) -> HttpResponse:
    """
    Write a referral. ``?corrects=``: in the place of one that was written wrongly.

    To whoever has not said lately why they look, the form is not shown before they do.
    """
    concern = care.concern_for(request.actor, concern_id)
    if request.method == "GET" and not care.reason_of_sitting(request.actor, clock.now()):
        return redirect("care:concern", concern.pk)
    corrected = _corrected(request)
    services = list(care.services_near(concern.organisation_id, concern.place))
    form = ReferralForm(
        request.POST or None, services=_told(services), initial=_first_values(request, concern, corrected)
    )
    if form.is_valid():
        with refusals_on(form):
            made = care_actions.make_referral(
                actor=request.actor,
                referral_id=ids.new_id(clock.now()),
                concern=concern,
                service=next(one for one in services if str(one.pk) == form.cleaned_data["service"]),
                priority=Priority(form.cleaned_data["priority"]),
                mode=Mode(form.cleaned_data["mode"]),
                agreement=form.agreement(),
                words=form.words(),
                now=clock.now(),
                corrects=corrected,
            )
            messages.success(request, say("referral.made", code=made.code))
            return redirect("care:referral", made.pk)
    context = {"form": form, "concern": concern, "corrected": corrected, "services": services}
    return render(request, "web/care/refer.html", context)


def _corrected(request: ActorRequest) -> "Referral | None":
    named = request.GET.get("corrects", "")
    if not named:
        return None
    try:
        return care.referral_for(request.actor, UUID(named))
    except ValueError as error:
        raise problems.ReferralUnknown from error


def _first_values(request: ActorRequest, concern: "Concern", corrected: "Referral | None") -> dict[str, Any]:
    """What the form begins with: the referral to be corrected, else what is known of a participant without a name."""
    if corrected is not None:
        return ReferralForm.as_it_is(corrected, care.words_of(corrected))
    person, today = concern.participant, clock.today()
    calls = care.on_call_at(concern.organisation_id, concern.place.path, today)
    own = next((one.reach for one in calls if one.account_id == request.actor.account_id), "")
    known = {"age": person.age_band, "sex": person.sex} if person is not None else {}
    return known | {"consent_on": today, "reply_to": own, "service": request.GET.get("service", "")}


def _told(services: "list[Service]") -> "list[tuple[Service, str]]":
    """Each service with what decides whether somebody is sent there."""
    since = verified_since(clock.today(), days=threshold("service_verified_days").value)
    told = []
    for service in services:
        facts = [service.name, say(f"service_kind.{service.kind}"), service.place.name]
        facts += [fact for fact in (service.cost, service.hours) if fact]
        facts += [", ".join(say(f"language.{spoken}") for spoken in service.languages)] if service.languages else []
        if service.verified_on < since:
            facts.append(say("referral.not_verified", day=f"{service.verified_on:%d/%m/%Y}"))
        told.append((service, "; ".join(facts)))
    return told


@door("GET", verb=Verb.CARE_SEE)
def referral(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Where one referral stands, the one next thing, and what may be told. Looking is noted."""
    shown, now = care.referral_for(request.actor, referral_id), clock.now()
    why = care.reason_of_sitting(request.actor, now)
    if not why:
        return redirect("care:concern", shown.concern_id)
    care_actions.look(actor=request.actor, concern=shown.concern, why=why, now=now)
    standing = care.line_of(shown).standing
    expected = EXPECTED[standing.next] if standing.next else ()
    may = care.stages_open_to(shown)
    context = {
        "referral": shown,
        "standing": standing,
        "over": over(standing.hours_over(now)),
        "expected": [stage for stage in expected if stage in may],
        "others": [stage for stage in may if stage not in expected],
        "words": care.words_of(shown),
        "told": care.told_of(shown),
        "languages": words.LANGUAGES,
        "prints": Stage.CLOSED in may and standing.state is not Stage.WITHDRAWN,
        "again": standing.next in {Next.CHOOSE, Next.FOLLOW},
    }
    return render(request, "web/care/referral.html", context)


@door("GET", "POST", verb=Verb.CARE_ACT)
def step(request: ActorRequest, referral_id: UUID, what: str) -> HttpResponse:
    """Write down what happened to a referral."""
    shown = care.referral_for(request.actor, referral_id)
    if what not in {stage.value for stage in Stage if stage is not Stage.MADE}:
        raise Http404
    stage = Stage(what)
    form = StepForm(request.POST or None, stage=stage, zone=people.time_zone_of(shown.organisation_id))
    if form.is_valid():
        with refusals_on(form):
            care_actions.note_step(
                actor=request.actor,
                referral=shown,
                step_id=ids.new_id(clock.now()),
                content=form.content(),
                now=clock.now(),
            )
            messages.success(request, say("referral.noted"))
            return redirect("care:referral", shown.pk)
    return render(request, "web/care/referral_step.html", {"form": form, "referral": shown, "stage": stage})


@door("GET", verb=Verb.CARE_ACT)
def sheet(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """The form to hand to the service, in the language asked for (``?in=rn``). Printing is noted, and asks why as looking does."""
    shown = care.referral_for(request.actor, referral_id)
    if not care.reason_of_sitting(request.actor, clock.now()):
        return redirect("care:referral", shown.pk)
    care_actions.note_printed(actor=request.actor, referral=shown, now=clock.now())
    asked = request.GET.get("in", "")
    spoken = asked if asked in words.LANGUAGES else language()
    made = printing.referral_form(referral_sheet.of(shown, care.released_of(shown), spoken))
    headers = {"Content-Disposition": f'inline; filename="{shown.code}-{spoken}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
