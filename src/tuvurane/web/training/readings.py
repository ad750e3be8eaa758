"""What pages say about ratings, laid out for a reader: rubrics, gates, growth."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.training import queries as training
from tuvurane.training.rules.rubrics import Kind, Rubric, text_in
from tuvurane.web.wording import language

if TYPE_CHECKING:
    from uuid import UUID

    from tuvurane.training.models import Facilitator, GateOverride, Rating
    from tuvurane.training.queries import GateReading
    from tuvurane.training.queries.growth import Growth, GrowthRow, Point
    from tuvurane.training.rules.rubrics import Competence

KINDS = (Kind.HARMFUL, Kind.BASIC, Kind.ADVANCED)


class Shown(NamedTuple):
    """A competence with its behaviours, by kind, as ``(code, sentence)``."""

    code: str
    title: str
    about: str
    behaviours: list[tuple[Kind, list[tuple[str, str]]]]


class Open(NamedTuple):
    """A competence that keeps the gate closed: since when, and who saw it (they may not close it again)."""

    title: str
    since: date
    rater: str


class GateTold(NamedTuple):
    """The gate of one person as a page says it."""

    state: str
    open: list[Open]
    override: "GateOverride | None"
    may_lead: bool


class Line(NamedTuple):
    """
    One competence then and now; ``both`` when it was seen on both occasions.

    ``come`` are behaviours seen now and not then, ``gone`` the other way, each as kind and sentence.
    """

    title: str
    first: "Point | None"
    last: "Point | None"
    come: list[tuple[Kind, str]]
    gone: list[tuple[Kind, str]]

    @property
    def both(self) -> bool:
        return self.first is not None and self.last is not None


class GrowthTold(NamedTuple):
    """Growth as a page says it: its lines, and the two ratings that it lies between."""

    lines: list[Line]
    first: "Rating | None"
    last: "Rating | None"

    @property
    def grew(self) -> bool:
        return any(line.both for line in self.lines)


class Seen(NamedTuple):
    """One competence of one rating: its level (None: not seen) and the behaviours that were."""

    title: str
    level: int | None
    behaviours: list[tuple[Kind, list[str]]]


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else the source's."""
    return text_in(texts, language())


def title_of(rubric: Rubric) -> str:
    """What a rubric is called."""
    return in_language(rubric.title)


def read_rubric(rubric: Rubric) -> list[Shown]:
    """A rubric in the reader's language."""
    return [_shown(competence) for competence in rubric.competences]


def _shown(competence: "Competence") -> Shown:
    by_kind = [
        (kind, [(one.code, in_language(one.text)) for one in competence.behaviours if one.kind == kind])
        for kind in KINDS
    ]
    return Shown(competence.code, in_language(competence.title), in_language(competence.about), by_kind)


def titles() -> dict[str, str]:
    """The titles of all competences, by code; those of our own rubric where codes are the same."""
    every = [competence for rubric in reversed(training.rubrics()) for competence in rubric.competences]
    return {competence.code: in_language(competence.title) for competence in every}


def gate_told(reading: "GateReading", ratings: Iterable["Rating"]) -> GateTold:
    """Why a gate is closed: which competences, since when, and by whose rating."""
    raters = {rating.rater_id: rating.rater.name for rating in ratings}
    return _told(reading, titles(), raters)


def gates_told(closed: Sequence[tuple["Facilitator", "GateReading"]]) -> list[tuple["Facilitator", GateTold]]:
    """The same for a list; who rated is said on the person's page."""
    named = titles()
    return [(facilitator, _told(reading, named, {})) for facilitator, reading in closed]


def _told(reading: "GateReading", named: Mapping[str, str], raters: Mapping["UUID", str]) -> GateTold:
    items = [
        Open(named.get(item.competence, item.competence), item.since, raters.get(item.rater_id, ""))
        for item in reading.open
    ]
    return GateTold(reading.state, items, reading.override, reading.may_lead)


def growth_told(growth: "Growth") -> GrowthTold | None:
    """Each competence with its first and its last level, and what changed between; None without a rating."""
    if growth.rubric is None:
        return None
    return GrowthTold([_line(growth.rubric, row) for row in growth.rows], growth.first, growth.last)


def _line(rubric: Rubric, row: "GrowthRow") -> Line:
    competence = rubric.competence(row.competence)
    sentence = {behaviour.code: in_language(behaviour.text) for behaviour in competence.behaviours}
    come = [(one.kind, sentence[one.code]) for one in row.behaviours if one.last and one.first is False]
    gone = [(one.kind, sentence[one.code]) for one in row.behaviours if one.first and one.last is False]
    return Line(in_language(competence.title), row.first, row.last, come, gone)


def rating_lines(rating: "Rating", rubric: Rubric) -> list[Seen]:
    """What a rating saw, competence by competence."""
    lines = []
    for shown in read_rubric(rubric):
        ticked = set(rating.ticks.get(shown.code, ()))
        seen = [(kind, [text for code, text in listed if code in ticked]) for kind, listed in shown.behaviours]
        lines.append(Seen(shown.title, rating.levels.get(shown.code), [(kind, texts) for kind, texts in seen if texts]))
    return lines
