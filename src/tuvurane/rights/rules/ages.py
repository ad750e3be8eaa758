"""How old something has to be before its time is over. Pure."""

import calendar
from datetime import date, timedelta

MONTHS = 12


def before(today: date, number: float, unit: str) -> date:
    """
    The day before which the time of something is over: a number of days, months or years ago.

    A month ago is the same day of the month before, or its last day. Raises ValueError for another unit.
    """
    if unit == "days":
        return today - timedelta(days=number)
    if unit not in {"months", "years"}:
        raise ValueError(f"a time is counted in days, months or years, not in {unit}")
    months = round(number * (MONTHS if unit == "years" else 1))
    year, month = divmod(today.year * MONTHS + today.month - 1 - months, MONTHS)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
