"""The sheet of a month, "you said, we did": one page to hang where people meet and to read aloud."""

from collections.abc import Sequence
from datetime import date

from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words

KEYS = ("title", "lead", "said", "did", "counts", "not_counted", "how", "harm", "empty")


def you_said(
    language: str, *, house: str, month: date, lines: Sequence[tuple[str, str]], counts: Sequence[tuple[str, str]]
) -> bytes:
    """
    The PDF of a month's sheet.

    ``lines``: what was said and what was done, as the office wrote them. ``counts``: released counts with their words,
    empty where none may be shown.
    """
    told = {key: words.say(f"feedback.sheet.{key}", language) for key in KEYS}
    unread = any(
        words.status(f"feedback.sheet.{key}", language) in {words.Status.DRAFT, words.Status.MISSING} for key in KEYS
    )
    return typeset(
        "you_said.typ",
        told
        | {
            "language": language,
            "house": house,
            "month": f"{month:%m/%Y}",
            "lines": [{"said": said, "did": did} for said, did in lines],
            "numbers": [{"what": what, "n": number} for what, number in counts],
            "foot": words.say("feedback.sheet.foot", language),
            "draft": words.say("vote.sheet.draft", language) if unread else "",
        },
    )
