"""The change of a cohort against a paired t interval, another program, and simulated truths."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd  # type: ignore[import-untyped] # it comes with statsmodels and ships no types
import pytest
from scipy.stats import t as student
from scipy.stats import ttest_1samp
from statsmodels.regression.mixed_linear_model import MixedLM

from tuvurane.training.rules.change import CohortChange, Score, cohort_change

TRUTH = 0.5
COHORTS = 100


class Raters(NamedTuple):
    """Who rated at the start and who at the end, and how many of them saw each trainee."""

    before: str
    after: str
    each: int = 1


def draw(
    rng: np.random.Generator,
    raters: Raters,
    *,
    trainees: int,
    severity: float,
    occasion: float = 0.0,
    truth: float = TRUTH,
) -> list[Score]:
    """A cohort whose trainees differ, whose raters are more or less severe, and who have good and bad days."""
    severe = {rater: rng.normal(0, severity) for rater in sorted({*raters.before, *raters.after})}
    scores = []
    for trainee in range(trainees):
        level = rng.normal(2, 0.4)
        for after, on_duty in ((False, raters.before), (True, raters.after)):
            day = rng.normal(0, occasion)
            # Who rates whom at the end does not follow from who rated at the start.
            start = trainee + (trainee // len(raters.before) if after else 0)
            for turn in range(raters.each):
                rater = on_duty[(start + turn) % len(on_duty)]
                seen = level + day + severe[rater] + truth * after + rng.normal(0, 0.3)
                scores.append(Score(f"t{trainee}", rater, after, seen))
    return scores


def changes_of(scores: Sequence[Score]) -> list[float]:
    """Each trainee's mean at the end minus that at the start: what a naive comparison looks at."""
    seen: dict[str, dict[bool, list[float]]] = {}
    for score in scores:
        seen.setdefault(score.trainee, {}).setdefault(score.after, []).append(score.value)
    return [float(np.mean(values[True]) - np.mean(values[False])) for values in seen.values()]


def holds(change: CohortChange | None) -> bool:
    """Whether the interval of a change holds the truth."""
    assert change is not None
    assert change.low is not None
    return change.low <= TRUTH <= (change.high or 0)


def width(change: CohortChange | None) -> float:
    """How wide the interval of a change is."""
    assert change is not None
    assert change.low is not None
    return (change.high or 0) - change.low


def paired_interval(scores: Sequence[Score]) -> tuple[float, float]:
    """The 95% t interval of those changes."""
    changes = changes_of(scores)
    reach = student.ppf(0.975, len(changes) - 1) * np.std(changes, ddof=1) / len(changes) ** 0.5
    return float(np.mean(changes) - reach), float(np.mean(changes) + reach)


def test_with_one_rater_throughout_it_is_the_paired_t_interval():
    """The rater's severity cancels, and Kenward and Roger's interval is exact for this design."""
    scores = draw(np.random.default_rng(7), Raters("A", "A"), trainees=14, severity=0.5)

    found = cohort_change(scores)

    changes = changes_of(scores)
    exact = ttest_1samp(changes, 0).confidence_interval(0.95)
    assert found.estimate == pytest.approx(float(np.mean(changes)), abs=1e-6)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-6)
    assert found.told_apart


def test_crossed_effects_are_fitted_as_another_program_fits_them():
    """The mixed model of statsmodels with trainees and raters as variance components, REML, on the same scores."""
    scores = draw(np.random.default_rng(11), Raters("ABC", "BCDE"), trainees=24, severity=0.4)
    table = pd.DataFrame(scores)
    table["all"] = 1
    model = MixedLM.from_formula(
        "value ~ after",
        groups="all",
        re_formula="0",
        vc_formula={"trainee": "0 + C(trainee)", "rater": "0 + C(rater)"},
        data=table,
    )

    fitted = model.fit(reml=True, method="powell")

    assert cohort_change(scores).estimate == pytest.approx(float(fitted.fe_params["after[T.True]"]), abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("raters", "trainees", "severity", "naive_at_most"),
    [
        pytest.param(Raters("ABC", "DEF"), 16, 0.3, 0.80, id="three raters at the start, three others at the end"),
        pytest.param(Raters("AB", "BC"), 16, 0.3, 0.85, id="two and two, one of them at both"),
        pytest.param(Raters("ABCD", "ABCD"), 16, 0.3, 1.0, id="the same four"),
        pytest.param(Raters("ABC", "DEF", 2), 12, 0.3, 0.85, id="two see each trainee"),
    ],
)
def test_the_interval_holds_the_truth_and_the_estimate_is_not_off(raters, trainees, severity, naive_at_most):
    """
    Simulated truth, fixed seed: 100 cohorts; binomial error of the rate is about 2.2 points.

    Few raters leave wide intervals, rather than ones that are sure of too much. A paired t interval, shown beside,
    misses the truth where the raters changed.
    """
    rng = np.random.default_rng(20261122)
    estimates, held, naive = [], 0, 0
    for _ in range(COHORTS):
        scores = draw(rng, raters, trainees=trainees, severity=severity, occasion=0.15 if raters.each > 1 else 0.0)
        found = cohort_change(scores)
        estimates.append(found.estimate)
        held += holds(found)
        low, high = paired_interval(scores)
        naive += low <= TRUTH <= high

    error = float(np.std(estimates, ddof=1)) / COHORTS**0.5
    assert abs(np.mean(estimates) - TRUTH) <= 3 * error
    assert held / COHORTS >= 0.90
    assert naive / COHORTS <= naive_at_most


@pytest.mark.slow
def test_it_is_no_wider_than_it_must_be_where_raters_stay():
    """With the same raters at both ends their severity cancels: the interval is about that of the pairs."""
    rng = np.random.default_rng(4)
    ratios = []
    for _ in range(30):
        scores = draw(rng, Raters("ABCD", "ABCD"), trainees=20, severity=0.3)
        found = cohort_change(scores)
        low, high = paired_interval(scores)
        ratios.append(width(found) / (high - low))

    assert float(np.median(ratios)) < 1.0
