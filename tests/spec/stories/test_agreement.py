"""
Kappa and alpha against published worked examples.

Most sources print three or four decimals: beside each stands the exact fraction, worked out by hand from the same table.
"""

from fractions import Fraction

import numpy as np
import pytest

from tuvurane.stories.rules.agreement import Verdict, alpha, double_coded, kappa, verdict

# Krippendorff (2011), Computing Krippendorff's alpha-reliability (https://repository.upenn.edu/asc_papers/43), examples A,
# B and C, as software that was checked against the paper repeats them; C also stands in the documentation of the library
# krippendorff (0.743) and of R's irr (kripp.alpha, "the C data from Krippendorff"). A dot: not read by this coder.
BINARY_OF_TWO = ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]
NOMINAL_OF_TWO = ["a a b b d c c c e d d a", "b a b b b c c c e d d d"]
NOMINAL_OF_FOUR = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
# The computational example of https://en.wikipedia.org/wiki/Krippendorff's_alpha; the documentation of the library
# krippendorff prints six decimals for it.
NOMINAL_OF_THREE = [
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
]
# Cohen (1960), Educational and Psychological Measurement 20(1):37-46, table 2b: two judges, 200 cases. R's psych has the
# same table in proportions (cohen.kappa: "cohen reports .492").
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
# The example of SAS that the tests of statsmodels compare with (stats/tests/test_inter_rater.py): 0.4842.
SAS = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
# Anxiety of 20 people by the second and the third rater, the data of R's package irr: kappa2(anxiety[, 2:3]) prints
# -0.006289308, as the same tests of statsmodels hold it. Rows and columns: 1, 2, 3, 4, 6.
ANXIETY = [[0, 0, 1, 0, 0], [4, 0, 1, 0, 0], [2, 3, 3, 0, 0], [0, 2, 0, 1, 1], [1, 0, 0, 1, 0]]


def read(rows):
    """Each column of a published table as a story with one decision, by coder."""
    columns = zip(*(row.split() for row in rows), strict=True)
    return [[{f"coder {n}": value for n, value in enumerate(column) if value != "."}] for column in columns]


def pairs(table):
    """Each case of a published table as a story with one pair of values."""
    cells = [(str(one), str(other), n) for one, row in enumerate(table) for other, n in enumerate(row)]
    return [[(one, other)] for one, other, n in cells for _ in range(n)]


@pytest.mark.parametrize(
    ("rows", "published", "exact"),
    [
        (BINARY_OF_TWO, 0.095, Fraction(2, 21)),
        (NOMINAL_OF_TWO, 0.692, Fraction(155, 224)),
        (NOMINAL_OF_FOUR, 0.743, Fraction(113, 152)),
        (NOMINAL_OF_THREE, 0.691358, Fraction(56, 81)),
    ],
    ids=["A binary", "B nominal", "C missing values", "three coders"],
)
def test_alpha_is_what_is_published(rows, published, exact):
    found = alpha(read(rows), seed=1)

    assert found.value == pytest.approx(published, abs=5e-4)
    assert found.value == pytest.approx(float(exact), abs=1e-6)


@pytest.mark.parametrize(
    ("table", "published", "exact"),
    [
        (COHEN, 0.492, Fraction(29, 59)),
        (SAS, 0.4842, Fraction(107, 221)),
        (ANXIETY, -0.006289308, Fraction(-1, 159)),
    ],
    ids=["Cohen", "SAS", "irr"],
)
def test_kappa_is_what_is_published(table, published, exact):
    found = kappa(pairs(table), seed=1)

    assert found.value == pytest.approx(published, abs=5e-4)
    assert found.value == pytest.approx(float(exact), abs=1e-6)


def test_alpha_drawn_over_stories_is_the_alpha_of_the_library():
    """Where every draw is the whole, the limits are the value: our sums over stories and the library agree."""
    rows = read(NOMINAL_OF_FOUR)

    found = alpha([[unit for story in rows for unit in story], [unit for story in rows for unit in story]], seed=1)

    assert (found.low, found.high) == pytest.approx((found.value, found.value), abs=1e-9)


def test_kappa_drawn_over_stories_is_the_kappa_of_the_library():
    whole = [pair for story in pairs(COHEN) for pair in story]

    found = kappa([whole, whole], seed=1)

    assert (found.low, found.high) == pytest.approx((found.value, found.value), abs=1e-9)
    assert found.value == pytest.approx(29 / 59, abs=1e-9)


def test_the_same_seed_gives_the_same_interval():
    assert alpha(read(NOMINAL_OF_TWO), seed=7) == alpha(read(NOMINAL_OF_TWO), seed=7)


@pytest.mark.slow
def test_an_interval_holds_the_truth_about_as_often_as_it_claims():
    """Two coders agree on 80% by knowing and guess the rest: alpha is 0.8 in truth; 300 draws leave about 1.3 points."""
    draw = np.random.default_rng(2011)
    held = 0
    for seed in range(300):
        known, truth = draw.random(120) < 0.8, draw.integers(0, 2, (120, 2))
        given = np.where(known[:, None], truth[:, :1], truth).astype(str)
        found = alpha([[dict(zip("ab", row, strict=True))] for row in given], seed=seed, resamples=400)
        held += found.low <= 0.8 <= found.high

    assert 0.91 <= held / 300 <= 0.98


def test_decisions_about_one_story_go_together():
    """Ten copies of each decision are ten times the decisions and no more stories: the interval does not narrow."""
    once = read(NOMINAL_OF_TWO)

    repeated = alpha([story * 10 for story in once], seed=3)

    assert repeated.stories == len(once)
    assert repeated.high - repeated.low == pytest.approx(alpha(once, seed=3).high - alpha(once, seed=3).low, abs=0.05)


@pytest.mark.parametrize(
    "stories",
    [[], [[{"a": "x", "b": "y"}]], [[{"a": "x", "b": "x"}]] * 5, [[{"a": "x"}], [{"b": "y"}]]],
    ids=["nothing", "one story", "one same value throughout", "nothing read twice"],
)
def test_where_alpha_is_not_defined_there_is_none(stories):
    assert alpha(stories, seed=1) is None


@pytest.mark.parametrize("stories", [[], [[("x", "y")]], [[("x", "x")]] * 5], ids=["nothing", "one", "same"])
def test_where_kappa_is_not_defined_there_is_none(stories):
    assert kappa(stories, seed=1) is None


@pytest.mark.parametrize(
    ("value", "allows"),
    [
        (1.0, Verdict.RELIABLE),
        (0.80, Verdict.RELIABLE),
        (0.799, Verdict.TENTATIVE),
        (0.667, Verdict.TENTATIVE),
        (0.666, Verdict.RECODE),
        (-0.2, Verdict.RECODE),
    ],
)
def test_what_an_agreement_allows(value, allows):
    assert verdict(value, reliable=0.80, tentative=0.667) is allows


@pytest.mark.parametrize(
    ("stories", "twice"), [(0, 0), (12, 12), (30, 30), (31, 30), (150, 30), (151, 31), (155, 31), (1000, 200)]
)
def test_how_many_stories_two_people_read(stories, twice):
    """The greater of a fifth and thirty, and all where there are fewer."""
    assert double_coded(stories, share=0.2, least=30) == twice
