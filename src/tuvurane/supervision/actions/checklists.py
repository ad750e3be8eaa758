"""Checklists of sessions: an observer's, and the facilitators' own. They never mix."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tuvurane.foundation.records import Standing
from tuvurane.groups import policies as group_policies
from tuvurane.groups import problems as group_problems
from tuvurane.groups.actions import LINE_SIGNS, lock
from tuvurane.groups.codes import SESSIONS
from tuvurane.groups.models import FacilitatorAssignment, Group
from tuvurane.people.actions import Origin, sign
from tuvurane.people.scope import Actor
from tuvurane.supervision import policies, problems
from tuvurane.supervision.actions import reports
from tuvurane.supervision.codes import Done, WhyAdapted
from tuvurane.supervision.models import Checklist
from tuvurane.supervision.queries.sealed import closed
from tuvurane.supervision.rules import checklists


@dataclass(frozen=True, slots=True)
class Adapted:
    """Why an element was done in another way, and how."""

    why: WhyAdapted
    how: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistContent:
    """What somebody says of one session: how far each element was done, and what was done in another way."""

    group_id: UUID
    session_number: int
    on: date
    version: str
    elements: Mapping[str, Done]
    adapted: Mapping[str, Adapted] = field(default_factory=dict)


class ChecklistTaken(NamedTuple):
    """A checklist as it stands, and whether this call made it (False: it had come before)."""

    checklist: Checklist
    new: bool


@transaction.atomic
def record_checklist(
    *,
    actor: Actor,
    checklist_id: UUID,
    content: ChecklistContent,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> ChecklistTaken:
    """
    Take a checklist of one session. Idempotent by id.

    From somebody who leads or led the group it is the facilitators' own word; from anybody else an
    observer's. A person's later word about a session takes the place of their former one; ``supersedes``
    names it where it was of another session. Raises GroupUnknown, NotAllowed, ChecklistUnknown,
    ElementUnknown, NotInSession, NothingChecked, OutOfRange, TooLong, DateInTheFuture, NothingToSupersede,
    IdAlreadyUsed. Locks the group.
    """
    lock(content.group_id)
    fingerprint = reports.fingerprint_of("checklist", content, supersedes)
    before = reports.known(Checklist, checklist_id, fingerprint)
    if before is not None:
        return ChecklistTaken(before, new=False)
    group = reports.reached_group(actor, content.group_id)
    account_id = (origin or Origin.at_the_door(actor)).account_id
    observer = not _led(group, account_id)
    _check_may(actor, group, origin, observer=observer)
    reports.check_day(actor, origin, group.organisation_id, content.on, now)
    check_content(content)
    replaced = _replaced(content, account_id, supersedes)

    def write() -> Checklist:
        checklist = checklist_row(checklist_id, content, group.organisation_id, observer=observer)
        checklist.seq, checklist.fingerprint = _journal(actor, checklist, (group, replaced), now), fingerprint
        sign(checklist, origin or Origin.at_the_door(actor), now)
        for old in replaced:
            reports.take_place_of(old, checklist_id)
        checklist.save()
        return checklist

    return ChecklistTaken(*reports.once(Checklist, checklist_id, fingerprint, write))


def check_content(content: ChecklistContent) -> None:
    """Everything about a checklist that can be judged by itself. Raises the room's problems."""
    reports.check_range("number", content.session_number, 1, SESSIONS)
    plan = checklists.plans().get(content.version)
    if plan is None:
        raise problems.ChecklistUnknown(version=content.version[:12])
    named = content.elements.keys() | content.adapted.keys()
    if not named <= plan.codes:
        raise problems.ElementUnknown
    if not content.elements:
        raise problems.NothingChecked
    if not content.adapted.keys() <= content.elements.keys():
        raise problems.NotInSession
    for adapted in content.adapted.values():
        reports.check_length("how", adapted.how, LINE_SIGNS)


def _led(group: Group, account_id: UUID | None) -> bool:
    """Whether somebody leads or ever led a group: nobody observes a group of their own from outside."""
    return account_id is not None and FacilitatorAssignment.objects.filter(group=group, account=account_id).exists()


def _check_may(actor: Actor, group: Group, origin: Origin | None, *, observer: bool) -> None:
    if observer:
        policies.check_record_of(actor, group=group, facilitators=(), origin=origin)
    else:
        group_policies.check_can_report(actor, group)


def _replaced(content: ChecklistContent, account_id: UUID | None, supersedes: UUID | None) -> list[Checklist]:
    """The same person's counted word about this session, and what a correction names. Raises NothingToSupersede."""
    mine = Checklist.objects.filter(group=content.group_id, recorded_by=account_id, recorded_by__isnull=False)
    if supersedes is not None and not mine.filter(pk=supersedes).exists():
        raise group_problems.NothingToSupersede
    here = Q(session_number=content.session_number) | Q(pk=supersedes)
    return list(mine.filter(here, standing=Standing.COUNTED))


def _journal(actor: Actor, checklist: Checklist, about: tuple[Group, list[Checklist]], now: datetime) -> int:
    group, replaced = about
    detail: dict[str, object] = {"group": str(checklist.group_id), "number": checklist.session_number}
    detail |= {"observer": checklist.observer, "supersedes": [str(old.pk) for old in replaced]}
    subject = ("checklist", checklist.pk)
    return reports.write_line(actor, "checklists.record", subject, group.organisation_id, now, detail)


def checklist_row(checklist_id: UUID, content: ChecklistContent, house: UUID, *, observer: bool) -> Checklist:
    """
    The unsaved row of a checklist; who sent it, its number and its fingerprint are not filled.

    ``house``: the organisation under whose key the words are sealed.
    """
    how = {code: adapted.how.strip() for code, adapted in content.adapted.items() if adapted.how.strip()}
    text = json.dumps(how, ensure_ascii=False) if how else ""
    return Checklist(
        id=checklist_id,
        group_id=content.group_id,
        session_number=content.session_number,
        on=content.on,
        observer=observer,
        version=content.version,
        elements=dict(content.elements),
        adapted={code: adapted.why for code, adapted in content.adapted.items()},
        adapted_sealed=closed(house, text, row=checklist_id.bytes),
    )
