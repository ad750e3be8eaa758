"""Where the asking could go better: what stands out in answers, what may explain it, and what helps."""

from django.http import HttpResponse
from django.shortcuts import render

from tuvurane.foundation import clock
from tuvurane.measures import queries as measure_queries
from tuvurane.measures.thresholds import threshold
from tuvurane.people.roles import Verb
from tuvurane.web.doors import door, found
from tuvurane.web.quality.forms import ReadForm
from tuvurane.web.quality.readings import sections_of
from tuvurane.web.requests import ActorRequest
from tuvurane.web.wording import language


@door("GET", verb=Verb.MEASURES_SEE)
def quality(request: ActorRequest) -> HttpResponse:
    """What stands out in the interviews of the last days with one questionnaire."""
    asked = measure_queries.instruments_asked(found(request.actor.organisation_id))
    known = {one.name: one for one in asked} or measure_queries.instruments()
    first = {"instrument": next(iter(known)), "days": int(threshold("quality_days").value)}
    form = ReadForm(
        first | request.GET.dict(), instruments=[(name, one.title[language()]) for name, one in known.items()]
    )
    context = {"form": form, "narrowed": bool(request.GET), "fewest": threshold("interviewer_fewest")}
    if form.is_valid():
        read = measure_queries.quality_of(
            request.actor,
            instrument=known[form.cleaned_data["instrument"]],
            on=clock.today(),
            days=form.cleaned_data["days"],
            place_path=form.cleaned_data["place"].path if form.cleaned_data["place"] else None,
        )
        sections = sections_of(read)
        context |= {
            "read": read,
            "title": read.instrument.title[language()],
            "place": form.cleaned_data["place"],
            "found": [section for section in sections if section.found],
            "calm": [section for section in sections if not section.found],
        }
    return render(request, "web/quality/page.html", context)
