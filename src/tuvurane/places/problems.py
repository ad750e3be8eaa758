from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from tuvurane.foundation import words
from tuvurane.foundation.problems import Kind, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing wrong with a list of places: where it stands, what was found, how to repair it.

    ``row`` is the line of the file (the header is line 1). ``code`` names the kind of fault; its
    words stand in the table under ``problem.places.<code>``, with ``details`` filled in. ``nearest``
    is something known that looks alike, when there is one.
    """

    row: int
    column: str
    value: str
    code: str
    details: dict[str, object] = field(default_factory=dict)
    nearest: str = ""

    @property
    def repair(self) -> str:
        """What to do about it, in English."""
        return self.repair_in("en")

    def repair_in(self, language: str) -> str:
        """What is wrong and what to do about it, in the reader's language."""
        text = words.say(f"problem.places.{self.code}", language, **{"value": self.value, **self.details})
        if self.nearest:
            text = f"{text} {words.say('places.did_you_mean', language, nearest=self.nearest)}"
        return text

    def sentence(self, language: str = "en") -> str:
        """Row, column and repair in one line."""
        key = "places.fault" if self.column else "places.fault_of_row"
        return words.say(key, language, row=self.row, column=self.column, repair=self.repair_in(language))


class PlacesFileRefused(Problem):
    """A list of places has faults; nothing of it was taken."""

    code: ClassVar[str] = "places.refused"
    kind: ClassVar[Kind] = Kind.INVALID

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row))
