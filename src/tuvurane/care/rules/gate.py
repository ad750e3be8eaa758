"""
Whether a screening item may be asked: only where somebody is there for whoever says yes.

Asking about ending one's life without anybody to answer does harm, so the gate is closed unless an on-call person
and a verified service exist for the area, and the people expected to say yes are no more than can be received.
"""

from dataclasses import dataclass

from tuvurane.care.codes import Closed


@dataclass(frozen=True, slots=True)
class Gate:
    """
    The gate of one area. ``why`` is None where it is open.

    ``asked``: how many people are there to be asked; ``expected``: how many of them are expected to say yes;
    ``capacity``: how many a week can be received.
    """

    why: Closed | None
    asked: int
    expected: float
    capacity: int

    @property
    def is_open(self) -> bool:
        """Whether screening items are asked."""
        return self.why is None


def gate(*, on_call: bool, services: bool, capacity: int, asked: int, share: float) -> Gate:
    """
    The gate of an area, as if everybody there were asked in one week: caution, not a forecast.

    ``share`` of ``asked`` people are expected to say yes; ``capacity`` is what those on call can receive in a week.
    """
    expected = round(asked * share, 6)  # 140 x 0.05 is 7, and not a hair more
    if not on_call:
        why = Closed.NO_ON_CALL
    elif not services:
        why = Closed.NO_SERVICES
    elif expected > capacity:
        why = Closed.OVER_CAPACITY
    else:
        return Gate(None, asked, expected, capacity)
    return Gate(why, asked, expected, capacity)
