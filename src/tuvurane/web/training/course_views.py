"""Courses: those to come, those running and those done; planned, changed and cancelled."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.people.roles import Verb
from tuvurane.training import actions as training_actions
from tuvurane.training import queries as training
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training import course_forms as forms
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuvurane.training.models import Course
    from tuvurane.training.queries import Seats


@door("GET", verb=Verb.FACILITATORS_SEE)
def courses(request: ActorRequest) -> HttpResponse:
    """Courses to come and running on top, those done below; each with its seats and who waits."""
    on = clock.today()
    rows = training.courses_visible_to(request.actor)
    open_now = rows.filter(ends_on__gte=on, finished_at=None, cancelled_on=None)
    ahead = list(open_now.filter(starts_on__gt=on).order_by("starts_on", "name"))
    running = list(open_now.filter(starts_on__lte=on).order_by("ends_on", "name"))
    behind = rows.exclude(pk__in=[course.pk for course in (*ahead, *running)]).order_by("-ends_on", "name")
    page = page_of(request, behind)
    seats = training.seats_of([*ahead, *running, *page])
    context = {
        "parts": [(name, _seated(listed, seats)) for name, listed in (("running", running), ("coming", ahead))],
        "done": _seated(list(page), seats),
        "page": page,
        "query": rest_of_query(request),
        "any": bool(ahead or running or page.paginator.count),
    }
    return render(request, "web/training/courses.html", context)


def _seated(courses: "Sequence[Course]", seats: "dict[UUID, Seats]") -> "list[tuple[Course, Seats]]":
    return [(course, seats[course.pk]) for course in courses]


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def new_course(request: ActorRequest) -> HttpResponse:
    """Plan a course."""
    form = forms.CourseForm(request.POST or None, actor=request.actor)
    if form.is_valid() and request.actor.organisation_id is not None:
        with refusals_on(form):
            planned = training_actions.plan_course(
                actor=request.actor,
                course_id=form.cleaned_data["course_id"],
                organisation_id=request.actor.organisation_id,
                said=form.said(),
                now=clock.now(),
            )
            messages.success(request, say("training.course.planned", name=planned.name))
            return redirect("training:course", planned.pk)
    return render(request, "web/training/new_course.html", {"form": form})


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def change_course(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Change what was planned."""
    course = training.course_for(request.actor, course_id, verb=Verb.COURSES_MANAGE)
    trainers = training.trainers_of(course)
    kept = [(one.account.pk, one.name) for one in trainers if one.account]
    as_it_is = forms.as_it_is(course, trainers)
    form = forms.CourseForm(request.POST or None, actor=request.actor, kept=kept, initial=as_it_is)
    if form.is_valid():
        with refusals_on(form):
            training_actions.change_course(actor=request.actor, course=course, said=form.said(), now=clock.now())
            messages.success(request, say("office.saved"))
            return redirect("training:course", course.pk)
    return render(request, "web/training/change_course.html", {"form": form, "course": course})


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def cancel_course(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Say that a course will not take place; its page stays."""
    course = training.course_for(request.actor, course_id, verb=Verb.COURSES_MANAGE)
    form = forms.CancelForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            training_actions.cancel_course(
                actor=request.actor, course=course, on=form.cleaned_data["on"], now=clock.now()
            )
            messages.success(request, say("training.course.is_cancelled", name=course.name))
            return redirect("training:course", course.pk)
    return render(request, "web/training/cancel_course.html", {"form": form, "course": course})
