"""The circle: everyone of a group sits in one, facilitators included. Drawn as SVG; pure."""

import math
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

SIDE = 320
RADIUS = 122
SEAT = 19


def circle_svg(leading: Sequence[str], seats: Sequence[str], label: str) -> SafeString:
    """
    The circle as one picture, named ``label``; the list beside it says the same in words.

    ``leading`` and ``seats`` hold what stands on each seat (a few signs). Facilitators sit opposite
    each other, in ink; the others fill the places between.
    """
    order = _order(list(leading), list(seats))
    drawn = "".join(_seat(at, len(order), text, leads=leads) for at, (text, leads) in enumerate(order))
    return mark_safe(  # noqa: S308 - what comes from people is escaped
        f'<svg class="circle" viewBox="0 0 {SIDE} {SIDE}" role="img" focusable="false"><title>{escape(label)}</title>'
        f'<circle class="ring" cx="{SIDE // 2}" cy="{SIDE // 2}" r="{RADIUS}"/>{drawn}</svg>'
    )


def _order(leading: list[str], seats: list[str]) -> list[tuple[str, bool]]:
    """Who sits where, clockwise from the top: each facilitator at the head of an equal share of the seats."""
    shares = max(len(leading), 1)
    order: list[tuple[str, bool]] = []
    for share in range(shares):
        order += [(leading[share], True)] if share < len(leading) else []
        order += [(seat, False) for seat in seats[len(seats) * share // shares : len(seats) * (share + 1) // shares]]
    return order


def _seat(at: int, of: int, text: str, *, leads: bool) -> str:
    angle = 2 * math.pi * at / of - math.pi / 2
    x, y = SIDE / 2 + RADIUS * math.cos(angle), SIDE / 2 + RADIUS * math.sin(angle)
    look, words = ("seat leads", "leads-text") if leads else ("seat", "seat-text")
    return (
        f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{SEAT}"/>'
        f'<text class="{words}" x="{x:.1f}" y="{y + 4:.1f}">{escape(text)}</text>'
    )
