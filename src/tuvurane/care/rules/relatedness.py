"""
How what several people judged of an adverse event is read, and until when they judge. Pure; the hours are data.

Two people judge, apart from each other. Somebody from outside may judge too, and then that stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tuvurane.care.codes import Relatedness

GRAVITY = tuple(Relatedness)
"""The least grave first."""
NEEDED = 2


@dataclass(frozen=True, slots=True)
class JudgingHours:
    """Within how many hours both judgements of a serious event are there, and of another one."""

    serious: float
    other: float


def standing(judged: Sequence[Relatedness], outside: Relatedness | None) -> Relatedness:
    """
    What stands of an event: what was said from outside, else the graver of the two.

    Where a judgement is missing it counts as possible: nobody lets a rule sleep by not judging.
    """
    if outside is not None:
        return outside
    missing = [Relatedness.POSSIBLE] if len(judged) < NEEDED else []
    return max((*judged, *missing), key=GRAVITY.index)


def is_settled(judged: int, outside: Relatedness | None) -> bool:
    """Whether nobody need judge any more: both did, or somebody from outside."""
    return outside is not None or judged >= NEEDED


def judged_by(hours: JudgingHours, *, recorded_at: datetime, serious: bool) -> datetime:
    """The moment by which both judgements are there: the last one is in time."""
    return recorded_at + timedelta(hours=hours.serious if serious else hours.other)
