"""When a service is open: hours by day of the week, as people say them (``08:00-12:00, 14:00-17:00``)."""

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

DAYS = ("1", "2", "3", "4", "5", "6", "7")
"""Monday to Sunday, as ISO 8601 numbers them."""

WEEK = 7
SPAN = re.compile(r"^(\d{1,2})[:hH.](\d{2})?\s*[-–]\s*(\d{1,2})[:hH.](\d{2})?$")
END_OF_DAY = "24:00"

Opening = Mapping[str, Sequence[Sequence[str]]]
"""By day of the week the spans of its hours, ``{"1": [["08:00", "15:30"]]}``; a day without is closed; empty: not known."""


def spans(text: str) -> list[list[str]]:
    """
    The hours of a day as somebody writes them; nothing written is closed.

    Raises ValueError where a span cannot be read, ends before it begins, or begins before the one before it ends.
    """
    found = [_span(part.strip()) for part in text.split(",") if part.strip()]
    for (_, ends), (begins, _) in itertools.pairwise(found):
        if begins < ends:
            raise ValueError(text)
    return found


def _span(text: str) -> list[str]:
    read = SPAN.match(text)
    if read is None:
        raise ValueError(text)
    begins, ends = (f"{int(hour):02d}:{minute or '00'}" for hour, minute in (read.group(1, 2), read.group(3, 4)))
    if not ("00:00" <= begins < ends <= END_OF_DAY) or max(begins[3:], ends[3:]) > "59":
        raise ValueError(text)
    return [begins, ends]


def written(spans_of_day: Sequence[Sequence[str]]) -> str:
    """The hours of a day as ``spans`` reads them."""
    return ", ".join(f"{begins}-{ends}" for begins, ends in spans_of_day)


def is_open(opening: Opening, moment: datetime) -> bool:
    """Whether it is open at a moment of the organisation's own time."""
    now = f"{moment:%H:%M}"
    return any(begins <= now < ends for begins, ends in opening.get(str(moment.isoweekday()), ()))


def opens_next(opening: Opening, moment: datetime) -> datetime | None:
    """When it opens next after a moment at which it is closed; None where no hours are known."""
    for ahead in range(WEEK + 1):
        day = moment.date() + timedelta(days=ahead)
        for begins, _ in opening.get(str(day.isoweekday()), ()):
            opens = datetime.combine(day, time.fromisoformat(begins), moment.tzinfo)
            if opens > moment:
                return opens
    return None
