"""Small shifts told outside a session, and roles taken up, made as the office makes them."""

from datetime import date
from typing import Any
from uuid import UUID

from tests.factories.groups import NOW, SYSTEM, TODAY, new_id
from tuvurane.groups import actions
from tuvurane.groups.actions import Noted, Shifted
from tuvurane.groups.codes import CommunityRole, NoticedBy, Shift
from tuvurane.groups.models import Group
from tuvurane.people.scope import Actor

SEEN = Shifted(Shift.NEIGHBOURS, "He greets the neighbour again", NoticedBy.HOST_NEIGHBOUR)


def tell(
    group: Group,
    *,
    actor: Actor = SYSTEM,
    told_id: UUID | None = None,
    shift: Shifted = SEEN,
    on: date = TODAY,
    **more: Any,
) -> Noted:
    """A small shift noticed on a day, taken."""
    return actions.record_told_shift(
        actor=actor, group=group, told_id=told_id or new_id(), on=on, shift=shift, now=NOW, **more
    )


def take_up(
    group: Group,
    participant_id: UUID,
    role: CommunityRole = CommunityRole.MEDIATOR,
    *,
    actor: Actor = SYSTEM,
    role_id: UUID | None = None,
    since: date = TODAY,
    **more: Any,
) -> Noted:
    """What somebody tells of a role, taken."""
    return actions.record_role_taken(
        actor=actor,
        group=group,
        participant_id=participant_id,
        role_id=role_id or new_id(),
        role=role,
        since=since,
        now=NOW,
        **more,
    )
