"""Reading the register: rows for whoever sees it, words for whoever answers."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor, in_scope
from tuvurane.rights import problems
from tuvurane.rights.codes import RequestKind, Stage
from tuvurane.rights.models import Request
from tuvurane.rights.rules.clocks import Clock, Steps, clock
from tuvurane.rights.thresholds import threshold


class Words(NamedTuple):
    """What was said about a request. ``who``: how somebody whom we do not know described themselves."""

    asked: str
    who: str = ""
    answer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A request with its clock on a day."""

    request: Request
    clock: Clock


@dataclass(frozen=True, slots=True)
class Count:
    """How many requests of one kind are open, late, and were closed in time or late."""

    kind: RequestKind
    open: int
    late: int
    closed_in_time: int
    closed_late: int


class Waiting(NamedTuple):
    """How many requests wait for an answer, and how many of them are late."""

    waiting: int
    late: int


def requests_visible_to(actor: Actor, *, verb: Verb = Verb.RIGHTS_SEE) -> QuerySet[Request]:
    """The requests in the actor's scope: open ones first, the longest waiting of them first; then the closed."""
    reach = in_scope(actor, organisation="organisation_id", path="place__path", verb=verb)
    rows = Request.objects.filter(reach).select_related("participant", "place", "recorded_by", "answered_by", "told_by")
    return rows.order_by(F("told_on").desc(nulls_first=True), "received_on", "pk")


def open_visible_to(actor: Actor, *, verb: Verb = Verb.RIGHTS_SEE) -> QuerySet[Request]:
    """Those of them whose answer the person has not heard yet."""
    return requests_visible_to(actor, verb=verb).filter(told_on__isnull=True)


def closed_visible_to(actor: Actor) -> QuerySet[Request]:
    """Those of them that are closed, the latest first."""
    return requests_visible_to(actor).filter(told_on__isnull=False)


def request_for(actor: Actor, request_id: UUID) -> Request:
    """One request inside the actor's scope. Raises RequestUnknown."""
    request = requests_visible_to(actor).filter(pk=request_id).first()
    if request is None:
        raise problems.RequestUnknown
    return request


def requests_of(participant_id: UUID) -> QuerySet[Request]:
    """What one person has asked, the earliest first."""
    return Request.objects.filter(participant=participant_id).order_by("received_on", "pk")


def closed_before(day: date) -> QuerySet[Request]:
    """Requests closed before a day whose words are still kept: for the end of their time."""
    return Request.objects.filter(told_on__lt=day, words_gone_at__isnull=True).order_by("pk")


def words_kept_since(on: date) -> date:
    """The earliest day on which a request may have been closed for its words to be kept still."""
    return on - timedelta(days=int(threshold("words_kept_days").value))


def clock_of(request: Request, *, on: date) -> Clock:
    """The clock of a request on a day, by this room's thresholds."""
    return clock(
        Steps(request.received_on, request.acknowledged_on, request.answered_on, request.told_on),
        on=on,
        acknowledge_days=int(threshold("acknowledge_days").value),
        answer_days=int(threshold("answer_days").value),
    )


def lines(requests: Iterable[Request], *, on: date) -> list[Line]:
    """Requests with their clocks, the latest first."""
    found = [Line(request, clock_of(request, on=on)) for request in requests]
    return sorted(found, key=lambda line: line.clock.due or date.max)


def words_of(request: Request) -> Words | None:
    """
    The words of a request, opened; None once they are gone.

    The caller has checked ``rights.answer``. Raises Unreadable when the key was destroyed and the row does not say so.
    """
    if request.words_gone_at is not None:
        return None
    key = key_of(request)
    asked, who = json.loads(sealing.unseal(key, bytes(request.asked_sealed), aad=request.pk.bytes))
    if not bytes(request.answer_sealed):
        return Words(asked, who)
    answer, reason = json.loads(sealing.unseal(key, bytes(request.answer_sealed), aad=request.pk.bytes))
    return Words(asked, who, answer, reason)


def key_of(request: Request) -> bytes:
    """The key of one request's words. Raises Unreadable when it was destroyed."""
    house = people.organisation_key(request.organisation_id)
    return sealing.unseal(house, bytes(request.key_wrapped), aad=request.pk.bytes)


def late_count(actor: Actor, *, on: date) -> Waiting:
    """How many requests wait for the actor's answer, and how many of them are late; one query."""
    open_ones = lines(open_visible_to(actor, verb=Verb.RIGHTS_ANSWER).select_related(None), on=on)
    return Waiting(len(open_ones), sum(line.clock.over > 0 for line in open_ones))


def counts(actor: Actor, *, on: date) -> list[Count]:
    """How many requests of each kind the actor's places have, without saying whose; one query."""
    found = [
        (RequestKind(request.kind), clock_of(request, on=on))
        for request in requests_visible_to(actor, verb=Verb.RIGHTS_COUNT).select_related(None)
    ]
    return [_count(kind, [read for of, read in found if of == kind]) for kind in RequestKind]


def _count(kind: RequestKind, clocks: list[Clock]) -> Count:
    closed = [one for one in clocks if one.stage == Stage.CLOSED]
    waiting = [one for one in clocks if one.stage != Stage.CLOSED]
    return Count(
        kind,
        open=len(waiting),
        late=sum(one.over > 0 for one in waiting),
        closed_in_time=sum(one.in_time is True for one in closed),
        closed_late=sum(one.in_time is False for one in closed),
    )
