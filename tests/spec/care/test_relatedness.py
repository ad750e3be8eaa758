"""What stands of an adverse event, and until when it is judged."""

from datetime import UTC, datetime, timedelta

import pytest

from tuvurane.care.codes import Relatedness
from tuvurane.care.rules.relatedness import JudgingHours, is_settled, judged_by, standing

U, P, L = Relatedness.UNRELATED, Relatedness.POSSIBLE, Relatedness.LIKELY
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

# What two of the safeguarding role said, what somebody from outside said, and what stands.
STANDS = [
    ((), None, P),
    ((U,), None, P),
    ((P,), None, P),
    ((L,), None, L),
    ((U, U), None, U),
    ((U, P), None, P),
    ((P, U), None, P),
    ((U, L), None, L),
    ((L, P), None, L),
    ((), U, U),
    ((L, L), U, U),
    ((U, U), L, L),
    ((L,), P, P),
]


@pytest.mark.parametrize(("judged", "outside", "stands"), STANDS)
def test_the_graver_of_two_stands_until_somebody_from_outside_decides(judged, outside, stands):
    assert standing(judged, outside) is stands


@pytest.mark.parametrize(
    ("judged", "outside", "settled"), [(0, None, False), (1, None, False), (2, None, True), (0, U, True), (1, L, True)]
)
def test_two_judge_or_one_from_outside(judged, outside, settled):
    assert is_settled(judged, outside) is settled


@pytest.mark.parametrize(("serious", "hours"), [(True, 24), (False, 72)])
def test_the_clock_is_shorter_for_what_is_serious(serious, hours):
    by = judged_by(JudgingHours(serious=24, other=72), recorded_at=NOW, serious=serious)

    assert by == NOW + timedelta(hours=hours)
