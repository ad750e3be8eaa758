"""What the reports of held and of missed sessions share: where they come from, and how they stand."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from tuvurane.foundation.records import Standing
from tuvurane.groups import problems
from tuvurane.groups.actions.standing import Ledger, Listed
from tuvurane.groups.models import Group, MissedSession, Session
from tuvurane.people.scope import Actor


class Origin(NamedTuple):
    """
    Where a report comes from, when it is not the actor who stands at the door now.

    ``claimed_at`` is when its phone says it was made. ``clock_gap`` is how many seconds the server's
    clock was ahead of the phone's when it was sent.
    """

    account_id: UUID | None
    device_id: UUID | None
    claimed_at: datetime | None
    clock_gap: int | None

    @classmethod
    def at_the_door(cls, actor: Actor) -> "Origin":
        """The actor's own report, recorded now."""
        return cls(actor.account_id, actor.device_id, None, None)


class Taken(NamedTuple):
    """A report as it stands, and whether this call made it (False: it had come before)."""

    report: Session | MissedSession
    new: bool


def from_phone(actor: Actor, origin: Origin | None) -> bool:
    """Whether a phone recorded this, even when somebody else hands it in."""
    return actor.kind == "device" or (origin is not None and origin.device_id is not None)


def again(known: Session | MissedSession, group: Group, fingerprint: str) -> Taken:
    """A report that came before. Raises IdAlreadyUsed when it said something else, or of another group."""
    if known.group_id != group.pk or known.fingerprint != fingerprint:
        raise problems.IdAlreadyUsed
    return Taken(known, new=False)


def sign(report: Session | MissedSession, origin: Origin, now: datetime) -> None:
    """Write on an unsaved report where it comes from and when it came."""
    report.recorded_by_id, report.device_id = origin.account_id, origin.device_id
    report.claimed_at, report.clock_gap, report.recorded_at = origin.claimed_at, origin.clock_gap, now


def naming(supersedes: Iterable[UUID]) -> dict[str, object]:
    """For the journal: what a report was meant to supersede, even where another was first."""
    named = [str(report) for report in supersedes]
    return {"supersedes": named} if named else {}


def listed(
    model: type[Session] | type[MissedSession], group_ids: Iterable[UUID], about: str, named: Iterable[UUID]
) -> dict[UUID, list[Listed]]:
    """For ledgers: the reports of groups that nothing superseded, and those named. ``about``: what they report."""
    found: dict[UUID, list[Listed]] = {group_id: [] for group_id in group_ids}
    standing = Q(pk__in=list(named)) | ~Q(standing=Standing.SUPERSEDED)
    rows = model._base_manager.filter(standing, group__in=list(found)).order_by("seq", "pk")
    for group_id, *row in rows.values_list("group_id", "pk", about, "standing"):
        found[group_id].append(Listed(*row))
    return found


def restand(model: type[Session] | type[MissedSession], ledger: Ledger) -> None:
    """Let the reports of before stand in the database as the ledger says."""
    for report, standing in ledger.moved().items():
        model(pk=report).restand(standing, superseded_by_id=ledger.superseded_by.get(report))
