"""The path of stones: drawn the same each time, never by colour alone, small enough for a board."""

import re

import pytest

from tuvurane.groups.codes import Phase
from tuvurane.web.stones import STONES_IN_A_PATH, State, Stone, path_svg, sprite_svg, stone_svg


def path(held: int = 7, phase: str = "trust") -> list[Stone]:
    numbers = range(1, STONES_IN_A_PATH + 1)
    return [Stone(n, State.HELD, phase) if n <= held else Stone(n, State.COMING) for n in numbers]


def test_a_group_keeps_its_path_and_another_group_has_another_one():
    mine, again, other = (path_svg(path(), seed, "row", "Twiyubake") for seed in (7, 7, 8))

    assert mine == again
    assert mine != other


@pytest.mark.parametrize("phase", Phase)
def test_a_held_stone_carries_the_colour_and_the_sign_of_its_phase(phase):
    drawn = stone_svg(Stone(1, State.HELD, phase), seed=3)

    assert f'class="stone held {phase}"' in drawn
    assert f'href="#sign-{phase}"' in drawn
    assert f'id="sign-{phase}"' in sprite_svg()


@pytest.mark.parametrize("state", [State.LATE, State.COMING, State.MISSED])
def test_a_stone_that_was_not_held_carries_no_phase(state):
    drawn = stone_svg(Stone(9, state, "care"), seed=3)

    assert f'class="stone {state}"' in drawn
    assert "sign-care" not in drawn


def test_every_outline_that_a_path_points_to_stands_in_the_sprite():
    used = {
        name for seed in range(200) for name in re.findall(r'href="#([^"]+)"', path_svg(path(15), seed, "row", "x"))
    }

    assert used
    assert all(f'id="{name}"' in sprite_svg() for name in used)


def test_the_name_of_a_path_is_said_and_cannot_break_out():
    drawn = path_svg(path(), 1, "row", '<script>alert("x")</script>')

    assert 'role="img"' in drawn
    assert "<title>&lt;script&gt;" in drawn
    assert "<script" not in drawn


def test_a_stone_beside_its_words_is_silent():
    assert 'aria-hidden="true"' in stone_svg(Stone(1, State.HELD, "care"), seed=1)


def test_a_path_holds_no_style_and_fifty_of_them_stay_small():
    board = "".join(path_svg(path(seed % 16), seed * 7919, "row", f"Group {seed}") for seed in range(50))

    assert "style" not in board
    assert len(board) < 120_000
    assert board.count('class="stone') == 750
