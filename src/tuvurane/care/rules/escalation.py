"""Who is called when the time of a concern runs out: step by step, and computed from the hour, so that none expires."""

from datetime import datetime, timedelta

from tuvurane.care.codes import Rung


def rung(by: datetime | None, now: datetime, *, every: float) -> Rung:
    """
    How far the call has gone about a concern that waits until ``by``.

    Before that: to the person on call. Over it: to all of the place; ``every`` so many hours one rung higher: those of
    the places above, then the director, who is told a number only.
    """
    if by is None or now <= by:
        return Rung.ON_CALL
    passed = int((now - by) / timedelta(hours=every)) + 1
    return Rung(min(passed, Rung.DIRECTOR))


def reached_at(by: datetime, rung_: Rung, *, every: float) -> datetime:
    """When the call about a concern reached a rung above the first: what is written down late says when it was."""
    return by + timedelta(hours=every * (rung_ - 1))
