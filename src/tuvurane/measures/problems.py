"""What this room refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tuvurane.foundation import shapes, words
from tuvurane.foundation.problems import Kind, Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One fault in a file: where it stands, what stands there, and how to repair it.

    ``row`` counts the rows below the header from 1, blank ones too; None means the header or the
    whole file. ``column`` is a column's name or, in an instrument file, a place such as
    ``items[3].label.fr``. ``code`` names the repair in the table of words.
    """

    row: int | None
    column: str
    value: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def repair(self, language: str = "en") -> str:
        """What to do about it, in the reader's language."""
        return words.say(f"measures.fault.{self.code}", language, **self.details)

    def sentence(self, language: str = "en") -> str:
        """Place, value and repair in one line."""
        shown = f"{self._place(language)}: “{self.value}”." if self.value else f"{self._place(language)}."
        return f"{shown} {self.repair(language)}"

    def _place(self, language: str) -> str:
        if self.row is None:
            return self.column
        key = "measures.fault_place.cell" if self.column else "measures.fault_place.row"
        return words.say(key, language, row=self.row, column=self.column)


def fault(place: str, value: object, code: str, **details: object) -> Fault:
    """A fault at a place of a pack; a value is shown unless it is a list or a record."""
    return Fault(None, *shapes.misfit(place, value, code, **details))


class FileRefused(Problem):
    """A file with faults: nothing of it was taken. ``faults`` lists all of them in the file's order."""

    kind = Kind.INVALID

    def __init__(self, faults: Sequence[Fault], **details: object) -> None:
        super().__init__(count=len(faults), **details)
        self.faults = tuple(faults)

    def lines(self, language: str = "en") -> list[str]:
        """The refusal and each fault, one line each."""
        return [self.sentence(language), *(fault.sentence(language) for fault in self.faults)]


class InstrumentFileBroken(FileRefused):
    code = "measures.instrument_file_broken"


class AnswersRefused(FileRefused):
    code = "measures.answers_refused"


class WordingRefused(FileRefused):
    code = "measures.wording_refused"


class InstrumentUnknown(Problem):
    code, kind = "measures.instrument_unknown", Kind.NOT_FOUND


class InstrumentTaken(Problem):
    code, kind = "measures.instrument_taken", Kind.CONFLICT


class VersionUnknown(Problem):
    code, kind = "measures.version_unknown", Kind.INVALID


class LanguageUnknown(Problem):
    code, kind = "measures.language_unknown", Kind.INVALID


class WaveUnknown(Problem):
    code, kind = "measures.wave_unknown", Kind.INVALID


class ItemUnknown(Problem):
    code, kind = "measures.item_unknown", Kind.INVALID


class NotAScreeningItem(Problem):
    code, kind = "measures.not_a_screening_item", Kind.INVALID


class AnswerOutOfRange(Problem):
    code, kind = "measures.answer_out_of_range", Kind.INVALID


class NoConsent(Problem):
    code, kind = "measures.no_consent", Kind.INVALID


class NotAMember(Problem):
    code, kind = "measures.not_a_member", Kind.INVALID


class DateInFuture(Problem):
    code, kind = "measures.date_in_future", Kind.INVALID


class IdAlreadyUsed(Problem):
    code, kind = "measures.id_already_used", Kind.CONFLICT


class NothingToSupersede(Problem):
    code, kind = "measures.nothing_to_supersede", Kind.CONFLICT


class NotWaiting(Problem):
    code, kind = "measures.not_waiting", Kind.INVALID


class DaysOutOfOrder(Problem):
    code, kind = "measures.days_out_of_order", Kind.INVALID


class DaysOutOfRange(Problem):
    code, kind = "measures.days_out_of_range", Kind.INVALID


class BaselineFromTheEnd(Problem):
    code, kind = "measures.baseline_from_the_end", Kind.INVALID


class WhyMissing(Problem):
    code, kind = "measures.why_missing", Kind.INVALID


class SheetUnknown(Problem):
    code, kind = "measures.sheet_unknown", Kind.NOT_FOUND


class SheetAlreadyOpen(Problem):
    code, kind = "measures.sheet_already_open", Kind.CONFLICT


class SheetRecorded(Problem):
    code, kind = "measures.sheet_recorded", Kind.CONFLICT


class SheetKeyedTwice(Problem):
    code, kind = "measures.sheet_keyed_twice", Kind.CONFLICT


class SecondPersonNeeded(Problem):
    code, kind = "measures.second_person_needed", Kind.INVALID


class AskerUnknown(Problem):
    code, kind = "measures.asker_unknown", Kind.INVALID


class ItemsMissing(Problem):
    code, kind = "measures.items_missing", Kind.INVALID


class NotCompared(Problem):
    code, kind = "measures.not_compared", Kind.CONFLICT
