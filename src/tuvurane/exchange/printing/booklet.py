"""A booklet of stories to hold in the hand (A5): whose words they are, each on its page, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words

SHORT = 500  # signs, up to which a story is set in a larger size
OPENING = 48  # signs of a story that stand in the contents


@dataclass(frozen=True, slots=True)
class Worded:
    """A story in one language, and why it matters to its teller."""

    language: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Page:
    """One story: its domain and area as they are told to the reader, in the teller's language and perhaps another."""

    domain: str
    area: str
    wordings: Sequence[Worded]


@dataclass(frozen=True, slots=True)
class Booklet:
    """What a booklet is made of. ``rung``: the code of what the tellers said yes to; ``tell``: whom to tell, and how."""

    house: str
    rung: str
    on: date
    language: str
    pages: Sequence[Page]
    tell: str


def booklet(made: Booklet) -> bytes:
    """The booklet as PDF. Whoever calls has asked which stories may be in it, today."""
    told = _Saying(made)
    colours = {domain: n for n, domain in enumerate(sorted({page.domain for page in made.pages}))}
    return typeset(
        "booklet.typ",
        {
            "language": made.language,
            "house": made.house,
            "circle": told("circle"),
            "title": told("title"),
            "subtitle": told("subtitle"),
            "printed": told("printed", n=len(made.pages), on=told.day),
            "promise_title": told("promise_title"),
            "promise": [told("promise_words"), told(f"promise.{made.rung}", on=told.day), told("promise_changed")],
            "contents_title": told("contents"),
            "why_title": told("why"),
            "foot": told(f"foot.{made.rung}"),
            "colophon_title": told("colophon"),
            "colophon": [told(f"colophon.{made.rung}", on=told.day), told("copies"), told("tell", whom=made.tell)],
            "made": told("made"),
            "draft": words.say("vote.sheet.draft", made.language) if told.unread else "",
            "stories": [_told(page, colours[page.domain], made.language) for page in made.pages],
        },
    )


class _Saying:
    """Words of the booklet's family in its language, and whether one of them is a draft."""

    def __init__(self, made: Booklet) -> None:
        self.language = made.language
        self.day = f"{made.on:%d/%m/%Y}"
        self.unread = False

    def __call__(self, key: str, **details: object) -> str:
        key = f"booklet.{key}"
        self.unread |= words.status(key, self.language) in {words.Status.DRAFT, words.Status.MISSING}
        return words.say(key, self.language, **details)


def _told(page: Page, colour: int, language: str) -> dict[str, object]:
    own = page.wordings[0]
    beside = [wording for wording in page.wordings[1:] if wording.language == language]
    return {
        "domain": page.domain,
        "area": page.area,
        "colour": colour,
        "language": own.language,
        "opening": _opening(own.text),
        "short": len(own.text) <= SHORT and not beside,
        "wordings": [
            {
                "language": wording.language,
                "name": words.say(f"language.{wording.language}", language),
                "lines": [line.strip() for line in wording.text.splitlines() if line.strip()],
                "why": wording.why.strip(),
            }
            for wording in (own, *beside)
        ],
    }


def _opening(text: str) -> str:
    """The first words of a story, cut between two words."""
    line = " ".join(text.split())
    return line if len(line) <= OPENING else f"{line[:OPENING].rsplit(' ', 1)[0]} …"
