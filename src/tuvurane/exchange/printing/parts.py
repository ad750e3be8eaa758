"""The sheet that one person keeps: one part of the master key, and how it is read out."""

from datetime import date
from typing import NamedTuple

from tuvurane.exchange import escrow
from tuvurane.exchange.printing.typeset import typeset
from tuvurane.foundation import words

STEPS = ("keep", "alone", "read")


class Sheet(NamedTuple):
    """What stands on a sheet, in the reader's language."""

    title: str
    whose: str
    lead: str
    lines: list[str]
    steps: list[str]

    def plain(self) -> str:
        """As text, for a screen or a printer that knows nothing else."""
        lines = [f"  {number}   {line}" for number, line in enumerate(self.lines, start=1)]
        return "\n".join([self.title, self.whose, "", self.lead, "", *lines, "", *self.steps])


def sheet(part: escrow.Part, *, instance: str, made_on: date, language: str) -> Sheet:
    """The sheet of a part; ``instance``: the address that people use."""
    whose = words.say(
        "escrow.sheet.whose",
        language,
        instance=instance,
        pair=part.name,
        generation=part.generation,
        on=f"{made_on:%d/%m/%Y}",
    )
    return Sheet(
        words.say("escrow.sheet.title", language, number=part.number),
        whose,
        words.say("escrow.sheet.lead", language),
        escrow.written(part),
        [words.say(f"escrow.sheet.{step}", language) for step in STEPS],
    )


def printed(one: Sheet, *, language: str) -> bytes:
    """The sheet as a PDF of one page."""
    unread = words.status("escrow.sheet.lead", language) in {words.Status.DRAFT, words.Status.MISSING}
    told = one._asdict() | {
        "language": language,
        "foot": words.say("escrow.sheet.foot", language),
        "draft": words.say("vote.sheet.draft", language) if unread else "",
    }
    return typeset("part.typ", told)
