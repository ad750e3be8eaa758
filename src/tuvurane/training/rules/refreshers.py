"""When somebody is due for a refresher. The number of months is a threshold of the room."""

import calendar
from datetime import date
from enum import StrEnum


class Refresher(StrEnum):
    """How the next refresher stands; ``NONE``: none is reckoned."""

    NONE = "none"
    FRESH = "fresh"
    SOON = "soon"
    OVERDUE = "overdue"


def refresher_due_on(last_ended: date | None, *, months: int) -> date | None:
    """
    The day by which a refresher is due: so many calendar months after the last course ended.

    The day of the month stays, or is the last of a shorter month (31 March and 11 months: 28 or 29
    February). None without a course.
    """
    if last_ended is None:
        return None
    year, month = divmod(last_ended.year * 12 + last_ended.month - 1 + months, 12)
    return date(year, month + 1, min(last_ended.day, calendar.monthrange(year, month + 1)[1]))


def refresher_state(due: date | None, on: date, *, soon_days: int) -> Refresher:
    """How it stands on a day: due on that very day is still ``SOON``."""
    if due is None:
        return Refresher.NONE
    if on > due:
        return Refresher.OVERDUE
    return Refresher.SOON if (due - on).days <= soon_days else Refresher.FRESH
