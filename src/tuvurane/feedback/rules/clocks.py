"""By when something that we were told is acknowledged and answered. Pure; the days are data with a source."""

from dataclasses import dataclass
from datetime import date, timedelta

from tuvurane.feedback.codes import Step


@dataclass(frozen=True, slots=True)
class Due:
    """What must happen next, and the last day that is in time."""

    step: Step
    by: date

    def days_over(self, today: date) -> int:
        """How many days it is over its time; 0 up to the last day."""
        return max(0, (today - self.by).days)


def due(
    told_on: date,
    *,
    reachable: bool,
    acknowledged: bool,
    answered: bool,
    acknowledge_days: float,
    answer_days: float,
) -> Due | None:
    """
    What waits; None once it is answered.

    ``reachable``: whether somebody can be told that it has come. Where not, it is answered in a meeting or on the sheet.
    An answer is an acknowledgement too.
    """
    if answered:
        return None
    if reachable and not acknowledged:
        return Due(Step.ACKNOWLEDGE, told_on + timedelta(days=acknowledge_days))
    return Due(Step.ANSWER, told_on + timedelta(days=answer_days))
