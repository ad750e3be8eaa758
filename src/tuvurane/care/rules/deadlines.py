"""By when somebody acts, how long a concern is over its time, and until when a service counts."""

from datetime import date, datetime, timedelta


def act_by(raised_at: datetime, *, hours: float) -> datetime:
    """By when somebody has talked with the person."""
    return raised_at + timedelta(hours=hours)


def hours_over(deadline: datetime, done_at: datetime | None, now: datetime) -> int | None:
    """How many whole hours an open concern is over its time; None before it, and once it is done."""
    if done_at is not None or now <= deadline:
        return None
    return int((now - deadline).total_seconds() // 3600)


def verified_since(on: date, *, days: float) -> date:
    """The earliest day on which a service may have been verified to count on a day."""
    return on - timedelta(days=days)
