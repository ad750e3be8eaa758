"""Reliable change against published and hand-worked numbers."""

import pytest

from tuvurane.evidence import effects
from tuvurane.measures.scoring import instrument_named


@pytest.mark.parametrize(
    ("sex", "alpha", "points"),
    # By hand: 1.96 * sqrt(2) * 5.05 = 13.9979; times sqrt(1 - 0.85) = 0.387298 and sqrt(1 - 0.81) = 0.435890.
    [("F", 0.85, 5.42), ("M", 0.81, 6.10)],
)
def test_srq20_in_rwanda(sex, alpha, points):
    """SD 5.05: Scholte et al. 2011, PLoS ONE 6(8):e21819. Alphas: Scholte et al. 2011, BMC Med Res Methodol 11:116."""
    rule = effects.yardstick(instrument_named("srq20")).rule_for(sex)

    assert rule.details["reliability"] == alpha
    assert rule.points == pytest.approx(points, abs=0.005)


def test_the_standard_error_of_difference_of_jacobson_and_truax():
    """
    Jacobson and Truax (1991), J Consult Clin Psychol 59:12-19, their worked case.

    SD 7.5 and reliability 0.80 give a standard error of measurement of 3.35 and of difference of
    4.74; a fall from 47.5 to 32.5 is then an index of 3.16. Worked again by hand:
    7.5 * sqrt(0.2) = 3.3541; * sqrt(2) = 4.7434; 15 / 4.7434 = 3.1623.
    """
    one_error_of_difference = effects.reliable_points(sd=7.5, reliability=0.80, z=1)

    assert one_error_of_difference == pytest.approx(4.74, abs=0.005)
    assert (47.5 - 32.5) / one_error_of_difference == pytest.approx(3.16, abs=0.005)


def test_a_perfect_instrument_sees_every_change_and_a_useless_one_only_chance():
    perfect, useless = (effects.reliable_points(sd=5, reliability=r, z=1.96) for r in (1.0, 0.0))

    assert perfect == 0
    assert useless == pytest.approx(1.96 * 5 * 2**0.5)
