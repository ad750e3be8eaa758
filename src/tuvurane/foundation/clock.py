"""The clock. Only doors read it; everything below takes ``now`` as an argument."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """The present moment, in UTC; moved in a demo or a test whose settings name a file for it."""
    return datetime.now(UTC) + _moved()


def today() -> date:
    """Today's date, in UTC."""
    return now().date()


def _moved() -> timedelta:
    """How far the clock was moved: the hours that stand in the file, none while it is empty or not there."""
    file = settings.TUVURANE_CLOCK if settings.configured else None  # what measures the product has no settings of it
    if file is None:
        return timedelta()
    try:
        return timedelta(hours=float(file.read_text(encoding="ascii").strip() or 0))
    except FileNotFoundError:
        return timedelta()
