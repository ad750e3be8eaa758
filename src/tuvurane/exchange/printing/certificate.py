"""The certificate of an erasure on one sheet: what was destroyed, what stays, and who has still to forget."""

from collections.abc import Mapping

from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words


def certificate(told: Mapping[str, object], language: str) -> bytes:
    """The sheet as a PDF. ``told``: its words, as the page says them in ``language``."""
    keys = ("erasure.print.title", "erasure.stays")
    unread = any(words.status(key, language) in {words.Status.DRAFT, words.Status.MISSING} for key in keys)
    draft = words.say("vote.sheet.draft", language) if unread else ""
    return typeset("certificate.typ", {**told, "language": language, "draft": draft})
