"""
The API of the phones, every response in a declared schema.

``/enrol`` makes a phone known, ``/sync`` is one round trip: records up, news down. ``/push`` and
``/pull`` are the same in two, for the app of November 2026: an app is served for twelve months
after the next one came (``docs/reference/phones.md``).
"""

import base64
import json
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI, Query, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled
from ninja.errors import ValidationError as RequestInvalid
from ninja.parser import Parser
from ninja.security import HttpBearer
from ninja.throttling import AnonRateThrottle, AuthRateThrottle
from pydantic import ConfigDict, Field

from tuvurane.foundation import clock
from tuvurane.foundation.problems import Problem
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.sync import own, problems, pull, told, wire
from tuvurane.sync.catalogue import Envelope, Moment
from tuvurane.sync.own_shapes import OwnOut
from tuvurane.sync.push import Outcome, Result, push
from tuvurane.sync.told_shapes import DefinitionsOut, FormerGroupOut, FormerInstrumentOut, GroupOut, MeOut

MOST_BYTES = 64 * 1024
MOST_RECORDS = 50
MOST_GROUPS = 500
# A phone asks when it is opened, when the network returns and when its holder asks: a few times an hour.
PER_DEVICE = "60/m"
# How far a phone says that it has read: at most what JSON carries whole.
Cursor = Annotated[int, Field(ge=0, le=2**53)]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class ProblemOut(Schema):
    """Every refusal: a stable code and a sentence in the reader's language."""

    code: str
    sentence: str


class EnrolIn(Strict):
    code: str = Field(min_length=4, max_length=20)
    label: str = Field(default="", max_length=80)


class OrganisationOut(Schema):
    name: str
    box: str


class EnrolOut(Schema):
    device: UUID
    token: str
    organisation: OrganisationOut
    me: MeOut
    synthetic: bool


class PullOut(Schema):
    cursor: int
    me: MeOut
    mine: list[UUID]
    groups: list[FormerGroupOut]
    instruments_digest: str
    instruments: list[FormerInstrumentOut] | None


class PushIn(Strict):
    records: list[Envelope] = Field(json_schema_extra={"maxItems": MOST_RECORDS})


class ResultOut(Schema):
    id: UUID
    outcome: str
    code: str | None
    sentence: str | None


class PushOut(Schema):
    results: list[ResultOut]


class FirstPullIn(Schema):
    """What the first app asks with."""

    since: Cursor = 0
    instruments: str = ""


class SyncIn(Strict):
    """
    One round trip. ``left``: records that still wait on the phone after these; the news come with none left.

    ``clock`` is the phone's own as it sends: it orders nothing, and a gap of more than a day is shown.
    ``own``: the digest of what it holds of its holder's own work; an older app asks for none of it.
    ``asks``: 2 from an app that knows windows of waves, people who wait, answers of an item's own and closed gates.
    """

    clock: Moment | None = None
    since: Cursor = 0
    digest: str = Field(default="", max_length=64)
    holds: list[UUID] = Field(default=[], max_length=MOST_GROUPS)
    left: int = Field(default=0, ge=0, le=2**31)
    records: list[Envelope] = Field(default=[], json_schema_extra={"maxItems": MOST_RECORDS})
    own: str | None = Field(default=None, max_length=64)
    asks: int = Field(default=told.FORMER, ge=told.FORMER, le=99)


def _absent(value: str | None) -> bool:
    return value is None


class SaidOut(Schema):
    """What became of one record. Answers stand in the order of the records; what is not there is left out."""

    outcome: str
    code: str | None = Field(default=None, exclude_if=_absent)
    sentence: str | None = Field(default=None, exclude_if=_absent)


class SyncOut(Schema):
    """
    ``own_digest`` and ``own`` are left out for an app that did not ask; ``own`` is null where the phone holds it.

    ``screening``: the groups in which a screening item may be asked; left out where the phone knows.
    """

    results: list[SaidOut]
    revoked: bool
    cursor: int
    more: bool
    gone: list[UUID]
    groups: list[GroupOut]
    digest: str
    definitions: DefinitionsOut | None
    screening: list[UUID] = Field(default=[])
    own_digest: str = ""
    own: OwnOut | None = None


REFUSALS = {400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 422: ProblemOut, 429: ProblemOut}


class DeviceAuth(HttpBearer):
    """A device's token. Anything else is refused with a sentence, and nothing is told apart for a guesser."""

    def __call__(self, request: HttpRequest) -> Any:
        """Raises DeviceUnknown where there is no bearer token at all."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, token.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The actor behind the token. Raises DeviceUnknown, DeviceRevoked."""
        return people.actor_of_device(token, now=clock.now())


class PerDevice(AuthRateThrottle):
    """One phone that asks without end is slowed down; the others are not."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Counted by device."""
        return self.cache_format % {"scope": "device", "ident": _actor(request).device_id}


class SmallParser(Parser):
    """Weighs a body before it is read."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises TooLarge, RequestWrong for bytes that our dictionary does not open."""
        if len(request.body) > MOST_BYTES:
            raise problems.TooLarge
        if request.content_type != wire.DEFLATED:
            return super().parse_body(request)
        try:
            return json.loads(wire.inflate(request.body, most=MOST_BYTES))
        except wire.TooLong as error:
            raise problems.TooLarge from error
        except wire.Unreadable as error:
            raise problems.RequestWrong(where="body") from error


class PhoneAPI(NinjaAPI):
    """Every answer is small on the line."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return wire.small(request, super().create_response(request, *args, **kwargs))


api = PhoneAPI(
    title="Tuvurane phone API",
    version="1",
    urls_namespace="api",
    docs_url=None,
    auth=DeviceAuth(),
    parser=SmallParser(),
)
FIRST_APP: dict[Outcome, Outcome] = {"set_aside": "accepted"}
UNAUTHORISED = (people_problems.DeviceUnknown, people_problems.DeviceRevoked)


@api.post(
    "/enrol",
    auth=None,
    throttle=[AnonRateThrottle("20/m")],
    response={200: EnrolOut, **dict.fromkeys((400, 404, 413, 422, 429), ProblemOut)},
)
def enrol(request: HttpRequest, payload: EnrolIn) -> dict[str, Any]:
    """Turn a one-time code into a device with its own token."""
    enrolled = people_actions.enrol_device(code=payload.code, label=payload.label, now=clock.now())
    account = enrolled.device.account
    organisation = people.organisation(account.organisation_id)
    return {
        "device": enrolled.device.pk,
        "token": enrolled.token,
        "organisation": {
            "name": organisation.name,
            "box": base64.b64encode(bytes(organisation.box_public)).decode(),
        },
        "me": {"name": account.name, "language": account.language},
        "synthetic": organisation.synthetic,
    }


@api.post(
    "/sync",
    throttle=[PerDevice(PER_DEVICE)],
    response={200: SyncOut, 413: ProblemOut, **REFUSALS},
    by_alias=True,
    exclude_unset=True,
)
def sync(request: HttpRequest, payload: SyncIn) -> dict[str, Any]:
    """One round trip: take records, then tell what is new. A revoked phone hands in, and hears nothing. Raises TooLarge."""
    actor, now = _actor(request), clock.now()
    gap = None if payload.clock is None else int((now - payload.clock).total_seconds())
    with transaction.atomic():  # the disk is waited for once
        results = _push(actor, payload.records, now, clock_gap=gap)
        _note(actor, now, clock_gap=gap, done=payload.left == 0, read_to=payload.since)
    said = [{"outcome": one.outcome, "code": one.code, "sentence": one.sentence} for one in results]
    silent = {"cursor": payload.since, "more": False, "gone": [], "groups": [], "digest": payload.digest}
    answer = {"results": said, "revoked": actor.revoked, "definitions": None} | silent
    if actor.revoked or payload.left:
        return answer | _own(actor, payload, now, heard=False)
    tells = dict(one.tells for one in results if one.tells is not None)
    asked = pull.Asked(payload.since, frozenset(payload.holds), payload.digest, tells, payload.asks)
    news = pull.pull(actor, asked, on=now.date(), language=_language())
    return answer | news | _own(actor, payload, now, heard=not news["more"])


def _own(actor: Actor, payload: SyncIn, now: datetime, *, heard: bool) -> dict[str, Any]:
    """What an app that asks hears of its holder's own work: with the last page of news, and nothing before."""
    if payload.own is None:
        return {}
    if not heard:
        return own.unchanged(payload.own)
    return own.own(actor, held=payload.own, now=now, language=_language())


@api.get("/pull", response={200: PullOut, **REFUSALS})
def pull_first(request: HttpRequest, asked: Query[FirstPullIn]) -> dict[str, Any]:
    """What changed for this phone after the cursor. Raises DeviceRevoked."""
    actor, now = _actor(request), clock.now()
    if actor.revoked:
        raise people_problems.DeviceRevoked
    _note(actor, now, read_to=asked.since)
    return pull.pull_for_first_app(actor, **asked.dict(), on=now.date(), language=_language())


@api.post("/push", response={200: PushOut, 413: ProblemOut, **REFUSALS})
def push_records(request: HttpRequest, payload: PushIn) -> dict[str, Any]:
    """
    Take records; each is answered by itself. Raises TooLarge.

    The app that asks here does not know what "set aside" is: we hold the record, so it hears "accepted".
    """
    actor, now = _actor(request), clock.now()
    results = _push(actor, payload.records, now)
    _note(actor, now)
    return {"results": [replace(one, outcome=FIRST_APP.get(one.outcome, one.outcome)) for one in results]}


def _push(actor: Actor, records: list[Envelope], now: datetime, *, clock_gap: int | None = None) -> list[Result]:
    if len(records) > MOST_RECORDS:
        raise problems.TooLarge
    return push(actor, records, now=now, language=_language(), clock_gap=clock_gap)


def _note(actor: Actor, now: datetime, *, clock_gap: int | None = None, done: bool = False, read_to: int = 0) -> None:
    """Remember that the device spoke, how far it has read, and how far a revoked one has come with handing in."""
    if actor.device_id is None:
        return
    people_actions.note_seen(device_id=actor.device_id, now=now, clock_gap=clock_gap)
    if read_to and pull.has_been(read_to):
        people_actions.note_read(device_id=actor.device_id, read_to=read_to)
    if actor.revoked:
        people_actions.note_hand_in(device_id=actor.device_id, now=now, done=done)


def _actor(request: HttpRequest) -> Actor:
    return request.auth  # type: ignore[attr-defined, no-any-return]  # set by DeviceAuth


def _language() -> str:
    return translation.get_language() or "en"


def _answer(request: HttpRequest, problem: Problem, status: int) -> HttpResponse:
    body = {"code": problem.code, "sentence": problem.sentence(_language())}
    return api.create_response(request, body, status=status)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    if isinstance(problem, UNAUTHORISED):
        return _answer(request, problem, 401)
    return _answer(request, problem, 413 if isinstance(problem, problems.TooLarge) else problem.status)


@api.exception_handler(RequestInvalid)
def _invalid(request: HttpRequest, error: RequestInvalid) -> HttpResponse:
    where = ".".join(str(part) for part in error.errors[0]["loc"]) if error.errors else "body"
    return _answer(request, problems.RequestWrong(where=where), 422)


@api.exception_handler(AuthenticationError)
def _unauthorised(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, people_problems.DeviceUnknown(), 401)


@api.exception_handler(Throttled)
def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    return _answer(request, problems.TooOften(), 429)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Problem):  # ninja wraps what a parser raises
        return _problem(request, error.__cause__)
    return _answer(request, problems.RequestWrong(where="body"), error.status_code)


@api.exception_handler(RequestDataTooBig)
def _far_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _answer(request, problems.TooLarge(), 413)


@api.exception_handler(Http404)
def _nowhere(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, problems.RequestWrong(where="address"), 404)
