"""
The kinds of supervision: what a supervisor records on the way, and what a facilitator says of their own work.

People on the ladder stand in a body by their account, as no group numbers them. What the rooms
refuse here is set aside but for the few faults that a person can mend on the phone.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from tuvurane.groups.actions import LINE_SIGNS, NOTE_SIGNS
from tuvurane.groups.codes import SESSIONS
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.supervision import actions as supervision
from tuvurane.supervision import problems as supervision_problems
from tuvurane.supervision.codes import Done, HelpTopic, Topic, VisitFormat, WhyAdapted
from tuvurane.sync import problems
from tuvurane.sync.kinds import Arrival, Body, RecordKind, Taken
from tuvurane.training import actions as training
from tuvurane.training import problems as training_problems
from tuvurane.training.codes import Occasion

Number = Annotated[int, Field(ge=1, le=SESSIONS)]
# Codes of competences, behaviours and elements: never a sentence.
Code = Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,40}$")]
MOST_SEEN = 30
MOST_AGREED = 20
MOST_COMPETENCES = 40
MOST_BEHAVIOURS = 60
MOST_ELEMENTS = 80
# What a person can put right with the phone in hand. A code that the office does not know is not among them.
REPAIRABLE = (
    supervision_problems.VisitToNobody,
    supervision_problems.SessionNotNamed,
    supervision_problems.TextMissing,
    supervision_problems.NothingChecked,
    supervision_problems.DueTooLate,
    training_problems.NothingSeen,
    training_problems.NoteTooLong,
    training_problems.DateInTheFuture,
    training_problems.IdAlreadyUsed,
)


class AgreedBody(Body):
    """Something agreed to be done by a day. ``who``: whose it is, where it is not the supervisor's."""

    id: UUID
    what: str = Field(max_length=NOTE_SIGNS)
    due: date
    who: UUID | None = None
    competence: Code | None = None


class VisitBody(Body):
    """A visit or a call. ``n``: the session of ``group`` in which the supervisor sat."""

    format: VisitFormat
    on: date
    min: int
    group: UUID | None = None
    n: Number | None = None
    seen: list[UUID] = Field(default=[], max_length=MOST_SEEN)
    topics: list[Topic] = Field(default=[], max_length=len(Topic))
    note: str = Field(default="", max_length=NOTE_SIGNS)
    next: list[AgreedBody] = Field(default=[], max_length=MOST_AGREED)
    replaces: UUID | None = None


class RatingBody(Body):
    """What somebody was seen to do: behaviours of a rubric, by competence. In a group it names the session."""

    who: UUID
    on: date
    occasion: Literal[Occasion.IN_GROUP, Occasion.ROLE_PLAY]
    group: UUID | None = None
    n: Number | None = None
    rubric: Code
    rv: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,20}$")]
    ticks: dict[Code, Annotated[list[Code], Field(max_length=MOST_BEHAVIOURS)]] = Field(max_length=MOST_COMPETENCES)
    note: str = Field(default="", max_length=NOTE_SIGNS)
    replaces: UUID | None = None


class AdaptedBody(Body):
    why: WhyAdapted
    how: str = Field(default="", max_length=LINE_SIGNS)


class ChecklistBody(Body):
    """What of a session was done. Whoever leads the group says it of themselves, anybody else as an observer."""

    group: UUID
    n: Number
    on: date
    v: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,12}$")]
    done: dict[Code, Done] = Field(max_length=MOST_ELEMENTS)
    adapted: dict[Code, AdaptedBody] = Field(default={}, max_length=MOST_ELEMENTS)
    replaces: UUID | None = None


class HelpBody(Body):
    """A facilitator asks for help, for themselves."""

    topic: HelpTopic
    on: date
    line: str = Field(default="", max_length=LINE_SIGNS)


def _take_visit(actor: Actor, arrival: Arrival, body: VisitBody) -> Taken:
    content = supervision.VisitContent(
        format=body.format,
        on=body.on,
        minutes=body.min,
        group_id=body.group,
        session_number=body.n,
        seen=body.seen,
        topics=body.topics,
        note=body.note,
        follow_ups=[
            supervision.FollowUpContent(one.id, one.what, one.due, one.who, one.competence or "") for one in body.next
        ],
    )
    taken = supervision.record_visit(
        actor=actor,
        visit_id=arrival.id,
        content=content,
        now=arrival.now,
        origin=arrival.origin,
        supersedes=body.replaces,
    )
    return Taken(taken.new)


def _take_rating(actor: Actor, arrival: Arrival, body: RatingBody) -> Taken:
    in_group = body.occasion == Occasion.IN_GROUP
    if in_group != (body.group is not None) or in_group != (body.n is not None):
        raise problems.ShapeWrong(where="group" if body.n is not None else "n")
    content = training.RatingContent(
        facilitator_id=body.who,
        on=body.on,
        occasion=Occasion(body.occasion),
        rubric=body.rubric,
        rubric_version=body.rv,
        ticks=body.ticks,
        session_number=body.n,
        note=body.note,
    )
    rater = _in_their_name(actor, arrival)
    if body.group is None:
        taken = training.record_rating(
            actor=rater,
            rating_id=arrival.id,
            content=content,
            now=arrival.now,
            origin=arrival.origin,
            supersedes=body.replaces,
        )
    else:
        taken = supervision.record_observed_rating(
            actor=rater,
            rating_id=arrival.id,
            group_id=body.group,
            content=content,
            now=arrival.now,
            origin=arrival.origin,
            supersedes=body.replaces,
        )
    return Taken(taken.new)


def _in_their_name(actor: Actor, arrival: Arrival) -> Actor:
    """
    Who answers for a rating that the office takes in later: the rater, as far as they may rate now.

    Coordinators decide whether a record is taken, and the journal names them for that; what was seen
    is another matter, and nobody who may not rate gets a rating taken by asking the office to accept it.
    """
    rater_id = arrival.origin.account_id
    if rater_id is None or actor.kind == "device" or rater_id == actor.account_id:
        return actor
    rater = people.accounts_visible_to(Actor.system()).get(pk=rater_id)
    return people.actor_of(rater, on=arrival.now.date())


def _take_checklist(actor: Actor, arrival: Arrival, body: ChecklistBody) -> Taken:
    content = supervision.ChecklistContent(
        group_id=body.group,
        session_number=body.n,
        on=body.on,
        version=body.v,
        elements=body.done,
        adapted={code: supervision.Adapted(one.why, one.how) for code, one in body.adapted.items()},
    )
    taken = supervision.record_checklist(
        actor=actor,
        checklist_id=arrival.id,
        content=content,
        now=arrival.now,
        origin=arrival.origin,
        supersedes=body.replaces,
    )
    return Taken(taken.new)


def _take_help(actor: Actor, arrival: Arrival, body: HelpBody) -> Taken:
    taken = supervision.ask_help(
        actor=actor,
        help_id=arrival.id,
        topic=body.topic,
        line=body.line,
        on=body.on,
        now=arrival.now,
        origin=arrival.origin,
    )
    return Taken(taken.new)


KINDS = (
    RecordKind("visit", 1, VisitBody, _take_visit),
    RecordKind("rating", 1, RatingBody, _take_rating),
    RecordKind("checklist", 1, ChecklistBody, _take_checklist),
    RecordKind("help", 1, HelpBody, _take_help),
)
