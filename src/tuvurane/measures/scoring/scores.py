"""From answers to a score: a sum, honest about what is missing and about which cut-offs apply."""

from collections.abc import Mapping
from dataclasses import dataclass

from tuvurane.foundation import words
from tuvurane.measures import problems
from tuvurane.measures.scoring.definitions import Cutoff, Instrument

NONE_VALIDATED = "measures.none_validated"

Answers = Mapping[str, int | None]
"""Item key -> value of the response scale; None or an absent key means not answered."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One applicable cut-off. ``positive`` is None when there is no total to hold against it."""

    cutoff: Cutoff
    positive: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """
    What the answers come to.

    ``total`` and each subscale are None when one of their items is missing. ``safeguarding`` names
    the flagged items answered above 0, whatever the total, missing or not.
    """

    total: int | None
    subscales: Mapping[str, int | None]
    missing_items: tuple[str, ...]
    cutoffs: tuple[Verdict, ...]
    safeguarding: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many items are missing."""
        return len(self.missing_items)

    @property
    def note(self) -> str | None:
        """An English sentence where no cut-off applies; None otherwise. ``note_in`` says it in other languages."""
        return self.note_in("en")

    def note_in(self, language: str) -> str | None:
        """The note in the reader's language."""
        return None if self.cutoffs else words.say(NONE_VALIDATED, language)


def score(instrument: Instrument, answers: Answers, sex: str | None, *, language: str | None = None) -> Score:
    """
    Score one person's answers.

    A cut-off for one sex applies only where that ``sex`` (F or M) is given; one without a sex
    always applies. With ``language`` (that of the interview) only cut-offs found in that language
    apply; without it the reader judges. Raises ItemUnknown and AnswerOutOfRange.
    """
    check_answers(instrument, answers)
    missing = tuple(key for key in instrument.item_keys if answers.get(key) is None)
    total = _sum(instrument, answers, instrument.item_keys)
    cutoffs = applicable_cutoffs(instrument, sex, language=language)
    return Score(
        total=total,
        subscales={name: _sum(instrument, answers, keys) for name, keys in instrument.subscales.items()},
        missing_items=missing,
        cutoffs=tuple(Verdict(cutoff, None if total is None else cutoff.positive(total)) for cutoff in cutoffs),
        safeguarding=tuple(key for key in instrument.flagged if (answers.get(key) or 0) > 0),
    )


def check_answers(instrument: Instrument, answers: Answers) -> None:
    """Every key is an item and every value on the scale. Raises ItemUnknown and AnswerOutOfRange."""
    for key, value in answers.items():
        if key not in instrument.item_keys:
            raise problems.ItemUnknown(item=key, instrument=instrument.name)
        if value is not None and (type(value) is not int or value not in instrument.allowed):
            raise problems.AnswerOutOfRange(item=key, allowed=", ".join(map(str, instrument.allowed)))


def applicable_cutoffs(instrument: Instrument, sex: str | None, *, language: str | None = None) -> tuple[Cutoff, ...]:
    """The cut-offs that apply to a person of this sex, in the file's order."""
    return tuple(
        cutoff for cutoff in instrument.cutoffs if cutoff.sex in (None, sex) and language in (None, cutoff.language)
    )


def _sum(instrument: Instrument, answers: Answers, keys: tuple[str, ...]) -> int | None:
    ends = instrument.allowed[0] + instrument.allowed[-1]
    total = 0
    for key in keys:
        value = answers.get(key)
        if value is None:
            return None
        total += ends - value if key in instrument.reversed else value
    return total * instrument.scoring.multiplier
