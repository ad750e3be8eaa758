"""Where a report from the field comes from: at the door now, or from a phone, at times handed in by another."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from tuvurane.people.models import Report
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


def from_phone(actor: Actor, origin: Origin | None) -> bool:
    """Whether a phone recorded this, even when somebody else hands it in."""
    return actor.kind == "device" or (origin is not None and origin.device_id is not None)


def sign(report: Report, origin: Origin, now: datetime) -> None:
    """Write on an unsaved report where it comes from and when it came."""
    report.recorded_by_id, report.device_id = origin.account_id, origin.device_id
    report.claimed_at, report.clock_gap, report.recorded_at = origin.claimed_at, origin.clock_gap, now
