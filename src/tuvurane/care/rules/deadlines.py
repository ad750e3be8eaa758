"""How long a concern is over its time, and until when a service counts."""

from datetime import date, datetime, timedelta


def hours_over(by: datetime | None, now: datetime) -> int | None:
    """How many whole hours a concern is over its time; None before it, and once nothing is awaited."""
    if by is None or now <= by:
        return None
    return int((now - by).total_seconds() // 3600)


def verified_since(on: date, *, days: float) -> date:
    """The earliest day on which a service may have been verified to count on a day."""
    return on - timedelta(days=days)
