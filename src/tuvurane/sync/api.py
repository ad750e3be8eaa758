"""The API of the phones: three addresses, every response in a declared schema."""

import base64
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled
from ninja.errors import ValidationError as RequestInvalid
from ninja.parser import Parser
from ninja.security import HttpBearer
from ninja.throttling import AnonRateThrottle
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

from tuvurane.foundation import clock
from tuvurane.foundation.problems import Problem
from tuvurane.people import actions as people_actions
from tuvurane.people import problems as people_problems
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.sync import problems
from tuvurane.sync.pull import pull as pull_for
from tuvurane.sync.push import Pushed, push

MOST_BYTES = 64 * 1024
MOST_RECORDS = 50


def _in_utc(at: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError beyond the calendar's ends."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a moment beyond the calendar") from error


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


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


class MeOut(Schema):
    name: str
    language: str


class EnrolOut(Schema):
    device: UUID
    token: str
    organisation: OrganisationOut
    me: MeOut
    synthetic: bool


class FacilitatorOut(Schema):
    n: int
    name: str


class PersonOut(Schema):
    seat: int
    name: str


class SessionOut(Schema):
    n: int
    on: date
    phase: str


class MissedOut(Schema):
    on: date
    reason: str


class DueOut(Schema):
    seat: int
    wave: str
    instrument: str


class GroupOut(Schema):
    """What a phone holds of a group: no scores, no answers, no stories, no concerns."""

    id: UUID
    name: str
    place: str
    language: str
    status: str
    seed: int
    weekday: int | None
    starts_on: date | None
    facilitators: list[FacilitatorOut]
    people: list[PersonOut]
    sessions: list[SessionOut]
    missed: list[MissedOut]
    due: list[DueOut]


class ItemOut(Schema):
    key: str
    label: dict[str, str]
    text: dict[str, str]


class OptionOut(Schema):
    value: int
    label: dict[str, str]


class InstrumentOut(Schema):
    name: str
    version: str
    title: str
    items: list[ItemOut]
    options: list[OptionOut]


class PullOut(Schema):
    cursor: int
    me: MeOut
    mine: list[UUID]
    groups: list[GroupOut]
    instruments_digest: str
    instruments: list[InstrumentOut] | None


class RecordIn(Strict):
    id: UUID
    kind: str = Field(max_length=40)
    v: int = Field(ge=1, le=1_000)
    at: Moment | None = None
    body: dict[str, Any]


class PushIn(Strict):
    records: list[RecordIn] = Field(json_schema_extra={"maxItems": MOST_RECORDS})


class ResultOut(Schema):
    id: UUID
    outcome: str
    code: str | None
    sentence: str | None


class PushOut(Schema):
    results: list[ResultOut]


REFUSALS = {400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 422: ProblemOut, 429: ProblemOut}


class DeviceAuth(HttpBearer):
    """A device's token. Anything else is refused with a sentence, and nothing is told apart for a guesser."""

    def __call__(self, request: HttpRequest) -> Any:
        """Raises DeviceUnknown where there is no bearer token at all."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, token.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The actor behind the token. Raises DeviceUnknown, DeviceRevoked."""
        now = clock.now()
        actor = people.actor_of_device(token, on=now.date())
        if actor.device_id is not None:
            people_actions.note_seen(device_id=actor.device_id, now=now)
        return actor


class SmallParser(Parser):
    """Weighs a body before it is read."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Raises TooLarge."""
        if len(request.body) > MOST_BYTES:
            raise problems.TooLarge
        return super().parse_body(request)


api = NinjaAPI(
    title="Tuvurane phone API",
    version="1",
    urls_namespace="api",
    docs_url=None,
    auth=DeviceAuth(),
    parser=SmallParser(),
)
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


@api.get("/pull", response={200: PullOut, **REFUSALS})
def pull(request: HttpRequest, since: int = 0, instruments: str = "") -> dict[str, Any]:
    """What changed for this phone after the cursor."""
    return pull_for(_actor(request), since=since, instruments=instruments, on=clock.today(), language=_language())


@api.post("/push", response={200: PushOut, 413: ProblemOut, **REFUSALS})
def push_records(request: HttpRequest, payload: PushIn) -> dict[str, Any]:
    """Take records; each is answered by itself. Raises TooLarge."""
    if len(payload.records) > MOST_RECORDS:
        raise problems.TooLarge
    records = [Pushed(record.id, record.kind, record.v, record.at, record.body) for record in payload.records]
    return {"results": push(_actor(request), records, now=clock.now(), language=_language())}


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
