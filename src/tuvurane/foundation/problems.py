"""Every anticipated refusal is a numbered, translatable Problem; doors map its kind to a status."""

from enum import StrEnum
from typing import ClassVar

from tuvurane.foundation import words


class Kind(StrEnum):
    """What sort of refusal it is; a door turns it into its own status."""

    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    CONFLICT = "conflict"
    INVALID = "invalid"


HTTP_STATUS = {Kind.NOT_FOUND: 404, Kind.NOT_ALLOWED: 403, Kind.CONFLICT: 409, Kind.INVALID: 422}


class Problem(Exception):
    """
    A refusal that we foresaw: what happened, where, and what can be done next.

    Subclasses live in their room's ``problems.py`` and give a stable ``code`` (never reused) and a
    ``kind``. The sentence stands in the table of words under ``problem.<code>``; ``details`` fill
    its placeholders and must never hold names, answers or notes.
    """

    code: ClassVar[str]
    kind: ClassVar[Kind]

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    @property
    def status(self) -> int:
        """The HTTP status of this kind of refusal."""
        return HTTP_STATUS[self.kind]

    def sentence(self, language: str = "en") -> str:
        """The refusal in the reader's language (English where a translation is missing)."""
        return words.say(f"problem.{self.code}", language, **self.details)

    def __str__(self) -> str:
        return self.sentence()
