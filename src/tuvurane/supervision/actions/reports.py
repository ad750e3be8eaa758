"""What visits, checklists and calls for help share: they may come twice, and their id decides."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from tuvurane.foundation.records import Standing, same
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.groups.actions import NOTE_SIGNS
from tuvurane.groups.models import Group
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.actions import Origin, from_phone
from tuvurane.people.models import Report
from tuvurane.people.scope import Actor
from tuvurane.supervision.models import Checklist, Help, Visit
from tuvurane.training import problems as training_problems
from tuvurane.training.models import Facilitator

Kept = TypeVar("Kept", Visit, Checklist, Help)
WHAT_SIGNS = 300


def fingerprint_of(kind: str, content: object, supersedes: UUID | None = None) -> str:
    """What a report says, as a SHA-256 in hex: two sendings of one report have the same."""
    told = asdict(content) if is_dataclass(content) and not isinstance(content, type) else content
    text = json.dumps([kind, str(supersedes), told], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def known(model: type[Kept], report_id: UUID, fingerprint: str) -> Kept | None:
    """A report that came before. Raises IdAlreadyUsed when it said something else."""
    found = model._base_manager.filter(pk=report_id).first()
    if found is not None and not same(found.fingerprint, fingerprint):
        raise group_problems.IdAlreadyUsed
    return found


def once(model: type[Kept], report_id: UUID, fingerprint: str, write: Callable[[], Kept]) -> tuple[Kept, bool]:
    """
    Write a report unless the same one is quicker; answers it, and whether this call wrote it.

    Two phones of a person may send at the same moment: the database lets one through, and the other
    finds what that one wrote. Runs inside a transaction.
    """
    try:
        with transaction.atomic():
            return write(), True
    except IntegrityError:
        found = known(model, report_id, fingerprint)
        if found is None:
            raise
        return found, False


def check_day(actor: Actor, origin: Origin | None, organisation_id: UUID, on: date, now: datetime) -> None:
    """A day that has come. Raises DateInTheFuture, but never for what a phone recorded."""
    if not from_phone(actor, origin) and on > people.today_in(organisation_id, now):
        raise group_problems.DateInTheFuture(on=on)


def check_range(what: str, value: int, least: int, most: int) -> None:
    """Raise OutOfRange."""
    if not least <= value <= most:
        raise group_problems.OutOfRange(what=what, value=value, least=least, most=most)


def check_length(what: str, text: str, most: int = NOTE_SIGNS) -> None:
    """Raise TooLong."""
    if len(text) > most:
        raise group_problems.TooLong(what=what, most=most)


def reached_group(actor: Actor, group_id: UUID) -> Group:
    """A group inside the actor's scope. Raises GroupUnknown."""
    group = group_queries.groups_visible_to(actor).filter(pk=group_id).first()
    if group is None:
        raise group_problems.GroupUnknown
    return group


def facilitators_in(organisation_id: UUID | None, ids: Mapping[UUID, object] | list[UUID]) -> list[Facilitator]:
    """People on the ladder of one organisation, in the order of their ids. Raises FacilitatorUnknown."""
    wanted = set(ids)
    rows = Facilitator.objects.filter(pk__in=wanted).select_related("place", "account").order_by("pk")
    found = [row for row in rows if organisation_id in {None, row.organisation_id}]
    if len(found) < len(wanted):
        raise training_problems.FacilitatorUnknown
    return found


def write_line(
    actor: Actor,
    verb: str,
    subject: tuple[str, UUID | str],
    organisation_id: UUID,
    now: datetime,
    detail: Mapping[str, object] | None = None,
) -> int:
    """One line of the journal: ids and codes, never words."""
    return journal.write(
        actor=actor,
        verb=verb,
        subject_kind=subject[0],
        subject_id=subject[1],
        at=now,
        organisation_id=organisation_id,
        detail=detail,
    )


def take_place_of(old: Report, new_id: UUID) -> None:
    """Let a report stand as superseded by another."""
    old.restand(Standing.SUPERSEDED, superseded_by_id=new_id)
