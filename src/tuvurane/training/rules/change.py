"""
How far a cohort changed from the start of a course to its end. Pure: no database, no clock.

The interval must hold for other trainees and other raters than those who happened to be there. A paired
t interval takes the severity of a rater who came only at the end for a change of the cohort.
"""

from collections.abc import Hashable, Iterable, Sequence
from functools import cache, lru_cache
from importlib import import_module
from math import sqrt
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CONFIDENCE = 0.95
_WIDEST = 100.0  # no source of variation spreads more than so many times as far as what is left
_NOTHING = 1e-12  # a variance below this is the noise of floating numbers


class Score(NamedTuple):
    """What one rater saw of one trainee, before the course or after it: a mean of levels, 1..4."""

    trainee: str
    rater: str
    after: bool
    value: float


class CohortChange(NamedTuple):
    """
    The mean change of a cohort in levels (-3..3), its 95% interval, and what it rests on.

    ``before`` and ``after`` are plain means over the trainees. The interval is None where the raters
    cannot be told apart from the occasion (``told_apart`` is False: one rater before and another one
    after), and where everyone changed by exactly as much.
    """

    estimate: float
    low: float | None
    high: float | None
    trainees: int
    raters: int
    before: float
    after: float
    told_apart: bool = True


class _Model(NamedTuple):
    """Scores as a table: the values, (1, after), and for each source of variation which scores share it."""

    values: Floats
    fixed: Floats
    shared: tuple[Floats, ...]


class _Fit(NamedTuple):
    """
    Generalised least squares for one guess at the spreads, each beside that of the rest.

    ``criterion``: twice the negative restricted log-likelihood but for a constant. ``rest``: the
    variance of what is left.
    """

    criterion: float
    coefficients: Floats
    rest: float


def cohort_change(scores: Iterable[Score]) -> CohortChange | None:
    """
    The mean change of the trainees who were seen before and after; None below two of them.

    A linear mixed model with crossed random effects of trainees and of raters, and of the trainee on
    one occasion where several raters saw the same; restricted maximum likelihood. Variance and degrees
    of freedom of the t interval are those of Kenward and Roger (1997), Biometrics 53(3), 983-997, which
    allow for spreads that few raters leave uncertain. Checked by simulation, see the page on growth.
    Kept by its scores: whoever opens a cohort's page again need not wait for the same search.
    """
    return _changed(tuple(sorted(scores)))


@lru_cache(maxsize=512)
def _changed(scores: tuple[Score, ...]) -> CohortChange | None:
    both = {score.trainee for score in scores if score.after} & {score.trainee for score in scores if not score.after}
    rows = [score for score in scores if score.trainee in both]
    if len(both) < 2:
        return None
    model, raters = _model(rows), len({row.rater for row in rows})
    told_apart = raters == 1 or _raters_compare(model.fixed, rows)
    spreads = _likeliest(model)
    fit = _fitted(model, spreads)
    reach = _reach(model, spreads) * sqrt(fit.rest) if told_apart and fit.rest > _NOTHING else None
    change = float(fit.coefficients[1])
    low, high = (None, None) if reach is None else (change - reach, change + reach)
    before, after = (_mean([row for row in rows if row.after is when]) for when in (False, True))
    return CohortChange(change, low, high, len(both), raters, before, after, told_apart)


def _mean(rows: Sequence[Score]) -> float:
    """The mean over trainees of what their raters saw on average."""
    by_trainee: dict[str, list[float]] = {}
    for row in rows:
        by_trainee.setdefault(row.trainee, []).append(row.value)
    return fmean(map(fmean, by_trainee.values()))


def _model(rows: Sequence[Score]) -> _Model:
    fixed = np.column_stack([np.ones(len(rows)), [float(row.after) for row in rows]])
    shared = [_alike([row.trainee for row in rows])]
    if _raters_compare(fixed, rows):
        shared.append(_alike([row.rater for row in rows]))
    occasions = [(row.trainee, row.after) for row in rows]
    if len(set(occasions)) < len(rows):
        shared.append(_alike(occasions))
    return _Model(np.array([row.value for row in rows]), fixed, tuple(shared))


def _columns(labels: Sequence[Hashable]) -> Floats:
    """One column of 0 and 1 for each label."""
    place = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    columns = np.zeros((len(labels), len(place)))
    columns[np.arange(len(labels)), [place[label] for label in labels]] = 1
    return columns


def _alike(labels: Sequence[Hashable]) -> Floats:
    columns = _columns(labels)
    return columns @ columns.T


def _raters_compare(fixed: Floats, rows: Sequence[Score]) -> bool:
    """Whether some raters can be compared; not so where each occasion had one."""
    raters = _columns([row.rater for row in rows])
    return bool(np.linalg.matrix_rank(np.column_stack([fixed, raters])) > fixed.shape[1])


def _likeliest(model: _Model) -> Floats:
    """The spread of each source beside that of the rest, by restricted maximum likelihood."""
    found: Floats = (
        _scipy("optimize")
        .minimize(
            lambda spreads: _fitted(model, spreads).criterion,
            np.ones(len(model.shared)),
            method="L-BFGS-B",
            bounds=[(0.0, _WIDEST)] * len(model.shared),
        )
        .x
    )
    return found


def _covariance(model: _Model, spreads: Floats) -> Floats:
    """How the scores vary together, in units of the variance of the rest."""
    covariance = np.eye(len(model.values))
    for spread, together in zip(spreads, model.shared, strict=True):
        covariance += spread**2 * together
    return covariance


def _fitted(model: _Model, spreads: Floats) -> _Fit:
    root = np.linalg.cholesky(_covariance(model, spreads))
    whitened = np.linalg.solve(root, np.column_stack([model.fixed, model.values]))
    fixed, values = whitened[:, :-1], whitened[:, -1]
    information = fixed.T @ fixed
    coefficients = np.linalg.solve(information, fixed.T @ values)
    left = values - fixed @ coefficients
    freedom = len(values) - model.fixed.shape[1]
    rest = max(float(left @ left) / freedom, _NOTHING)
    spread_out = 2 * np.log(np.diag(root)).sum() + np.linalg.slogdet(information)[1]
    return _Fit(float(freedom * np.log(rest) + spread_out), coefficients, rest)


def _reach(model: _Model, spreads: Floats) -> float:
    """Half the width of the interval in units of the rest's spread, after Kenward and Roger (1997), section 2."""
    precision = np.linalg.inv(_covariance(model, spreads))
    weighted = precision @ model.fixed
    naive = np.linalg.inv(model.fixed.T @ weighted)
    sources = [np.eye(len(model.values)), *model.shared]
    projected = [(precision - weighted @ naive @ weighted.T) @ source for source in sources]
    expected = np.array([[0.5 * np.sum(one * other.T) for other in projected] for one in projected])
    uncertain = np.linalg.pinv(expected)  # of the variances; a source that nothing tells about adds nothing
    slopes = [weighted.T @ source @ weighted for source in sources]
    gradient = np.array([(naive @ slope @ naive)[1, 1] for slope in slopes])
    missing = sum(
        uncertain[i, j] * (weighted.T @ one @ precision @ other @ weighted - slopes[i] @ naive @ slopes[j])
        for i, one in enumerate(sources)
        for j, other in enumerate(sources)
    )
    variance = float((naive + 2 * naive @ missing @ naive)[1, 1])
    freedom = max(1.0, 2 * float(naive[1, 1]) ** 2 / float(gradient @ uncertain @ gradient))
    return float(_scipy("special").stdtrit(freedom, 1 - (1 - CONFIDENCE) / 2)) * sqrt(variance)


@cache
def _scipy(part: str) -> Any:
    # It takes seconds to import: whoever never asks for a change should not wait for it.
    return import_module(f"scipy.{part}")
