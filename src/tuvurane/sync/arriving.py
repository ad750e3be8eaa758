"""What every kind needs on arrival: its group, as far as the sender reaches, and what was sealed to the organisation."""

import base64
import binascii
from typing import Any
from uuid import UUID

from tuvurane.foundation import sealing
from tuvurane.groups import problems as group_problems
from tuvurane.groups import queries as group_queries
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.sync import problems
from tuvurane.sync.kinds import Arrival


def group_of(actor: Actor, arrival: Arrival, group_id: UUID) -> Any:
    """A record's group, inside the actor's scope. Raises GroupUnknown."""
    reached = group_queries.groups_visible_to(actor).filter(pk=group_id).first()
    if reached is None and arrival.held():
        reached = group_queries.group_by_id(group_id)
    if reached is None:
        raise group_problems.GroupUnknown
    return reached


def open_box(organisation_id: UUID, named: UUID | str, sealed: str, info: bytes) -> bytes:
    """
    What a phone closed to the organisation's box, for one record or a part of one.

    Raises BoxUnreadable; never tells what was inside.
    """
    name = str(named).encode()
    try:
        blob = base64.b64decode(sealed, validate=True)
        return sealing.open_box(people.organisation_box_private(organisation_id), blob, info=info + name, aad=name)
    except (binascii.Error, sealing.Unreadable, ValueError) as error:
        raise problems.BoxUnreadable from error
