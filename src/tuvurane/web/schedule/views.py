"""Whom to ask, by when: the schedule of waves, how an organisation asks them, and groups that wait."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock, ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups import policies as group_policies
from tuvurane.groups import queries as group_queries
from tuvurane.measures import actions as measure_actions
from tuvurane.measures import policies as measure_policies
from tuvurane.measures import problems as measure_problems
from tuvurane.measures import queries as measure_queries
from tuvurane.measures.codes import Arm, Wave
from tuvurane.people.roles import Verb
from tuvurane.people.scope import has_verb
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.schedule.forms import NarrowForm, WaitingForm, WaveForm
from tuvurane.web.schedule.readings import instrument_choices, next_wave, rule_rows, wave_values
from tuvurane.web.wording import say


@door("GET")
def schedule(request: ActorRequest) -> HttpResponse:
    """The groups in which somebody is to be asked, the most pressing first."""
    measure_policies.check_can_see_schedule(request.actor)
    today = clock.today()
    asked = request.GET.keys() & {"place", "wave", "all"}
    rules = measure_queries.rules_of(found(request.actor.organisation_id))
    form = NarrowForm(request.GET if asked else None, waves=[rule.wave for rule in rules])
    place = form.cleaned_data["place"] if asked and form.is_valid() else None
    narrowed = form.cleaned_data if asked and form.is_valid() else {}
    board = measure_queries.wave_board(
        request.actor,
        on=today,
        rules=rules,
        place_path=place.path if place else None,
        wave=narrowed.get("wave"),
        open_only=not narrowed.get("all"),
    )
    page = page_of(request, board.rows)
    # Who reads measures alone knows no facilitator by name.
    sees_groups = has_verb(request.actor, Verb.GROUPS_SEE)
    leaders = group_queries.facilitators_of_groups(row.group.pk for row in page) if sees_groups else {}
    context = {
        "board": board,
        "page": page,
        "rows": [(row, [one.name for one in leaders.get(row.group.pk, [])]) for row in page],
        "form": form,
        "asked": bool(asked),
        "today": today,
    }
    return render(request, "web/schedule/board.html", context)


@door("GET", verb=Verb.SCHEDULE_MANAGE)
def waves(request: ActorRequest) -> HttpResponse:
    """How the organisation asks each wave, with where the numbers come from."""
    rules = measure_queries.rules_of(found(request.actor.organisation_id))
    context = {"rows": rule_rows(rules), "further": next_wave(rules)}
    return render(request, "web/schedule/waves.html", context)


@door("GET", "POST", verb=Verb.SCHEDULE_MANAGE)
def set_wave(request: ActorRequest, wave: str) -> HttpResponse:
    """Change how one wave is asked, or add a further one."""
    house = found(request.actor.organisation_id)
    rules = measure_queries.rules_of(house)
    known = {rule.wave: rule for rule in rules}
    chosen = Wave(wave) if wave in {*known, next_wave(rules)} else None
    if chosen is None:
        raise measure_problems.WaveUnknown(known=", ".join(known))
    form = WaveForm(request.POST or None, initial=wave_values(known.get(chosen)), instruments=instrument_choices())
    if form.is_valid():
        with refusals_on(form):
            measure_actions.set_wave(
                actor=request.actor,
                rule_id=form.cleaned_data["rule_id"],
                organisation_id=house,
                said=form.said(chosen),
                now=clock.now(),
            )
            messages.success(request, say("office.saved"))
            return redirect("schedule:waves")
    return render(request, "web/schedule/set_wave.html", {"form": form, "wave": chosen, "new": chosen not in known})


@door("POST", verb=Verb.RESPONSES_RECORD)
def ask_again(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Note that somebody who declined may be asked after all."""
    group = group_queries.group_for(request.actor, group_id)
    seat, arm, wave = (request.POST.get(name, "") for name in ("seat", "arm", "wave"))
    person = group_queries.seats_of(group).get(int(seat)) if seat.isdecimal() else None
    if person is None or arm not in set(Arm) or wave not in set(Wave):
        raise measure_problems.NotAMember
    now = clock.now()
    for name in measure_queries.declined_of(person, arm=Arm(arm), wave=Wave(wave)):
        measure_actions.record_declined(
            actor=request.actor,
            declined_id=ids.new_id(now),
            participant_id=person,
            group=group,
            arm=Arm(arm),
            wave=Wave(wave),
            instrument=name,
            on=now.date(),
            now=now,
            stands=False,
        )
    messages.success(request, say("schedule.asked_again"))
    return redirect("groups:questionnaires", group.pk)


@door("GET", "POST", verb=Verb.GROUPS_MANAGE)
def waiting(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Say since when the people of a group wait, or that they do not."""
    group = group_queries.group_for(request.actor, group_id)
    group_policies.check(request.actor, Verb.GROUPS_MANAGE, group)
    form = WaitingForm(request.POST or None, initial=WaitingForm.of(group))
    if form.is_valid():
        with refusals_on(form):
            since = form.cleaned_data["since"] if form.cleaned_data["waits"] == "yes" else None
            group_actions.let_wait(actor=request.actor, group=group, since=since, now=clock.now())
            messages.success(request, say("office.saved"))
            return redirect("groups:group", group.pk)
    return render(request, "web/schedule/waiting.html", {"form": form, "group": group})
