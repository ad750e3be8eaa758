"""One course and its cohort: who came on which day, what was practised, and how the cohort grew."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tuvurane.foundation import clock
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.training import actions as training_actions
from tuvurane.training import policies
from tuvurane.training import queries as training
from tuvurane.training.codes import DayMark, Enrolment
from tuvurane.web.doors import door
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.training import course_forms as forms
from tuvurane.web.training import pictures
from tuvurane.web.training.cohort_reading import cohort_told, grid_of
from tuvurane.web.wording import say

if TYPE_CHECKING:
    from tuvurane.training.models import Course, CourseDay
    from tuvurane.training.queries import TraineeRow

SITTING = (Enrolment.ENROLLED, Enrolment.COMPLETED, Enrolment.NOT_COMPLETED)


def sitting(rows: Sequence["TraineeRow"]) -> list["TraineeRow"]:
    """Those who have or had a seat."""
    return [row for row in rows if row.status in SITTING]


@door("GET", verb=Verb.FACILITATORS_SEE)
def course(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """One course: its trainers, its trainees, its days, and the change of its cohort."""
    shown = training.course_for(request.actor, course_id)
    cohort = training.cohort_of(shown)
    manages = policies.can_course(request.actor, Verb.COURSES_MANAGE, shown)
    context = {
        "course": shown,
        "trainers": training.trainers_of(shown),
        "seats": training.seats_of([shown])[shown.pk],
        "waiting": [row for row in cohort.trainees if row.status == Enrolment.WAITING],
        "gone": [row for row in cohort.trainees if row.status == Enrolment.WITHDRAWN],
        "grid": grid_of(sitting(cohort.trainees), _days(shown, cohort.days), cohort.days, today=clock.today()),
        "practised": [day for day in cohort.days if day.practised],
        "manages": manages and shown.finished_at is None and shown.cancelled_on is None,
        "marks": manages and shown.cancelled_on is None,
        "begun": shown.starts_on <= clock.today(),
        "over": shown.ends_on <= clock.today(),
    }
    if scope.has_verb(request.actor, Verb.COMPETENCE_SEE):
        told = cohort_told(training.cohort_growth(shown))
        context |= {"cohort": told, "picture": _picture(shown, told)}
    return render(request, "web/training/course.html", context)


def _picture(course: "Course", told: Any) -> str:
    if not told.lines:
        return ""
    return pictures.cohort(course.name, told.lines, trainees=told.trainees, raters=told.raters)


def _days(course: "Course", said: Sequence["CourseDay"]) -> list[date]:
    """The days of a course, first to last; of one that has its outcomes those of which something was said."""
    if course.finished_at is not None:
        return [day.on for day in said]
    return [course.starts_on + timedelta(days=n) for n in range((course.ends_on - course.starts_on).days + 1)]


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def list_trainee(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Find somebody and put them on the list; when no seat is free they wait."""
    shown = training.course_for(request.actor, course_id, verb=Verb.COURSES_MANAGE)
    if request.method == "POST":
        return _listed(request, shown)
    form = forms.TraineeFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = training.facilitators_visible_to(request.actor)
    if asked.get("q"):
        rows = rows.filter(account__name__icontains=asked["q"].strip())
    if asked.get("rung"):
        rows = rows.filter(rung=asked["rung"])
    if asked.get("place"):
        rows = rows.filter(place__path__startswith=asked["place"].path)
    page = page_of(request, rows)
    status = {row.facilitator.pk: row.status for row in training.cohort_of(shown).trainees}
    context = {
        "course": shown,
        "form": form,
        "page": page,
        "rows": [(facilitator, status.get(facilitator.pk)) for facilitator in page],
        "seats": training.seats_of([shown])[shown.pk],
        "query": rest_of_query(request),
    }
    return render(request, "web/training/list_trainee.html", context)


def _listed(request: ActorRequest, shown: "Course") -> HttpResponse:
    form = forms.TraineeForm(request.POST)
    if not form.is_valid():
        messages.error(request, say("office.form.invalid"))
        return _back_to_list(request, shown)
    facilitator = training.facilitator_for(request.actor, form.cleaned_data["account"])
    trainee = training_actions.list_trainee(actor=request.actor, course=shown, facilitator=facilitator, now=clock.now())
    messages.success(request, say(f"training.listed.{trainee.status}", name=facilitator.account.name))
    return _back_to_list(request, shown)


def _back_to_list(request: ActorRequest, shown: "Course") -> HttpResponse:
    """The same list, narrowed as it was."""
    return redirect(f"{reverse('training:list_trainee', args=[shown.pk])}?{request.GET.urlencode()}")


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def withdraw(request: ActorRequest, course_id: UUID, account_id: UUID) -> HttpResponse:
    """Take somebody off the list, after asking once; the first who waits moves up."""
    shown = training.course_for(request.actor, course_id, verb=Verb.COURSES_MANAGE)
    facilitator = training.facilitator_for(request.actor, account_id)
    if request.method == "POST":
        training_actions.withdraw_trainee(actor=request.actor, course=shown, facilitator=facilitator, now=clock.now())
        messages.success(request, say("training.withdrawn", name=facilitator.account.name))
        return redirect("training:course", shown.pk)
    return render(request, "web/training/withdraw.html", {"course": shown, "facilitator": facilitator})


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def mark_day(request: ActorRequest, course_id: UUID, on: date) -> HttpResponse:
    """Say what a day practised and who was there; saying it again corrects it."""
    shown = training.course_for(request.actor, course_id, verb=Verb.COURSES_MANAGE)
    cohort = training.cohort_of(shown)
    said: list[str] = next((day.practised for day in cohort.days if day.on == on), [])
    rows = sitting(cohort.trainees)
    everyone = DayMark.PRESENT if request.GET.get("everyone") == DayMark.PRESENT else None
    form = forms.DayForm(request.POST or None, rows=rows, on=on, unsaid=everyone, initial={"practised": said})
    if form.is_valid():
        with refusals_on(form):
            training_actions.mark_day(
                actor=request.actor,
                course=shown,
                on=on,
                practised=form.cleaned_data["practised"],
                marks=form.given(),
                now=clock.now(),
            )
            messages.success(request, say("office.saved"))
            return redirect("training:course", shown.pk)
    marked = any(on in row.marks for row in rows)
    context = {"form": form, "course": shown, "on": on, "marked": marked, "everyone": everyone}
    return render(request, "web/training/mark_day.html", context)


@door("GET", "POST", verb=Verb.COURSES_MANAGE)
def finish(request: ActorRequest, course_id: UUID) -> HttpResponse:
    """Say who completed the course; candidates of a basic course step up with it."""
    shown = training.course_for(request.actor, course_id, verb=Verb.COURSES_MANAGE)
    rows = [row for row in training.cohort_of(shown).trainees if row.status == Enrolment.ENROLLED]
    form = forms.FinishForm(request.POST or None, rows=rows)
    if form.is_valid():
        with refusals_on(form):
            training_actions.finish_course(
                actor=request.actor, course=shown, completed=form.cleaned_data["completed"], now=clock.now()
            )
            messages.success(request, say("training.finish.done", name=shown.name))
            return redirect("training:course", shown.pk)
    return render(request, "web/training/finish.html", {"form": form, "course": shown, "rows": rows})
