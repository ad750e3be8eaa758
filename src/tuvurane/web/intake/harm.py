"""Asking within another form whether somebody was harmed: the sorts of harm, for pages that may not know care."""

from tuvurane.care.codes import IntakeKind
from tuvurane.web.wording import say

ASKED = tuple(kind for kind in IntakeKind if kind != IntakeKind.STAFF_CONDUCT)
"""Conduct of staff is asked as what it is about."""


def harm_choices() -> list[tuple[str, str]]:
    """Nobody first, then each sort of harm."""
    return [("", say("feedback.harm.none")), *((kind.value, say(f"intake_kind.{kind}")) for kind in ASKED)]


def harm_of(said: str) -> IntakeKind | None:
    """The sort of harm that was chosen; None where nobody is harmed."""
    return IntakeKind(said) if said else None
