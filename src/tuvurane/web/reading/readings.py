"""Stories laid out for a page or a booklet."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from tuvurane.exchange.printing import Page, Worded
from tuvurane.foundation import words
from tuvurane.stories.queries.texts import Readable, Wording
from tuvurane.web.wording import language

OPENING = 140


class Line(NamedTuple):
    """A story in a list: its first words, in the reader's language where it has one."""

    story_id: UUID
    opening: str
    language: str
    domain: str
    area: str


class Told(NamedTuple):
    """A story in one language, paragraph by paragraph."""

    language: str
    paragraphs: list[str]
    why: str


class Spread(NamedTuple):
    """A story for one page: the teller's own words, and one other language beside them."""

    story_id: UUID
    domain: str
    area: str
    own: Told
    beside: Told | None


def lines_of(stories: Iterable[Readable]) -> list[Line]:
    """Stories in a list."""
    return [_line(one) for one in stories]


def _line(one: Readable) -> Line:
    shown = _beside(one) or one.wordings[0]
    return Line(one.story_id, opening(shown.text), shown.language, one.domain, one.area)


def opening(text: str) -> str:
    """The first words of a story, cut between two words."""
    line = " ".join(text.split())
    return line if len(line) <= OPENING else f"{line[:OPENING].rsplit(' ', 1)[0]} …"


def spread_of(one: Readable) -> Spread:
    """A story for one page, beside the reader's language if there is one."""
    beside = _beside(one)
    return Spread(one.story_id, one.domain, one.area, _told(one.wordings[0]), _told(beside) if beside else None)


def _beside(one: Readable) -> Wording | None:
    """The story in the reader's language, else in the first other one; None where there is only the teller's."""
    others = one.wordings[1:]
    return next((wording for wording in others if wording.language == language()), others[0] if others else None)


def _told(wording: Wording) -> Told:
    paragraphs = [line.strip() for line in wording.text.splitlines() if line.strip()]
    return Told(wording.language, paragraphs, wording.why.strip())


def pages_of(stories: Mapping[UUID, Readable], spoken: str) -> list[Page]:
    """Stories for a booklet in a language."""
    return [
        Page(
            words.say(f"story_domain.{one.domain}", spoken),
            one.area,
            [Worded(wording.language, wording.text, wording.why) for wording in one.wordings],
        )
        for one in stories.values()
    ]
