"""The intraclass correlation within interviewers agrees with published tables and with another way to reckon it."""

import random

import pytest

from tuvurane.measures.rules.interviewers import intraclass

# Shrout and Fleiss (1979), Psychological Bulletin 86:420-428, table 2: six targets, four judges.
TARGETS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]


def test_the_table_of_shrout_and_fleiss():
    found = intraclass([TARGETS])

    # Their table 4: ICC(1,1) = .17; the interval is that of the package psych for R (Revelle), function ICC.
    assert found.value == pytest.approx(0.166, abs=0.001)
    assert (found.low, found.high) == pytest.approx((-0.133, 0.723), abs=0.001)


def test_classes_of_unequal_size_agree_with_the_mean_squares_of_statsmodels():
    anova = pytest.importorskip("statsmodels.stats.anova")
    formula = pytest.importorskip("statsmodels.formula.api")
    pandas = pytest.importorskip("pandas")
    draw = random.Random(3)
    classes = [[draw.gauss(shift, 2) for _ in range(size)] for shift, size in ((0, 5), (1, 9), (3, 4), (-1, 12))]
    rows = [(name, value) for name, values in enumerate(classes) for value in values]
    frame = pandas.DataFrame(rows, columns=["who", "total"])
    table = anova.anova_lm(formula.ols("total ~ C(who)", frame).fit())
    between, within = table["mean_sq"]
    people = len(rows)
    size = (people - sum(len(one) ** 2 for one in classes) / people) / (len(classes) - 1)

    found = intraclass([classes])

    assert found.value == pytest.approx((between - within) / (between + (size - 1) * within))
    assert (found.classes, found.people) == (4, 30)


def test_what_differs_between_areas_is_not_the_interviewers():
    draw = random.Random(5)
    areas = [[[draw.gauss(far, 1) for _ in range(8)] for _ in range(4)] for far in (0, 50, 100)]

    assert intraclass(areas).value < 0.2
    assert intraclass([[one for area in areas for one in area]]).value > 0.9
