"""Words in the reader's language, for pages and forms."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from django.utils.functional import lazy
from django.utils.translation import get_language

from tuvurane.foundation import words
from tuvurane.groups.codes import offered

if TYPE_CHECKING:
    from tuvurane.groups.queries import Member


def language() -> str:
    """The language in which this request is answered; English when it is none of ours."""
    active = (get_language() or words.SOURCE_LANGUAGE).split("-")[0]
    return active if active in words.LANGUAGES else words.SOURCE_LANGUAGE


def say(key: str, /, **details: object) -> str:
    """The word for ``key`` in the reader's language. Raises KeyError for an unknown key."""
    return words.say(key, language(), **details)


def person(member: "Member") -> str:
    """How somebody on a seat is shown: their name where the reader may know it, else the code; or that nothing is kept."""
    return say("office.person.erased") if member.erased else member.called or member.code


word = lazy(say, str)
"""As ``say``, but read when the page is drawn: for labels written at import time."""


def choices_of(codes: Iterable[StrEnum], family: str, *, empty: str = "") -> Callable[[], list[tuple[str, str]]]:
    """The choices of a code list that are offered, each with its word; ``empty`` is the key of a first, empty choice."""
    listed = list(codes)

    def choices() -> list[tuple[str, str]]:
        first = [("", say(empty))] if empty else []
        return first + [(code.value, say(f"{family}.{code.value}")) for code in offered(listed)]

    return choices


@cache
def draft_count(spoken: str) -> tuple[int, int]:
    """How many words of a language are drafts or missing, and how many words there are."""
    statuses = [row.statuses[spoken] for row in words.table().values()]
    unread = (words.Status.DRAFT, words.Status.MISSING)
    return sum(status in unread for status in statuses), len(statuses)
