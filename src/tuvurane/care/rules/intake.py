"""
What must happen next with an intake of harm, and by when. Pure; the hours are data with a source.

Received, taken by the focal point, handed to a qualified service, closed: each step waits for the one before it, and
none of them is an inquiry.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tuvurane.care.codes import IntakeStep


@dataclass(frozen=True, slots=True)
class IntakeHours:
    """
    How many hours each step may take.

    ``take``: until the focal point took it; ``danger``: the same where somebody is in danger now; ``hand``: from the
    receiving until a qualified service has it; ``close``: from then until it is closed.
    """

    take: float
    danger: float
    hand: float
    close: float


@dataclass(frozen=True, slots=True)
class IntakeDue:
    """The next step and its moment."""

    step: IntakeStep
    by: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether the moment has passed: the last one is in time."""
        return now > self.by


def next_step(
    hours: IntakeHours,
    *,
    received_at: datetime,
    danger_now: bool,
    taken_at: datetime | None,
    handed_at: datetime | None,
    closed_at: datetime | None,
) -> IntakeDue | None:
    """The one step that an intake waits for; None once it is closed."""
    if closed_at is not None:
        return None
    if taken_at is None:
        return IntakeDue(IntakeStep.TAKE, received_at + timedelta(hours=hours.danger if danger_now else hours.take))
    if handed_at is None:
        return IntakeDue(IntakeStep.HAND, received_at + timedelta(hours=hours.hand))
    return IntakeDue(IntakeStep.CLOSE, handed_at + timedelta(hours=hours.close))
