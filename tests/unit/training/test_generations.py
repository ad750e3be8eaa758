"""Through how many hands the method came."""

import pytest

from tuvurane.training.rules.generations import generation_after


@pytest.mark.parametrize(
    ("trainers", "elsewhere", "generation"),
    [
        pytest.param([], True, 1, id="only trainers from elsewhere"),
        pytest.param([1], False, 2, id="one of ours"),
        pytest.param([1, 3, 2], False, 4, id="the most distant counts"),
        pytest.param([1, 3], True, 4, id="others beside ours change nothing"),
        pytest.param([1, None], True, None, id="one of ours whose own nobody knows"),
        pytest.param([], False, None, id="nobody named"),
    ],
)
def test_a_course_is_one_generation_after_its_most_distant_trainer(trainers, elsewhere, generation):
    assert generation_after(trainers, taught_elsewhere=elsewhere) == generation
