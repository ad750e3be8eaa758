"""How far a request has come, what is due next, and how late it is. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from tuvurane.rights.codes import Stage


@dataclass(frozen=True, slots=True)
class Steps:
    """The days of a request that are known."""

    received_on: date
    acknowledged_on: date | None = None
    answered_on: date | None = None
    told_on: date | None = None

    @property
    def stage(self) -> Stage:
        """How far it has come. An answer that was told needs no acknowledgement before it."""
        if self.told_on is not None:
            return Stage.CLOSED
        if self.answered_on is not None:
            return Stage.ANSWERED
        return Stage.RECEIVED if self.acknowledged_on is None else Stage.ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class Clock:
    """
    Where a request stands on a day.

    ``due``: the last day in time for the next step; None once it is closed. ``over``: by how many days that step is
    late, 0 when it is not. ``answer_by``: the last day on which the person hears the answer in time.
    """

    stage: Stage
    due: date | None
    over: int
    answer_by: date
    in_time: bool | None


def clock(steps: Steps, *, on: date, acknowledge_days: int, answer_days: int) -> Clock:
    """
    The clock of a request on a day.

    ``acknowledge_days`` run until the person is told that we have it, ``answer_days`` until they have heard the answer:
    an answer that lies on a desk is none. ``in_time`` says of a closed request whether it was.
    """
    answer_by = steps.received_on + timedelta(days=answer_days)
    stage = steps.stage
    if stage == Stage.CLOSED:
        return Clock(stage, None, 0, answer_by, in_time=steps.told_on is not None and steps.told_on <= answer_by)
    first = steps.received_on + timedelta(days=acknowledge_days)
    due = first if stage == Stage.RECEIVED else answer_by
    return Clock(stage, due, max(0, (on - due).days), answer_by, in_time=None)
