"""
Pausing a group, or the start of new ones, and lifting it again.

Whoever decides it stands above this room and calls it inside their own transaction. The journal says that it was done,
not by whom: who wrote down what went wrong is nobody's business here.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuvurane.groups.actions.groups import lock, touch
from tuvurane.groups.models import Group, Pause
from tuvurane.journal import actions as journal
from tuvurane.people.models import Organisation
from tuvurane.people.scope import Actor


@transaction.atomic
def pause(*, pause_id: UUID, organisation_id: UUID, group: Group | None, now: datetime) -> Pause:
    """Pause a group; without one, the start of new groups of the organisation. One that is paused stays so."""
    _lock(organisation_id, group)
    known = _open(organisation_id, group)
    if known is not None:
        return known
    made = Pause.objects.create(id=pause_id, organisation_id=organisation_id, group=group, since=now)
    _note("pause", organisation_id, group, now)
    return made


@transaction.atomic
def lift_pause(*, organisation_id: UUID, group: Group | None, now: datetime) -> None:
    """Let a group, or the start of new groups, go on. Where nothing is paused it does nothing."""
    _lock(organisation_id, group)
    known = _open(organisation_id, group)
    if known is None:
        return
    known.lifted_at = max(now, known.since)
    known.save(update_fields=["lifted_at"])
    _note("lift_pause", organisation_id, group, now)


def _lock(organisation_id: UUID, group: Group | None) -> None:
    if group is not None:
        lock(group.pk)
    else:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def _open(organisation_id: UUID, group: Group | None) -> Pause | None:
    rows = Pause.objects.filter(organisation=organisation_id, lifted_at__isnull=True)
    return rows.filter(group=group).first() if group is not None else rows.filter(group__isnull=True).first()


def _note(did: str, organisation_id: UUID, group: Group | None, now: datetime) -> None:
    system = Actor.system(organisation_id)
    if group is not None:
        touch(system, f"groups.{did}", group, now)
        return
    journal.write(
        actor=system,
        verb=f"groups.{did}_starting",
        subject_kind="organisation",
        subject_id=organisation_id,
        at=now,
        organisation_id=organisation_id,
    )
