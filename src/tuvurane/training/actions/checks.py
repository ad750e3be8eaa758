"""What the acts of this room check of what they are given."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db.models import Model

from tuvurane.people import queries as people
from tuvurane.training import problems

SIGNS = {"name": 80, "person": 120, "site": 80, "outside": 120, "reason": 200}
MOST_GROUPS = range(10)
SEATS = range(1, 201)
WEEKDAYS = range(1, 8)
ASKED_AT_ONCE = 5_000  # ids in one question: SQLite takes 32,766 values
GENERATIONS = range(1, 31)


def check_day(organisation_id: UUID, on: date, now: datetime) -> None:
    """What happened has happened by the organisation's today. Raises DateInTheFuture."""
    if on > people.today_in(organisation_id, now):
        raise problems.DateInTheFuture(on=on)


def check_number(what: str, value: int, allowed: range) -> None:
    """Raise OutOfRange unless the number is allowed."""
    if value not in allowed:
        raise problems.OutOfRange(what=what, value=value, least=allowed[0], most=allowed[-1])


def check_text(what: str, text: str) -> str:
    """The text without blanks around it. Raises TooLong."""
    text = text.strip()
    if len(text) > SIGNS[what]:
        raise problems.TooLong(what=what, most=SIGNS[what])
    return text


def check_name(what: str, text: str) -> str:
    """As ``check_text``, and not empty. Raises NameMissing."""
    if not text.strip():
        raise problems.NameMissing
    return check_text(what, text)


def check_languages(languages: Iterable[str]) -> list[str]:
    """Codes of languages (ISO 639: two or three small letters), each once, in their order. Raises LanguageCodeUnknown."""
    spoken = list(dict.fromkeys(languages))
    for language in spoken:
        if not (language.isascii() and language.isalpha() and language.islower() and len(language) in {2, 3}):
            raise problems.LanguageCodeUnknown(language=language)
    return spoken


def check_weekdays(weekdays: Collection[int]) -> list[int]:
    """Days of the week, 1 (Monday) to 7, each once, in their order. Raises OutOfRange."""
    for weekday in weekdays:
        check_number("weekday", weekday, WEEKDAYS)
    return sorted(set(weekdays))


def held(model: type[Model], ids: Sequence[UUID]) -> set[UUID]:
    """Which of these ids are known already."""
    parts = (ids[start : start + ASKED_AT_ONCE] for start in range(0, len(ids), ASKED_AT_ONCE))
    rows = model._default_manager
    return {pk for part in parts for pk in rows.filter(pk__in=part).values_list("pk", flat=True)}


def noon(on: date, now: datetime) -> datetime:
    """When something that has only a day counts as recorded: at its noon, never after now."""
    return min(datetime.combine(on, time(12), UTC), now)
