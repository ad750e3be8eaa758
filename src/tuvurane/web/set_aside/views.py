"""What could not be taken as it came: the list, one record opened, deciding, and files that phones saved."""

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tuvurane.foundation import clock
from tuvurane.foundation.problems import Problem
from tuvurane.groups import queries as group_queries
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.sync import actions as sync_actions
from tuvurane.sync import queries as sync_queries
from tuvurane.web.doors import door, found
from tuvurane.web.pages import page_of, rest_of_query
from tuvurane.web.refusals import refusals_on
from tuvurane.web.requests import ActorRequest
from tuvurane.web.set_aside import readings
from tuvurane.web.set_aside.forms import DiscardForm, RescueForm, id_asked
from tuvurane.web.wording import language, say

if TYPE_CHECKING:
    from tuvurane.sync.models import SetAside

ROWS = 40
DECIDED_ROWS = 20
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 5
CORRECTABLE = frozenset({"session", "missed", "response"})
# Why accepting as it came will hardly work: correcting is offered first.
AS_IT_CAME_FAILS = frozenset({"groups.seat_unknown", "groups.nothing_to_supersede", "sync.box_unreadable"})


class OfPhone(NamedTuple):
    """The records of one phone on this page, and how many of it wait in all."""

    lines: list[readings.Line]
    waits: int


@door("GET", verb=Verb.SET_ASIDE_DECIDE)
def records(request: ActorRequest) -> HttpResponse:
    """What waits, phone by phone; below it what was decided. ``?phone=`` shows one phone alone."""
    phone = _phone(request)
    waiting, decided = sync_queries.waiting(request.actor), sync_queries.decided(request.actor)
    if phone is not None:
        waiting, decided = waiting.filter(device=phone), decided.filter(device=phone)
    page = page_of(request, waiting.order_by("account__name", "device", "seq"), size=ROWS)
    done = page_of(request, decided, size=DECIDED_ROWS, name="decided")
    lines = readings.lines_of(request.actor, [*page, *done])
    context = {
        "phone": phone,
        "page": page,
        "phones": _by_phone(lines[: len(page)], Counter(waiting.order_by().values_list("device_id", flat=True))),
        "done": done,
        "decided": lines[len(page) :],
        "query": rest_of_query(request),
        "query_of_decided": rest_of_query(request, name="decided"),
    }
    return render(request, "web/set_aside/list.html", context)


def _phone(request: ActorRequest) -> Any:
    asked = id_asked(request.GET.get("phone"))
    return people.devices_visible_to(request.actor).filter(pk=asked).first() if asked else None


def _by_phone(lines: list[readings.Line], waits: Counter[UUID]) -> list[OfPhone]:
    together = groupby(lines, key=lambda line: line.aside.device_id)
    return [OfPhone(list(of_phone), waits[device_id]) for device_id, of_phone in together]


@door("POST", verb=Verb.SET_ASIDE_DECIDE)
def accept_all(request: ActorRequest, device_id: UUID) -> HttpResponse:
    """Accept what can be taken as it came from one phone; the rest stays."""
    waiting = sync_queries.waiting(request.actor).filter(device_id=device_id)
    if not waiting.exists():
        found(people.devices_visible_to(request.actor).filter(pk=device_id).first())
    taken = sync_actions.accept_all(actor=request.actor, device_id=device_id, now=clock.now())
    left = waiting.count()
    if taken or not left:
        messages.success(request, say("set_aside.accepted_all", n=taken, left=left))
    else:
        messages.warning(request, say("set_aside.accepted_none"))
    return redirect("set_aside:list")


@door("GET", "POST", verb=Verb.SET_ASIDE_DECIDE)
def record(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """One record, opened, and the three ways with it."""
    aside = sync_queries.aside_for(request.actor, record_id)
    deed, refused = request.POST.get("deed"), ""
    form = DiscardForm(request.POST if deed == "discard" else None)
    if deed == "discard" and form.is_valid():
        with refusals_on(form):
            what = sync_actions.discard(actor=request.actor, aside=aside, now=clock.now(), **form.cleaned_data)
            return done(request, aside, what)
    if deed == "accept":
        try:
            sync_actions.accept(actor=request.actor, aside=aside, now=clock.now())
            return done(request, aside, "accepted")
        except Problem as problem:
            refused = readings.refusal_of(aside, problem.sentence(language()))
    context = _opened(request, sync_queries.aside_for(request.actor, record_id))
    return render(request, "web/set_aside/record.html", context | {"form": form, "refused": refused})


def done(request: ActorRequest, aside: "SetAside", what: str) -> HttpResponse:
    """Back to the list, with the word of what was decided."""
    messages.success(request, say(f"set_aside.done.{what}", what=readings.what_of(aside, readings.body_of(aside))))
    return redirect("set_aside:list")


def _opened(request: ActorRequest, aside: "SetAside") -> dict[str, Any]:
    body = readings.body_of(aside)
    [line] = readings.lines_of(request.actor, [aside])
    kind = readings.kind_of(aside)
    content = {} if body is None else readings.content_of(aside, body, line.group, request.actor)
    return content | {
        "line": line,
        "aside": aside,
        "kind": kind,
        "readable": body is not None,
        "next": readings.next_of(aside),
        "can_accept": content.get("whole") is not None and (line.group is not None or kind == readings.SEALED),
        "accept_second": aside.why in AS_IT_CAME_FAILS,
        "can_correct": body is not None and kind in CORRECTABLE,
        "report_id": _report_of(request, aside, kind),
    }


def _report_of(request: ActorRequest, aside: "SetAside", kind: str) -> UUID | None:
    """The report that came of a record, where the reader can look at it."""
    if kind not in {"session", "settle"}:
        return None
    try:
        return group_queries.session_for(request.actor, aside.pk).pk
    except Problem:
        return None


@door("GET", "POST", verb=Verb.SET_ASIDE_DECIDE)
def hand_in(request: ActorRequest) -> HttpResponse:
    """Take the sealed file of a phone that can no longer send, or no longer read."""
    form = RescueForm(request.POST, request.FILES) if request.method == "POST" else RescueForm()
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.say_without_file(say("set_aside.file_too_big", most=MOST_MEGABYTES))
    if form.is_valid():
        data = form.cleaned_data["file"].read(MOST_MEGABYTES * MEGABYTE + 1)
        if len(data) > MOST_MEGABYTES * MEGABYTE:
            form.add_error("file", say("set_aside.file_too_big", most=MOST_MEGABYTES))
        else:
            try:
                return _handed_in(request, data)
            except Problem as problem:
                form.add_error("file", problem.sentence(language()))
    return render(request, "web/set_aside/hand_in.html", {"form": form})


def _handed_in(request: ActorRequest, data: bytes) -> HttpResponse:
    text = data.decode("utf-8-sig", "replace")
    handed = sync_actions.hand_in(actor=request.actor, text=text, now=clock.now())
    messages.success(request, say("set_aside.handed_in", **handed._asdict()))
    if handed.unreadable:
        messages.warning(request, say("set_aside.keep_file"))
    return redirect("set_aside:list")
