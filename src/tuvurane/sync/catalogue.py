"""
The catalogue of record kinds: every channel ends here, so that no two can disagree about a session.

A kind has a name, a version, a strict schema for its body and the action that takes it. Codes stand
in the body as in ``groups.codes``; people stand there by seat, facilitators by their number in the
group, so a record of fifteen people stays under 400 bytes.

What is refused goes back to the phone only where a person can repair it there (``REPAIRABLE``). All
else is set aside for a coordinator: nothing that somebody recorded is turned away for good.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from pydantic import AfterValidator, AwareDatetime, Field, ValidationError

from tuvurane.foundation.problems import Problem
from tuvurane.foundation.records import Standing
from tuvurane.groups import actions as group_actions
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.groups.codes import SESSIONS, Challenge, Mark, MissedReason, NoticedBy, Phase, PlaceKind, Shift, Voice
from tuvurane.measures import problems as measure_problems
from tuvurane.measures import queries as measures
from tuvurane.people.scope import Actor
from tuvurane.supervision import queries as supervision
from tuvurane.sync import kinds_care, kinds_measures, kinds_shifts, kinds_supervision, problems
from tuvurane.sync.arriving import group_of, open_box
from tuvurane.sync.kinds import Arrival, Body, RecordKind, Taken
from tuvurane.training import queries as training

SEALED = kinds_care.SEALED
RESCUE_INFO = b"tuvurane/rescue/1"
MOST_NESTED = 20
Seat = Annotated[int, Field(ge=1, le=99)]
Total = Annotated[int, Field(ge=0, le=group_actions.TALLY_MOST)]


def _in_utc(at: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError beyond the calendar's ends."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a moment beyond the calendar") from error


def _shallow(body: dict[str, Any]) -> dict[str, Any]:
    """The same body. Raises ValueError where it nests so deep that writing it down again could fail half way."""
    level: list[Any] = [body]
    for _ in range(MOST_NESTED):
        level = [inner for one in level if isinstance(one, dict | list) for inner in _inside(one)]
        if not level:
            return body
    raise ValueError("nested too deep")


def _inside(one: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return one.values() if isinstance(one, dict) else one


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
# What a person can put right with the phone in hand, or send again later. The rest is set aside.
REPAIRABLE = (
    group_problems.NobodyThere,
    group_problems.OutOfRange,
    group_problems.ShiftNeedsALine,
    group_problems.TooLong,
    group_problems.MarkedTwice,
    group_problems.DateInTheFuture,
    group_problems.GroupNotRunning,
    group_problems.SettleIncomplete,
    group_problems.IdAlreadyUsed,
    group_problems.ParticipantErased,  # nothing more is kept of whoever was erased, not even set aside
    measure_problems.IdAlreadyUsed,
    measure_problems.NoConsent,  # answers that nobody agreed to give are not kept
    problems.IdAlreadyUsed,
    problems.EnvelopeUnreadable,
    problems.AsideFull,
    *kinds_supervision.REPAIRABLE,
)


class Envelope(Body):
    """One record as it travels: what it is, when its phone says it was made, what it says."""

    id: UUID
    kind: str = Field(max_length=40, pattern=r"^[a-z][a-z0-9_.-]*$")
    v: int = Field(ge=1, le=1_000)
    at: Moment | None = None
    body: Annotated[dict[str, Any], AfterValidator(_shallow)]


class Marks(Body):
    p: list[Seat] = Field(default=[])
    e: list[Seat] = Field(default=[])
    a: list[Seat] = Field(default=[])


class ShiftBody(Body):
    d: Shift
    line: str = Field(max_length=group_actions.LINE_SIGNS)
    by: NoticedBy = NoticedBy.FACILITATOR


class VoiceBody(Body):
    heard: tuple[Total, Total, Total] | None = None
    safe: tuple[Total, Total, Total] | None = None
    respected: tuple[Total, Total, Total] | None = None
    helped: tuple[Total, Total, Total] | None = None
    two: bool | None = None


class SessionBody(Body):
    """One session as its facilitators report it."""

    group: UUID
    n: int = Field(ge=1, le=SESSIONS)
    on: date
    min: int
    place: PlaceKind
    phase: Phase
    by: list[Seat]
    marks: Marks
    voice: VoiceBody | None = None
    shifts: list[ShiftBody] = Field(default=[], max_length=40)
    hard: list[Challenge] = Field(default=[], max_length=len(Challenge))
    note: str = Field(default="", max_length=group_actions.NOTE_SIGNS)
    replaces: UUID | None = None


class MissedBody(Body):
    """A session that did not take place. ``settles``: reports of the same day that it supersedes."""

    group: UUID
    on: date
    reason: MissedReason
    settles: list[UUID] = Field(default=[], max_length=20)


class SettleBody(Body):
    """Which values count where reports of one session differ: for each, the place of its report in ``of``."""

    group: UUID
    n: int = Field(ge=1, le=SESSIONS)
    of: list[UUID] = Field(min_length=1, max_length=20)
    take: dict[Annotated[str, Field(max_length=20)], Annotated[int, Field(ge=0, le=19)]] = Field(max_length=200)


def take(actor: Actor, *, kind: str, version: int, body: dict[str, Any], arrival: Arrival) -> Taken:
    """
    Hand a record to the action of its kind.

    Raises KindUnknown, ShapeWrong (naming the place), and whatever the action refuses.
    """
    said = read(kind, version, body)
    return CATALOGUE[kind, version].take(actor, arrival, said)


def read(kind: str, version: int, body: dict[str, Any]) -> Body:
    """A body as its kind reads it. Raises KindUnknown, ShapeWrong (naming the place)."""
    entry = CATALOGUE.get((kind, version))
    if entry is None:
        raise problems.KindUnknown(kind=kind, version=version)
    try:
        return entry.body.model_validate(body)
    except ValidationError as error:
        raise problems.ShapeWrong(where=place_of(error)) from error


def shaped(kind: str, version: int, body: dict[str, Any]) -> Body | None:
    """The same; None where it cannot be read."""
    try:
        return read(kind, version, body)
    except (problems.KindUnknown, problems.ShapeWrong):
        return None


def group_named(body: dict[str, Any]) -> UUID | None:
    """The group that a record of any kind says it is about; None for one that is about no group."""
    try:
        return UUID(str(body.get("group")))
    except ValueError:
        return None


def people_named(records: Iterable[Envelope]) -> set[UUID]:
    """The people on the ladder whose gate these records may move."""
    named = (shaped(record.kind, record.v, record.body) for record in records if record.kind == "rating")
    return {body.who for body in named if isinstance(body, kinds_supervision.RatingBody)}


def place_of(error: ValidationError) -> str:
    """Where in the record the first fault is; never what stands there."""
    return ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "body"


def held(account_id: UUID | None, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these records we hold already from this person, whatever their kind."""
    wanted = list(ids)
    groups = group_queries.reports_of(account_id, wanted) | measures.responses_of(account_id, wanted)
    if account_id is None:
        return groups
    seen = supervision.held_records(account_id, wanted) | training.held_ratings(account_id, wanted)
    return groups | seen | kinds_care.held(account_id, wanted)


def is_sealed(kind: str) -> bool:
    """Whether a record of this kind is shown to nobody while it is set aside."""
    return kind in SEALED


def _take_session(actor: Actor, arrival: Arrival, body: SessionBody) -> Taken:
    [taken] = take_sessions(actor, [(arrival, body)], now=arrival.now)
    if isinstance(taken, Problem):
        raise taken
    return taken


def take_sessions(
    actor: Actor, arrivals: Sequence[tuple[Arrival, SessionBody]], *, now: datetime
) -> list[Taken | Problem]:
    """Hand many reports to their room at once; for each what ``take`` would answer, or raise."""
    wanted = {body.group for _, body in arrivals}
    visible = {group.pk: group for group in group_queries.groups_visible_to(actor).filter(pk__in=wanted)}
    outcomes: list[Taken | Problem] = [group_problems.GroupUnknown()] * len(arrivals)
    reached: dict[int, group_actions.Incoming] = {}
    for at, (arrival, body) in enumerate(arrivals):
        group = visible.get(body.group) or (group_queries.group_by_id(body.group) if arrival.held() else None)
        if group is None:
            continue
        try:
            reached[at] = group_actions.Incoming(arrival.id, group, content_of(body), arrival.origin, body.replaces)
        except problems.ShapeWrong as problem:
            outcomes[at] = problem
    taken = group_actions.record_sessions(actor=actor, incoming=list(reached.values()), now=now)
    for at, outcome in zip(reached, taken, strict=True):
        plain = reached[at].supersedes is None
        outcomes[at] = outcome if isinstance(outcome, Problem) else _told(outcome.report, new=outcome.new, plain=plain)
    return outcomes


def _told(report: Any, *, new: bool, plain: bool) -> Taken:
    """A first report that counts looks on its phone as it does here; a second one, or a correction, does not."""
    counts = report.standing == Standing.COUNTED
    return Taken(new, report.seq if new and plain and counts else None)


def content_of(body: SessionBody) -> group_actions.SessionContent:
    """What a report says, as the room of groups takes it. Raises ShapeWrong for a seat marked twice."""
    return group_actions.SessionContent(
        number=body.n,
        held_on=body.on,
        minutes=body.min,
        place_kind=body.place,
        phase=body.phase,
        facilitators=body.by,
        marks=_marks(body.marks),
        voice=_voice(body.voice),
        voice_by_two=body.voice.two if body.voice else None,
        shifts=[group_actions.Shifted(shift.d, shift.line, shift.by) for shift in body.shifts],
        challenges=body.hard,
        note=body.note,
    )


def body_of(group_id: UUID, content: group_actions.SessionContent) -> dict[str, Any]:
    """The other way: the body of a record that says this, as a phone would send it."""
    by_mark = {mark: [seat for seat, given in content.marks.items() if given == mark] for mark in Mark}
    return {
        "group": str(group_id),
        "n": content.number,
        "on": content.held_on.isoformat(),
        "min": content.minutes,
        "place": content.place_kind,
        "phase": content.phase,
        "by": list(content.facilitators),
        "marks": {"p": by_mark[Mark.PRESENT], "e": by_mark[Mark.EXCUSED], "a": by_mark[Mark.ABSENT]},
        "voice": {question: list(tally) for question, tally in content.voice.items()} | _two(content),
        "shifts": [_shift_body(shift) for shift in content.shifts],
        "hard": list(content.challenges),
        "note": content.note,
    }


def _two(content: group_actions.SessionContent) -> dict[str, bool]:
    return {} if content.voice_by_two is None else {"two": content.voice_by_two}


def _shift_body(shift: group_actions.Shifted) -> dict[str, Any]:
    plain = {"d": shift.domain, "line": shift.line}
    return plain if shift.noticed_by == NoticedBy.FACILITATOR else plain | {"by": shift.noticed_by}


def _marks(marks: Marks) -> dict[int, Mark]:
    pairs = [
        (seat, mark)
        for mark, seats in ((Mark.PRESENT, marks.p), (Mark.EXCUSED, marks.e), (Mark.ABSENT, marks.a))
        for seat in seats
    ]
    if len({seat for seat, _ in pairs}) < len(pairs):
        raise problems.ShapeWrong(where="marks")
    return dict(pairs)


def _voice(voice: VoiceBody | None) -> dict[Voice, group_actions.Tally]:
    if voice is None:
        return {}
    totals = {question: getattr(voice, question.value) for question in Voice}
    return {question: group_actions.Tally(*counted) for question, counted in totals.items() if counted is not None}


def _take_missed(actor: Actor, arrival: Arrival, body: MissedBody) -> Taken:
    taken = group_actions.record_missed_session(
        actor=actor,
        group=group_of(actor, arrival, body.group),
        missed_id=arrival.id,
        on=body.on,
        reason=body.reason,
        now=arrival.now,
        origin=arrival.origin,
        settles=body.settles,
    )
    return _told(taken.report, new=taken.new, plain=not body.settles)


def _take_settle(actor: Actor, arrival: Arrival, body: SettleBody) -> Taken:
    if any(at >= len(body.of) for at in body.take.values()):
        raise problems.ShapeWrong(where="take")
    taken = group_actions.settle_session(
        actor=actor,
        group=group_of(actor, arrival, body.group),
        session_id=arrival.id,
        of=body.of,
        take={key: body.of[at] for key, at in body.take.items()},
        now=arrival.now,
        origin=arrival.origin,
    )
    return Taken(taken.new)


def rescued(organisation_id: UUID, record_id: UUID, box: object) -> Envelope | None:
    """A record that its phone can no longer read, opened; None where it cannot be."""
    if not isinstance(box, str):
        return None
    try:
        found = Envelope.model_validate(json.loads(open_box(organisation_id, record_id, box, RESCUE_INFO)))
    except (problems.BoxUnreadable, ValueError):
        return None
    return found if found.id == record_id else None


def groups_named(organisation_id: UUID, records: Sequence[Envelope]) -> set[UUID]:
    """The groups that these records are about, also of those that came closed."""
    lost = (rescued(organisation_id, one.id, one.body.get("box")) for one in records if one.kind == "rescued")
    bodies = [one.body for one in records] + [one.body for one in lost if one]
    return {group for body in bodies if (group := group_named(body))}


def hear(actor: Actor, organisation_id: UUID, record: Envelope, by: UUID | None, now: datetime) -> None:
    """
    Raise at once what a record that is about to be set aside asks for: a yes waits for nobody's decision.

    What does not open, or is about nobody whom this organisation knows, waits as it is.
    """
    body = shaped(record.kind, record.v, record.body)
    if not isinstance(body, kinds_measures.FormerResponseBody | kinds_measures.ResponseBody):
        return
    try:
        with transaction.atomic():
            kinds_measures.hear(actor, organisation_id, record.id, body, by=by, now=now)
    except Problem:
        return


CATALOGUE = {
    (kind.name, kind.version): kind
    for kind in (
        RecordKind("session", 1, SessionBody, _take_session),
        RecordKind("missed", 1, MissedBody, _take_missed),
        RecordKind("settle", 1, SettleBody, _take_settle),
        *kinds_measures.KINDS,
        *kinds_supervision.KINDS,
        *kinds_shifts.KINDS,
        *kinds_care.KINDS,
    )
}
