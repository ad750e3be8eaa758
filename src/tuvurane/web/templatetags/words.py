"""Words, days and numbers as the reader writes them."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from tuvurane.foundation import words as table
from tuvurane.web import wording

register = template.Library()


@register.simple_tag
def w(key: str, **details: object) -> str:
    """The word for ``key`` in the reader's language, its placeholders filled from ``details``."""
    return wording.say(key, **details)


@register.filter
def code(value: object, family: str) -> str:
    """The word of a code: ``{{ session.phase|code:"phase" }}``; the code itself where there is no word."""
    key = f"{family}.{value}"
    return wording.say(key) if table.knows(key) else str(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as ``22/11/2026``, a moment as the day on which it was there; empty for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value:%d/%m/%Y}"


@register.filter
def short_day(value: date | None) -> str:
    """A day as ``22/11``, where the year is clear."""
    return f"{value:%d/%m}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as ``22/11/2026 14:05``, in the programme's time."""
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def percent(share: float | None) -> str:
    """A share (0 to 1) as ``83 %``; empty for none."""
    return "" if share is None else f"{round(share * 100)} %"


@register.filter
def thousands(number: int | None) -> str:
    """A count as ``3 044``, with a space that does not break."""
    return "" if number is None else f"{number:,}".replace(",", "\u202f")
