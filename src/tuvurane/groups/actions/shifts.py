"""
Small shifts noticed outside a session, and roles taken up in the community. Never edited, as reports of sessions.

Reports of a phone may come twice, late and in any order, so what counts in the end may not hang on the order. Of
several corrections of one report the one made last counts, by its id; of several reports that one person took up one
role, the first.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction

from tuvurane.foundation.records import Standing, same
from tuvurane.groups import policies, problems
from tuvurane.groups.actions import session_rows
from tuvurane.groups.actions.groups import lock
from tuvurane.groups.actions.reports import naming
from tuvurane.groups.actions.session_checks import check_day, check_line
from tuvurane.groups.codes import CommunityRole
from tuvurane.groups.models import Group, Membership, RoleTaken, ToldShift
from tuvurane.groups.queries import Shifted
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin, from_phone, sign
from tuvurane.people.scope import Actor

Told = TypeVar("Told", ToldShift, RoleTaken)


class Noted(NamedTuple):
    """A report as it stands, and whether this call made it (False: it had come before)."""

    report: ToldShift | RoleTaken
    new: bool


@transaction.atomic
def record_told_shift(
    *,
    actor: Actor,
    group: Group,
    told_id: UUID,
    on: date,
    shift: Shifted,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> Noted:
    """
    Take a small shift that somebody noticed outside a session, on a day. Idempotent by id, as ``record_session``.

    ``supersedes`` names the report that this one corrects (NothingToSupersede where it is not here). The journal never
    holds the line. Raises ShiftNeedsALine, TooLong, DateInTheFuture, GroupNotRunning, NotAllowed, IdAlreadyUsed.
    """
    lock(group.pk)
    house = people.organisation_key(group.organisation_id)
    told = session_rows.told_shift_row(told_id, group.pk, on, shift, house=house, seq=0, supersedes=supersedes)
    known = ToldShift.objects.filter(pk=told_id).first()
    if known is not None:
        return _again(known, told)
    policies.check_can_report(actor, group)
    check_day(actor, on, now, from_phone=from_phone(actor, origin))
    check_line(shift.line)
    head = _head(ToldShift, group, supersedes)
    detail = {"shift": str(told_id), "domain": shift.domain, "by": shift.noticed_by}
    told.seq = _write(actor, "shifts.record", group, now, detail, supersedes)
    sign(told, origin or Origin.at_the_door(actor), now)
    _stand(told, head, supersedes)
    return Noted(told, new=True)


@transaction.atomic
def record_role_taken(
    *,
    actor: Actor,
    group: Group,
    participant_id: UUID,
    role_id: UUID,
    role: CommunityRole,
    since: date,
    now: datetime,
    origin: Origin | None = None,
    supersedes: UUID | None = None,
) -> Noted:
    """
    Take what somebody who sits, or sat, in a group tells of a role in the community, from a day on.

    Idempotent by id. One person may tell of several roles; one role that is told twice is one, and the second report is
    kept as merged. ``supersedes`` names the report of this group that this one corrects, of whoever it was told
    (NothingToSupersede where it is not here). Raises ParticipantUnknown for somebody who never sat in the group,
    ParticipantErased, DateInTheFuture, GroupNotRunning, NotAllowed, IdAlreadyUsed.
    """
    lock(group.pk)
    told = session_rows.role_row(
        role_id, group.pk, participant_id, role=role, since=since, seq=0, supersedes=supersedes
    )
    known = RoleTaken.objects.filter(pk=role_id).first()
    if known is not None:
        return _again(known, told)
    policies.check_can_report(actor, group)
    check_day(actor, since, now, from_phone=from_phone(actor, origin))
    if not Membership.objects.filter(group=group, participant=participant_id).exists():
        raise problems.ParticipantUnknown
    policies.check_not_erased(participant_id)
    head = _head(RoleTaken, group, supersedes)
    detail = {"told": str(role_id), "participant": str(participant_id), "role": role}
    told.seq = _write(actor, "roles.record", group, now, detail, supersedes)
    sign(told, origin or Origin.at_the_door(actor), now)
    _stand(told, head, supersedes)
    _once(row for row in (told, head) if row is not None)
    told.refresh_from_db(fields=["standing"])
    return Noted(told, new=True)


def _again(known: Told, told: Told) -> Noted:
    """A report that came before. Raises IdAlreadyUsed when it said something else, or of another group."""
    if not same(known.fingerprint, told.fingerprint):
        raise problems.IdAlreadyUsed
    return Noted(known, new=False)


def _write(
    actor: Actor, verb: str, group: Group, now: datetime, detail: Mapping[str, object], supersedes: UUID | None
) -> int:
    """Journal it. The group itself is not touched: phones would pull it again for nothing that they show."""
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind="group",
        subject_id=group.pk,
        at=now,
        organisation_id=group.organisation_id,
        detail={**detail, **naming([] if supersedes is None else [supersedes])},
    )


def _head(model: type[Told], group: Group, supersedes: UUID | None) -> Told | None:
    """What is read now in place of the report to correct: itself, or what corrected it. Raises NothingToSupersede."""
    if supersedes is None:
        return None
    row = model.objects.filter(pk=supersedes, group=group).first()
    if row is None:
        raise problems.NothingToSupersede
    while row.superseded_by_id is not None:
        row = model.objects.get(pk=row.superseded_by_id)
    return row


def _stand(fresh: Told, head: Told | None, supersedes: UUID | None) -> None:
    """Write a new report, and let it or another correction of the same count."""
    if head is not None and head.pk != supersedes and head.pk > fresh.pk:
        fresh.standing, fresh.superseded_by_id = Standing.SUPERSEDED, head.pk
        fresh.save()
        return
    fresh.standing = Standing.COUNTED
    fresh.save()
    if head is not None:
        head.restand(Standing.SUPERSEDED, superseded_by_id=fresh.pk)


def _once(touched: Iterable[RoleTaken]) -> None:
    """Of the reports that one person took up one role let the first count, and the others be merged with it."""
    for participant_id, role in {(row.participant_id, row.role) for row in touched}:
        rows = RoleTaken.objects.filter(participant=participant_id, role=role).exclude(standing=Standing.SUPERSEDED)
        for at, row in enumerate(rows.order_by("pk")):
            standing = Standing.MERGED if at else Standing.COUNTED
            if row.standing != standing:
                row.restand(standing)
