"""How somebody, and a cohort, grew: the same behaviours over time, item by item, never one total."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from statistics import fmean
from typing import NamedTuple
from uuid import UUID

from tuvurane.foundation import words
from tuvurane.foundation.records import Standing
from tuvurane.training import problems
from tuvurane.training.codes import Occasion
from tuvurane.training.models import Course, Facilitator, Rating
from tuvurane.training.queries.ratings import ratings_of
from tuvurane.training.queries.rubrics import rubric
from tuvurane.training.rules.agreement import Icc, icc_2_1, kappas_of, totals_of
from tuvurane.training.rules.change import CohortChange, Score, cohort_change
from tuvurane.training.rules.rubrics import Competence, Kind, Rubric, text_in

Levels = Mapping[str, int]


class Point(NamedTuple):
    """How a competence was seen once: the level (1-4), when and where, by whom, and whether they were certified."""

    level: int
    on: date
    occasion: Occasion
    rater_name: str
    certified: bool
    session_number: int | None


class SeenBehaviour(NamedTuple):
    """Whether one behaviour was seen then and now; None where the competence was not seen at all."""

    code: str
    kind: Kind
    first: bool | None
    last: bool | None


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """One competence (its code) in two ratings; None where it was not seen in that one."""

    competence: str
    first: Point | None
    last: Point | None
    behaviours: tuple[SeenBehaviour, ...]

    @property
    def change(self) -> int | None:
        """By how many levels it changed; None unless it was seen both times."""
        return self.last.level - self.first.level if self.first and self.last else None


@dataclass(frozen=True, slots=True)
class Growth:
    """
    Two ratings of one person side by side, in the order of the rubric; and all there are to choose from.

    ``first`` is None where there is one rating only, and where the two are of different rubrics, which
    cannot be compared.
    """

    rows: list[GrowthRow]
    ratings: list[Rating]
    rubric: Rubric | None = None
    first: Rating | None = None
    last: Rating | None = None


class CohortRow(NamedTuple):
    """The mean level of one competence before and after, over the ``people`` who were seen both times."""

    competence: str
    before: float
    after: float
    people: int


class Agreement(NamedTuple):
    """
    How far two raters agreed who saw the same people on the same occasions.

    ``observations`` they have in common; ``icc`` is of totals, ``kappas`` by competence.
    """

    first: str
    second: str
    observations: int
    icc: Icc | None
    kappas: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class CohortGrowth:
    """
    How the trainees of a course changed from its start to its end.

    ``trainees`` were seen both times, by ``raters`` who made ``ratings``; ``uncertified`` of these were
    made by raters without a certificate on that day. ``agreement`` is that of the two raters who saw
    most together.
    """

    rubric: Rubric | None
    change: CohortChange | None
    rows: list[CohortRow]
    trainees: int
    raters: int
    ratings: int
    uncertified: int
    agreement: Agreement | None


class OwnGrowth(NamedTuple):
    """
    One competence for the facilitator's own eyes, in words: never a number, never anybody else.

    ``then`` is None where it was seen once; ``practise`` names a basic behaviour that was not seen
    lately, None where all were.
    """

    title: str
    then: str | None
    now: str
    practise: str | None


def growth_of(facilitator: Facilitator, *, first: UUID | None = None, last: UUID | None = None) -> Growth:
    """
    Two ratings of somebody, competence by competence: the earliest and the latest unless others are named.

    Those named in the wrong order are taken in the right one. Raises RatingUnknown for an id that is
    none of theirs.
    """
    ratings = ratings_of(facilitator)
    if not ratings:
        return Growth([], [])
    now = _named(ratings, last) or ratings[-1]
    alike = [rating for rating in ratings if _rubric_of(rating) == _rubric_of(now)]
    then = _named(ratings, first) or alike[0]
    if ratings.index(then) > ratings.index(now):
        then, now = now, then
    used = rubric(now.rubric, now.rubric_version)
    before = then if then.pk != now.pk and _rubric_of(then) == _rubric_of(now) else None
    rows = [_growth_row(competence, before, now) for competence in used.competences]
    return Growth([row for row in rows if row.first or row.last], ratings, used, before, now)


def _named(ratings: Sequence[Rating], rating_id: UUID | None) -> Rating | None:
    if rating_id is None:
        return None
    for rating in ratings:
        if rating.pk == rating_id:
            return rating
    raise problems.RatingUnknown


def _rubric_of(rating: Rating) -> tuple[str, str]:
    return rating.rubric, rating.rubric_version


def _growth_row(competence: Competence, first: Rating | None, last: Rating) -> GrowthRow:
    behaviours = tuple(
        SeenBehaviour(
            behaviour.code,
            behaviour.kind,
            _ticked(first, competence.code, behaviour.code),
            _ticked(last, competence.code, behaviour.code),
        )
        for behaviour in competence.behaviours
    )
    return GrowthRow(competence.code, _point(first, competence.code), _point(last, competence.code), behaviours)


def _ticked(rating: Rating | None, competence: str, behaviour: str) -> bool | None:
    if rating is None or competence not in rating.levels:
        return None
    return behaviour in rating.ticks[competence]


def _point(rating: Rating | None, competence: str) -> Point | None:
    if rating is None or competence not in rating.levels:
        return None
    return Point(
        rating.levels[competence],
        rating.on,
        Occasion(rating.occasion),
        rating.rater.name,
        rating.counts,
        rating.session_number,
    )


def cohort_growth(course: Course) -> CohortGrowth:
    """
    How the trainees of a course changed, over the same people and the same competences.

    A person's value is the mean level of the competences that were seen of them both at the start and
    at the end, so that a competence nobody looked at the second time moves nothing. Where several
    rubrics were used, that of most ratings is read. Two queries at most.
    """
    ratings = _of_course(course)
    if not ratings:
        return CohortGrowth(None, None, [], 0, 0, 0, 0, None)
    used = rubric(*Counter(map(_rubric_of, ratings)).most_common(1)[0][0])
    ratings = [rating for rating in ratings if _rubric_of(rating) == (used.name, used.version)]
    scores = _scores(ratings)
    return CohortGrowth(
        used,
        cohort_change(scores),
        _cohort_rows(used, ratings),
        len({score.trainee for score in scores}),
        len({rating.rater_id for rating in ratings}),
        len(ratings),
        sum(not rating.counts for rating in ratings),
        _agreement(ratings),
    )


def _of_course(course: Course) -> list[Rating]:
    rows = Rating.objects.filter(
        course=course, standing=Standing.COUNTED, occasion__in=[Occasion.COURSE_START, Occasion.COURSE_END]
    )
    return list(rows.select_related("rater").order_by("on", "seq", "pk"))


def _is_after(rating: Rating) -> bool:
    return rating.occasion == Occasion.COURSE_END


def _scores(ratings: Sequence[Rating]) -> list[Score]:
    """What each rater saw of each trainee, over the competences that were seen of them both times."""
    seen: dict[tuple[UUID, bool], set[str]] = defaultdict(set)
    for rating in ratings:
        seen[rating.facilitator_id, _is_after(rating)] |= rating.levels.keys()
    scores = []
    for rating in ratings:
        both = seen[rating.facilitator_id, False] & seen[rating.facilitator_id, True]
        levels = [level for code, level in rating.levels.items() if code in both]
        if levels:
            scores.append(Score(str(rating.facilitator_id), str(rating.rater_id), _is_after(rating), fmean(levels)))
    return scores


def _cohort_rows(used: Rubric, ratings: Sequence[Rating]) -> list[CohortRow]:
    given: dict[tuple[str, bool], dict[UUID, list[int]]] = defaultdict(lambda: defaultdict(list))
    for rating in ratings:
        for code, level in rating.levels.items():
            given[code, _is_after(rating)][rating.facilitator_id].append(level)
    rows = []
    for competence in used.competences:
        before, after = given[competence.code, False], given[competence.code, True]
        people = sorted(before.keys() & after.keys())
        if people:
            start, end = (fmean(fmean(when[person]) for person in people) for when in (before, after))
            rows.append(CohortRow(competence.code, start, end, len(people)))
    return rows


def _agreement(ratings: Sequence[Rating]) -> Agreement | None:
    """How the two raters agreed who saw most of the same people on the same occasions; None where no two did."""
    together: dict[tuple[UUID, str], dict[UUID, Rating]] = defaultdict(dict)
    for rating in ratings:
        together[rating.facilitator_id, rating.occasion][rating.rater_id] = rating
    shared = Counter(pair for raters in together.values() for pair in combinations(sorted(raters), 2))
    if not shared:
        return None
    (one, other), _ = min(shared.items(), key=lambda item: (-item[1], item[0]))
    both = [(raters[one], raters[other]) for raters in together.values() if one in raters and other in raters]
    pairs: list[tuple[Levels, Levels]] = [(first.levels, second.levels) for first, second in both]
    icc = icc_2_1([totals_of(*pair) for pair in pairs])
    return Agreement(both[0][0].rater.name, both[0][1].rater.name, len(pairs), icc, kappas_of(pairs))


def own_growth(account_id: UUID, language: str) -> list[OwnGrowth]:
    """What a facilitator may read of their own growth, in their language; by the rubric of the latest rating."""
    rows = Rating.objects.filter(facilitator=account_id, standing=Standing.COUNTED).order_by("on", "seq", "pk")
    ratings = list(rows)
    if not ratings:
        return []
    used = rubric(*_rubric_of(ratings[-1]))
    alike = [rating for rating in ratings if _rubric_of(rating) == (used.name, used.version)]
    return [own for competence in used.competences for own in _own(competence, alike, language)]


def _own(competence: Competence, ratings: Iterable[Rating], language: str) -> list[OwnGrowth]:
    seen = [rating for rating in ratings if competence.code in rating.levels]
    if not seen:
        return []
    last = seen[-1]
    missing = [
        behaviour
        for behaviour in competence.behaviours
        if behaviour.kind == Kind.BASIC and behaviour.code not in last.ticks[competence.code]
    ]
    return [
        OwnGrowth(
            text_in(competence.title, language),
            _in_words(seen[0], competence, language) if len(seen) > 1 else None,
            _in_words(last, competence, language),
            text_in(missing[0].text, language) if missing else None,
        )
    ]


def _in_words(rating: Rating, competence: Competence, language: str) -> str:
    return words.say(f"own_growth.level_{rating.levels[competence.code]}", language)
