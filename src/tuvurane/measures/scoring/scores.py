"""From answers to a score, honest about what is missing, what was not asked, and which limits apply."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Protocol, TypeVar

from tuvurane.foundation import words
from tuvurane.measures import problems
from tuvurane.measures.codes import Form
from tuvurane.measures.scoring.definitions import Band, BandSet, Criteria, Cutoff, Instrument, Subscale

NONE_VALIDATED = "measures.none_validated"
NOT_VALIDATED = "instruments.not_validated"
NOT_ASKED = "instruments.not_asked"
BANDS_CONFLICT = "instruments.bands_conflict"

Answers = Mapping[str, int | None]
"""Item key -> value of the response scale; None or an absent key means not answered."""


class _ForWhom(Protocol):
    @property
    def language(self) -> str | None: ...
    @property
    def sex(self) -> str | None: ...


_TYPES = frozenset({int, NoneType})

Limit = TypeVar("Limit", bound=_ForWhom)


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    One applicable cut-off.

    ``positive`` is None when there is no total to hold against it, and when the total lies in the
    range in which the source chooses no number; ``uncertain`` is True in the latter case only.
    """

    cutoff: Cutoff
    positive: bool | None
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class CriteriaVerdict:
    """Criteria by items, and how many items of each cluster reach them. None where one of those items is missing."""

    criteria: Criteria
    positive: bool | None
    reached: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class BandVerdict:
    """The band of the total in one published set; None without a total, and in a gap of the set."""

    bands: BandSet
    band: Band | None


@dataclass(frozen=True, slots=True)
class Score:
    """
    What the answers come to.

    ``total`` and each subscale are None where the rule for missing items takes them. ``not_asked``
    names the screening items that nobody put: ``missing_items`` holds none of them, ``total`` is
    that of the asked items within ``total_range``, and no limit applies to it. ``safeguarding``
    names the flagged items answered above 0, whatever the total, missing or not.
    """

    total: float | None
    subscales: Mapping[str, float | None]
    missing_items: tuple[str, ...]
    cutoffs: tuple[Verdict, ...]
    safeguarding: tuple[str, ...]
    instrument: Instrument = field(repr=False, compare=False)
    not_asked: tuple[str, ...] = ()
    criteria: tuple[CriteriaVerdict, ...] = ()
    bands: tuple[BandVerdict, ...] = ()
    bands_conflict: bool = False

    @property
    def missing(self) -> int:
        """How many of the asked items are missing."""
        return len(self.missing_items)

    @property
    def form(self) -> Form:
        """Whether the questionnaire was asked whole. Totals of two forms are not compared."""
        return Form.WITHOUT_SCREENING if self.not_asked else Form.WHOLE

    @property
    def total_range(self) -> tuple[float, float] | None:
        """The least and the most that a total of this form can be; None where there is none."""
        return self.instrument.range_without(self.not_asked)

    @property
    def note(self) -> str | None:
        """What an English reader must know besides; None where there is nothing. ``note_in`` says it in others."""
        return self.note_in("en")

    def note_in(self, language: str) -> str | None:
        """The notes in the reader's language, one after the other."""
        return " ".join(self.notes_in(language)) or None

    def notes_in(self, language: str) -> tuple[str, ...]:
        """Each thing that a reader of this score must know besides, one sentence or two."""
        notes = []
        if self.instrument.scoring.why is not None:
            notes.append(self.instrument.scoring.why[language])
        if not self.instrument.validated:
            notes.append(words.say(NOT_VALIDATED, language))
        if self.not_asked:
            notes.append(words.say(NOT_ASKED, language))
        elif self.instrument.validated and self.total_range and not (self.cutoffs or self.criteria):
            notes.append(words.say(NONE_VALIDATED, language))
        if self.bands_conflict:
            notes.append(words.say(BANDS_CONFLICT, language))
        return tuple(notes)


def score(
    instrument: Instrument,
    answers: Answers,
    sex: str | None,
    *,
    language: str | None = None,
    not_asked: Collection[str] = frozenset(),
) -> Score:
    """
    Score one person's answers.

    A limit for one sex applies only where that ``sex`` (F or M) is given; one without a sex always
    applies. With ``language`` (that of the interview) only limits found in that language apply;
    without it the reader judges. ``not_asked``: screening items that were left out because nobody
    could answer a yes; one that has an answer was asked. Raises ItemUnknown, AnswerOutOfRange and
    NotAScreeningItem.
    """
    counted = _counted(instrument, answers)
    left_out = _left_out(instrument, counted, not_asked) if not_asked else ()
    asked = [key for key in instrument.item_keys if key not in left_out] if left_out else instrument.item_keys
    missing = tuple([key for key in asked if key not in counted]) if len(counted) < len(asked) else ()
    total = _total(instrument, counted, len(asked))
    limits = instrument if not left_out else None
    return Score(
        total=total,
        subscales={one.name: _subscale(one, counted, left_out) for one in instrument.subscales},
        missing_items=missing,
        cutoffs=_cutoffs(limits, total, sex, language) if limits else (),
        safeguarding=tuple([key for key in instrument.flagged if answers.get(key)]) if instrument.flagged else (),
        instrument=instrument,
        not_asked=left_out,
        criteria=_criteria(limits, counted, sex, language) if limits and limits.criteria else (),
        bands=_bands(limits, total, sex, language) if limits and limits.bands else (),
        bands_conflict=bool(limits and _applicable(limits.conflicting, sex, language)),
    )


def check_answers(instrument: Instrument, answers: Answers) -> None:
    """Every key is an item and every value on its scale. Raises ItemUnknown and AnswerOutOfRange."""
    _counted(instrument, answers)


def applicable_cutoffs(instrument: Instrument, sex: str | None, *, language: str | None = None) -> tuple[Cutoff, ...]:
    """The cut-offs that apply to a person of this sex, in the file's order."""
    return _applicable(instrument.cutoffs, sex, language)


def _applicable(limits: tuple[Limit, ...], sex: str | None, language: str | None) -> tuple[Limit, ...]:
    return tuple(
        [limit for limit in limits if limit.sex in {None, sex} and (language is None or limit.language == language)]
    )


def _counted(instrument: Instrument, answers: Answers) -> dict[str, int]:
    """What each given answer counts. Checks all of them: True is no 1, and an item that is not ours is no item."""
    worth = instrument.worth
    try:
        counted = {key: worth[key][value] for key, value in answers.items() if value is not None}
    except (KeyError, TypeError):
        raise _refusal(instrument, answers) from None
    if not (_TYPES.issuperset(map(type, answers.values())) and answers.keys() <= worth.keys()):
        raise _refusal(instrument, answers)
    return counted


def _refusal(instrument: Instrument, answers: Answers) -> problems.ItemUnknown | problems.AnswerOutOfRange:
    """What is wrong with the first answer that is wrong."""
    for key, value in answers.items():
        if key not in instrument.worth:
            return problems.ItemUnknown(item=key, instrument=instrument.name)
        if value is not None and (type(value) is not int or value not in instrument.worth[key]):
            break
    return problems.AnswerOutOfRange(item=key, allowed=", ".join(map(str, sorted(instrument.worth[key]))))


def _left_out(instrument: Instrument, counted: Mapping[str, int], not_asked: Collection[str]) -> tuple[str, ...]:
    for key in not_asked:
        if key not in instrument.flagged:
            raise problems.NotAScreeningItem(item=key, instrument=instrument.name)
    return tuple(key for key in instrument.flagged if key in not_asked and key not in counted)


def _total(instrument: Instrument, counted: Mapping[str, int], asked: int) -> float | None:
    answered = len(counted)
    if instrument.scoring.method == "none" or not answered or asked - answered > instrument.missing_items.most:
        return None
    plain = sum(counted.values())
    if answered == asked:
        return instrument.total_of(plain, asked)
    return instrument.total_of(plain * asked / answered, asked)


def _subscale(subscale: Subscale, counted: Mapping[str, int], left_out: tuple[str, ...]) -> float | None:
    asked = [key for key in subscale.items if key not in left_out]
    values = [counted[key] for key in asked if key in counted]
    if not values or len(asked) - len(values) > subscale.most:
        return None
    mean = sum(values) / len(values)
    if subscale.method == "mean":
        return mean
    return sum(values) if len(values) == len(asked) else mean * len(asked)


def _cutoffs(instrument: Instrument, total: float | None, sex: str | None, language: str | None) -> tuple[Verdict, ...]:
    found = []
    for cutoff in _applicable(instrument.cutoffs, sex, language):
        positive = None if total is None else cutoff.positive(total)
        found.append(Verdict(cutoff, positive, positive is None and total is not None))
    return tuple(found)


def _criteria(
    instrument: Instrument, counted: Mapping[str, int], sex: str | None, language: str | None
) -> tuple[CriteriaVerdict, ...]:
    return tuple(_verdict(criteria, counted) for criteria in _applicable(instrument.criteria, sex, language))


def _verdict(criteria: Criteria, counted: Mapping[str, int]) -> CriteriaVerdict:
    reached = tuple(
        sum(counted[key] >= criteria.at_least for key in cluster.items)
        if all(key in counted for key in cluster.items)
        else None
        for cluster in criteria.clusters
    )
    if None in reached:
        return CriteriaVerdict(criteria, None, reached)
    enough = all(
        count >= cluster.needed for count, cluster in zip(reached, criteria.clusters, strict=True) if count is not None
    )
    return CriteriaVerdict(criteria, enough, reached)


def _bands(
    instrument: Instrument, total: float | None, sex: str | None, language: str | None
) -> tuple[BandVerdict, ...]:
    """The band of each applicable set that no other set for the same people contradicts."""
    return tuple(
        BandVerdict(bands, None if total is None else bands.band(instrument.band_value(total, bands.of)))
        for bands in _applicable(instrument.bands, sex, language)
        if bands not in instrument.conflicting
    )
