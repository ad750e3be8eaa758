"""The circle: everyone sits in it, and the facilitators opposite each other."""

import re

import pytest

from tuvurane.web.circle import circle_svg


def middles(drawn: str, look: str) -> list[tuple[float, float]]:
    found = re.findall(rf'<circle class="{look}" cx="([\d.]+)" cy="([\d.]+)"', drawn)
    return [(float(x), float(y)) for x, y in found]


@pytest.mark.parametrize("members", [0, 1, 9, 12, 15])
def test_everyone_has_a_seat(members):
    drawn = circle_svg(["AN", "BN"], [str(seat) for seat in range(1, members + 1)], "Twiyubake")

    assert len(middles(drawn, "seat")) == members
    assert len(middles(drawn, "seat leads")) == 2


def test_two_facilitators_sit_opposite_each_other():
    (first_x, first_y), (second_x, second_y) = middles(circle_svg(["AN", "BN"], list("123456"), "x"), "seat leads")

    assert first_x == pytest.approx(second_x)
    assert first_y + second_y == pytest.approx(320)


def test_an_empty_circle_is_drawn_too():
    assert "<title>Nobody yet</title>" in circle_svg([], [], "Nobody yet")


def test_what_stands_on_a_seat_cannot_break_out():
    assert "<b>" not in circle_svg(["<b>"], [], "<b>")
