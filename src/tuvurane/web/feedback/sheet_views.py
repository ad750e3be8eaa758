"""The sheet of a month: what was said and what was done, in lines for everybody to read, and counts that hide nobody."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.evidence.feedback import FeedbackMonth, feedback_month
from tuvurane.evidence.publishing import count
from tuvurane.exchange import printing
from tuvurane.feedback import actions as feedback_actions
from tuvurane.feedback import queries as feedback
from tuvurane.feedback.codes import KEPT
from tuvurane.feedback.thresholds import threshold
from tuvurane.foundation import clock, words
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door
from tuvurane.web.feedback.forms import LineForm, MonthForm, month_asked
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language, say


@door("GET", verb=Verb.FEEDBACK_COUNT)
def sheet(request: ActorRequest) -> HttpResponse:
    """The sheet of a month (``?month=2026-10-01``): the last one that is over, unless asked otherwise."""
    house, month = _house(request), _month(request)
    found = feedback_month(request.actor, month, on=clock.today())
    context = {
        "form": MonthForm(initial={"month": month}),
        "month": month,
        "month_said": f"{month:%m/%Y}",
        "before": _before(month),
        "lines": feedback.lines_of(house, month),
        "found": found,
        "counts": _counts(found, language()),
        "most": round(threshold("sheet_lines").value),
        "languages": words.LANGUAGES,
    }
    return render(request, "web/feedback/sheet.html", context)


def _house(request: ActorRequest) -> UUID:
    house = request.actor.organisation_id
    if house is None:
        raise people_problems.NotAllowed(verb=Verb.FEEDBACK_COUNT)
    return house


def _before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def _month(request: ActorRequest) -> date:
    return month_asked(request.GET.get("month", ""), _before(clock.today()))


def _counts(found: FeedbackMonth, spoken: str) -> list[tuple[str, str]]:
    """The counts that may be shown, in words: the total, how many were answered, then by category."""
    keys = [("total", "feedback.sheet.total"), ("answered", "feedback.sheet.answered")]
    keys += [(category.value, f"feedback_category.{category}") for category in KEPT]
    return [(words.say(key, spoken), count(found.counts[name], spoken)) for name, key in keys if name in found.counts]


@door("GET", verb=Verb.FEEDBACK_COUNT)
def printed(request: ActorRequest) -> HttpResponse:
    """The sheet as a page to hang, in the language asked for (``?in=rn``)."""
    house, month = _house(request), _month(request)
    named = request.GET.get("in", "")
    spoken = named if named in words.LANGUAGES else language()
    found = feedback_month(request.actor, month, on=clock.today())
    made = printing.you_said(
        spoken,
        house=people.organisation(house).name,
        month=month,
        lines=[(line.said, line.did) for line in feedback.lines_of(house, month)],
        counts=_counts(found, spoken),
    )
    headers = {"Content-Disposition": f'inline; filename="you-said-we-did-{month:%Y-%m}-{spoken}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@door("GET", "POST", verb=Verb.FEEDBACK_ANSWER)
def new_line(request: ActorRequest) -> HttpResponse:
    """Write a line of the sheet; words that look like names are pointed out first."""
    month = _month(request)
    form = LineForm(request.POST or None, initial={"month": month})
    if form.is_valid():
        with refusals_on(form):
            feedback_actions.write_line(actor=request.actor, now=clock.now(), **form.cleaned_data)
            messages.success(request, say("feedback.sheet.written"))
            return redirect(f"{reverse('feedback:sheet')}?month={form.cleaned_data['month']}")
    return render(request, "web/feedback/new_line.html", {"form": form, "month_said": f"{month:%m/%Y}"})


@door("POST", verb=Verb.FEEDBACK_ANSWER)
def take_off(request: ActorRequest, line_id: UUID) -> HttpResponse:
    """Take a line off the sheet."""
    line = feedback.line_for(request.actor, line_id)
    feedback_actions.take_off_line(actor=request.actor, line=line, now=clock.now())
    messages.success(request, say("feedback.sheet.taken_off"))
    return redirect(f"{reverse('feedback:sheet')}?month={line.month}")
