"""Visits and calls. Never edited: a correction is a new one that supersedes the old."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from tuvurane.foundation.records import Standing
from tuvurane.groups import problems as group_problems
from tuvurane.groups.actions import lock
from tuvurane.groups.codes import MINUTES, SESSIONS
from tuvurane.groups.models import Group
from tuvurane.people import problems as people_problems
from tuvurane.people.actions import Origin, from_phone, sign
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.supervision import policies, problems
from tuvurane.supervision.actions import reports
from tuvurane.supervision.actions.follow_ups import FollowUpContent, check_follow_up, check_practice, write_follow_ups
from tuvurane.supervision.codes import Topic, VisitFormat
from tuvurane.supervision.models import Visit, VisitSeen
from tuvurane.supervision.queries.sealed import closed
from tuvurane.training.models import Facilitator


@dataclass(frozen=True, slots=True)
class VisitContent:
    """
    What a supervisor reports of a visit or a call.

    ``session_number`` with the format session only: they sat in it. ``seen``: the accounts of the
    facilitators whom it was for; without a group at least one.
    """

    format: VisitFormat
    on: date
    minutes: int
    group_id: UUID | None = None
    session_number: int | None = None
    seen: Sequence[UUID] = ()
    topics: Sequence[Topic] = ()
    note: str = ""
    follow_ups: Sequence[FollowUpContent] = field(default=())


class VisitTaken(NamedTuple):
    """A visit as it stands, and whether this call made it (False: it had come before)."""

    visit: Visit
    new: bool


class _About(NamedTuple):
    """Whom a visit was for, found in the scope of the actor."""

    organisation_id: UUID
    supervisor_id: UUID
    group: Group | None
    seen: list[Facilitator]


@transaction.atomic
def record_visit(
    *,
    actor: Actor,
    visit_id: UUID,
    content: VisitContent,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> VisitTaken:
    """
    Take the report of a visit or a call, with what was agreed there. Idempotent by id.

    ``supersedes`` names an own visit that this one corrects, or what has taken its place since; what was
    agreed there goes on under its ids. Raises GroupUnknown, FacilitatorUnknown, NotAllowed, VisitToNobody,
    SessionNotNamed, OutOfRange, TooLong, DateInTheFuture, NothingToSupersede, IdAlreadyUsed, and as
    ``agree_follow_up`` does. Locks the group.
    """
    if content.group_id is not None:
        lock(content.group_id)
    fingerprint = reports.fingerprint_of("visit", content, supersedes)
    before = reports.known(Visit, visit_id, fingerprint)
    if before is not None:
        return VisitTaken(before, new=False)
    about = _about(actor, content, origin)
    reports.check_day(actor, origin, about.organisation_id, content.on, now)
    check_content(content)
    if not from_phone(actor, origin):  # what was agreed in the field is kept, however far off
        for follow_up in content.follow_ups:
            check_practice(follow_up, content.on)

    def write() -> Visit:
        return _write(actor, visit_id, (content, about), now, (origin, fingerprint, supersedes))

    return VisitTaken(*reports.once(Visit, visit_id, fingerprint, write))


def check_content(content: VisitContent) -> None:
    """Everything about a visit that can be judged by itself. Raises the room's problems."""
    if content.group_id is None and not content.seen:
        raise problems.VisitToNobody
    sat_in = content.format == VisitFormat.SESSION
    if sat_in != (content.session_number is not None) or (sat_in and content.group_id is None):
        raise problems.SessionNotNamed
    if content.session_number is not None:
        reports.check_range("number", content.session_number, 1, SESSIONS)
    reports.check_range("minutes", content.minutes, 1, MINUTES.stop - 1)
    reports.check_length("note", content.note)
    for follow_up in content.follow_ups:
        check_follow_up(follow_up)


def _about(actor: Actor, content: VisitContent, origin: Origin | None) -> _About:
    """Whom the visit was for. Raises GroupUnknown, FacilitatorUnknown, VisitToNobody, NotAllowed."""
    group = None if content.group_id is None else reports.reached_group(actor, content.group_id)
    house = group.organisation_id if group is not None else actor.organisation_id
    named = [*content.seen, *(one.facilitator_id for one in content.follow_ups if one.facilitator_id is not None)]
    people = {one.pk: one for one in reports.facilitators_in(house, named)}
    policies.check_record_of(actor, group=group, facilitators=people.values(), origin=origin)
    supervisor_id = (origin or Origin.at_the_door(actor)).account_id
    if supervisor_id is None:
        raise people_problems.NotAllowed(verb=Verb.SUPERVISION_RECORD)
    seen = [people[one] for one in dict.fromkeys(content.seen)]
    if group is None and not seen:
        raise problems.VisitToNobody
    return _About(group.organisation_id if group else seen[0].organisation_id, supervisor_id, group, seen)


def _replaced(supervisor_id: UUID, supersedes: UUID | None) -> Visit | None:
    """
    The visit whose place a correction takes: the one named, or what superseded it since.

    Raises NothingToSupersede where it is not here, or somebody else's.
    """
    if supersedes is None:
        return None
    visit = Visit.objects.filter(pk=supersedes, supervisor=supervisor_id).first()
    while visit is not None and visit.superseded_by_id is not None:
        visit = Visit.objects.filter(pk=visit.superseded_by_id).first()
    if visit is None:
        raise group_problems.NothingToSupersede
    return visit


def _write(
    actor: Actor,
    visit_id: UUID,
    said: tuple[VisitContent, _About],
    now: datetime,
    coming: tuple[Origin | None, str, UUID | None],
) -> Visit:
    content, about = said
    origin, fingerprint, supersedes = coming
    detail: dict[str, object] = {"format": content.format, "seen": [str(one.pk) for one in about.seen]}
    detail |= {"group": str(about.group.pk)} if about.group else {}
    detail |= {"supersedes": str(supersedes)} if supersedes else {}
    seq = reports.write_line(actor, "visits.record", ("visit", visit_id), about.organisation_id, now, detail)
    # Now the journal is held: no other correction of the same visit comes between.
    replaced = _replaced(about.supervisor_id, supersedes)
    visit = visit_row(visit_id, content, (about.organisation_id, about.supervisor_id), seq)
    visit.fingerprint = fingerprint
    sign(visit, origin or Origin.at_the_door(actor), now)
    if replaced is not None:
        reports.take_place_of(replaced, visit_id)
    visit.save()
    for facilitator in about.seen:
        VisitSeen.objects.create(visit=visit, facilitator=facilitator)
    write_follow_ups(content.follow_ups, visit=visit, seen=about.seen, replaced=replaced, now=now)
    return visit


def visit_row(visit_id: UUID, content: VisitContent, whose: tuple[UUID, UUID], seq: int) -> Visit:
    """
    The unsaved row of a visit; who sent it, and what it says as a fingerprint, is not filled.

    ``whose``: the organisation, under whose key the note is sealed, and the supervisor.
    """
    house, supervisor_id = whose
    return Visit(
        id=visit_id,
        supervisor_id=supervisor_id,
        organisation_id=house,
        group_id=content.group_id,
        session_number=content.session_number,
        format=content.format,
        on=content.on,
        minutes=content.minutes,
        topics=list(dict.fromkeys(content.topics)),
        note_sealed=closed(house, content.note, row=visit_id.bytes),
        standing=Standing.COUNTED,
        seq=seq,
    )
