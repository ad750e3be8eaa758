"""What the reports of held and of missed sessions share: how they stand."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from tuvurane.foundation.records import Standing, same
from tuvurane.groups import problems
from tuvurane.groups.actions.standing import Ledger, Listed
from tuvurane.groups.models import Group, MissedSession, Session


class Taken(NamedTuple):
    """A report as it stands, and whether this call made it (False: it had come before)."""

    report: Session | MissedSession
    new: bool


def again(known: Session | MissedSession, group: Group, fingerprint: str) -> Taken:
    """A report that came before. Raises IdAlreadyUsed when it said something else, or of another group."""
    if known.group_id != group.pk or not same(known.fingerprint, fingerprint):
        raise problems.IdAlreadyUsed
    return Taken(known, new=False)


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
