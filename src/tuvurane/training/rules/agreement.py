"""How far raters agree: intraclass correlation and weighted kappa. Pure: no database, no clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

LEVELS = (1, 2, 3, 4)
CONFIDENCE = 0.95


class Icc(NamedTuple):
    """An intraclass correlation (at most 1; below 0: no agreement) with its 95% interval."""

    value: float
    low: float
    high: float


class _MeanSquares(NamedTuple):
    """The two-way table without repetition: mean squares of subjects, of raters, and of the rest."""

    subjects: int
    raters: int
    between_subjects: float
    between_raters: float
    rest: float


def icc_2_1(scores: Sequence[Sequence[float]]) -> Icc | None:
    """
    ICC(2,1): absolute agreement of single raters who stand for raters at large.

    ``scores``: n subjects, each with the scores of the same k raters in one order, in any unit. Two-way
    random effects, Shrout and Fleiss (1979), Psychological Bulletin 86(2), 420-428; the same as ICC(A,1)
    of McGraw and Wong (1996), Psychological Methods 1(1), 30-46, whose interval is given.

    None where it is not defined: below two subjects or two raters, or where no subject differs. Raises
    ValueError where subjects have unequal numbers of scores.
    """
    if len({len(row) for row in scores}) > 1:
        raise ValueError("every subject needs a score from every rater")
    if len(scores) < 2 or len(scores[0]) < 2:
        return None
    found = _mean_squares(scores)
    n, k = found.subjects, found.raters
    whole = found.between_subjects + (k - 1) * found.rest + k * (found.between_raters - found.rest) / n
    if min(whole, found.between_subjects + found.rest) <= _nothing(scores):
        return None
    value = (found.between_subjects - found.rest) / whole
    if found.rest + found.between_raters <= _nothing(scores):
        return Icc(1.0, 1.0, 1.0)
    if found.between_subjects <= _nothing(scores):  # raters who see the contrary: both limits meet in the value
        return Icc(value, value, value)
    return Icc(value, *_interval(found, value))


def weighted_kappa(first: Sequence[int], second: Sequence[int], *, levels: Sequence[int] = LEVELS) -> float | None:
    """
    Cohen's kappa of two raters with quadratic weights: a miss by two levels weighs four times one by one.

    ``first`` and ``second``: levels that the two gave to the same subjects, in one order; ``levels``: the
    whole scale. Cohen (1968), Psychological Bulletin 70(4), 213-220; weights as in Fleiss and Cohen (1973).

    At most 1; None where it is not defined: no subjects, or both gave one same level throughout. Raises
    ValueError for lists of unequal length and for a level outside the scale.
    """
    if len(first) != len(second):
        raise ValueError("two raters need as many levels each")
    if not {*first, *second} <= {*levels}:
        raise ValueError("a level outside the scale")
    place = {level: number for number, level in enumerate(levels)}
    seen = sum((place[one] - place[other]) ** 2 for one, other in zip(first, second, strict=True))
    rows, columns = Counter(first), Counter(second)
    by_chance = sum(rows[one] * columns[other] * (place[one] - place[other]) ** 2 for one in rows for other in columns)
    return 1 - seen * len(first) / by_chance if by_chance else None


def totals_of(seen: Mapping[str, int], reference: Mapping[str, int]) -> tuple[float, float]:
    """
    What two ratings of one role-play come to: their levels summed, 0 for what only the other saw, by competence.

    Divided by the number of competences that either saw, so that a longer role-play does not pass for
    a better one; where all show as many, the agreement is that of the sums.
    """
    competences = seen.keys() | reference.keys()
    if not competences:
        raise ValueError("nothing was seen")
    return sum(seen.values()) / len(competences), sum(reference.values()) / len(competences)


def kappas_of(pairs: Sequence[tuple[Mapping[str, int], Mapping[str, int]]]) -> dict[str, float | None]:
    """Weighted kappa by competence, of what both saw in each pair of ratings; None where it is not defined."""
    competences = sorted({code for one, other in pairs for code in one.keys() & other.keys()})
    both = {
        code: [(one[code], other[code]) for one, other in pairs if code in one and code in other]
        for code in competences
    }
    return {code: weighted_kappa(*zip(*levels, strict=True)) for code, levels in both.items()}


def _mean_squares(scores: Sequence[Sequence[float]]) -> _MeanSquares:
    n, k = len(scores), len(scores[0])
    grand = sum(map(sum, scores)) / (n * k)
    of_subjects = [sum(row) / k for row in scores]
    of_raters = [sum(column) / n for column in zip(*scores, strict=True)]
    rest = sum(
        (score - mean - by_rater + grand) ** 2
        for row, mean in zip(scores, of_subjects, strict=True)
        for score, by_rater in zip(row, of_raters, strict=True)
    )
    return _MeanSquares(
        n,
        k,
        k * sum((mean - grand) ** 2 for mean in of_subjects) / (n - 1),
        n * sum((mean - grand) ** 2 for mean in of_raters) / (k - 1),
        rest / ((n - 1) * (k - 1)),
    )


def _nothing(scores: Sequence[Sequence[float]]) -> float:
    """Below this a variance is the noise of floating numbers."""
    return 1e-12 * (1 + max(abs(score) for row in scores for score in row) ** 2)


def _interval(found: _MeanSquares, value: float) -> tuple[float, float]:
    """McGraw and Wong (1996), table 7, case 2A, ICC(A,1)."""
    n, k = found.subjects, found.raters
    of_raters = k * value / (n * (1 - value)) * found.between_raters
    of_rest = (1 + k * value * (n - 1) / (n * (1 - value))) * found.rest
    freedom = (of_raters + of_rest) ** 2 / (of_raters**2 / (k - 1) + of_rest**2 / ((n - 1) * (k - 1)))
    upper = 1 - (1 - CONFIDENCE) / 2
    error = k * found.between_raters + (k * n - k - n) * found.rest
    down = float(_special().fdtri(n - 1, freedom, upper))
    up = float(_special().fdtri(freedom, n - 1, upper))
    between = found.between_subjects
    return (
        n * (between - down * found.rest) / (down * error + n * between),
        n * (up * between - found.rest) / (error + n * up * between),
    )


@cache
def _special() -> Any:
    # scipy takes a second to import: whoever never asks for agreement should not wait for it.
    return import_module("scipy.special")
