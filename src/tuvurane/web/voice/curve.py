"""
The curve of a vote, drawn as SVG: the share of good stones by session with its interval, the phases beneath.

Pure: no models, no clock. Colour and size of letters come from the style sheet by class, so that a small
screen has larger ones. What may not be shown has no mark, or one that tells nothing but that it is there.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tuvurane.groups.codes import SESSIONS
from tuvurane.web.stones import CELL, Stone, stones_in_a_row

LEFT, TOP, TALL, FOOT = 70.0, 14.0, 200.0, 34.0
WIDE = LEFT + CELL * SESSIONS
NUMBERED = (1, 5, 10, 15)


class Point(NamedTuple):
    """
    A share (0..1) with its interval, of the sessions from ``first`` to ``last``.

    ``share`` None: the totals are not shown, and the group needs a visit.
    """

    first: int
    last: int
    share: float | None
    low: float = 0.0
    high: float = 1.0

    @property
    def x(self) -> float:
        """Where its middle lies."""
        return (_x(self.first) + _x(self.last)) / 2


def curve_svg(
    points: Sequence[Point],
    *,
    name: str,
    told: str,
    limit: float | None = None,
    stones: Sequence[Stone] = (),
    seed: int = 0,
) -> SafeString:
    """
    The curve of one question, named ``name`` and told in words by ``told`` for those who do not see it.

    ``limit`` draws the share below which somebody is asked to look; ``stones`` lie beneath their sessions.
    """
    shown = [point for point in points if point.share is not None]
    parts = [
        _frame(limit),
        *(_hidden(point) for point in points if point.share is None),
        *(_run(run) for run in _runs(shown)),
        *(_mark(point) for point in shown),
        _stones(stones, seed),
        _numbers(with_stones=bool(stones)),
    ]
    tall = _y(0) + (CELL if stones else 0) + FOOT
    return mark_safe(  # noqa: S308 - what is foreign, the name and what is told, is escaped
        f'<svg class="curve" viewBox="0 0 {WIDE:g} {tall:g}" role="img" focusable="false">'
        f"<title>{escape(name)}</title><desc>{escape(told)}</desc>{''.join(parts)}</svg>"
    )


def _x(number: int) -> float:
    return LEFT + CELL * (number - 0.5)


def _y(share: float) -> float:
    return TOP + TALL * (1 - share)


def _frame(limit: float | None) -> str:
    lines = "".join(f'<path class="line" d="M{LEFT:g} {_y(at):g}H{WIDE:g}"/>' for at in (0, 0.5, 1))
    labels = "".join(
        f'<text class="scale" x="{LEFT - 10:g}" y="{_y(at):g}">{round(at * 100)}</text>' for at in (0, 0.5, 1)
    )
    drawn = "" if limit is None else f'<path class="limit" d="M{LEFT:g} {_y(limit):g}H{WIDE:g}"/>'
    return lines + labels + drawn


def _hidden(point: Point) -> str:
    """A column over the whole scale: wherever the share lies, nobody reads it here."""
    x, wide = _x(point.first) - CELL / 2 + 4, _x(point.last) - _x(point.first) + CELL - 8
    ring = f'<circle class="visit" cx="{point.x:g}" cy="{_y(0.5):g}" r="9"/>'
    return f'<rect class="unseen" x="{x:g}" y="{_y(1):g}" width="{wide:g}" height="{TALL:g}"/>{ring}'


def _runs(shown: Iterable[Point]) -> list[list[Point]]:
    """The points that follow one another without a gap."""
    runs: list[list[Point]] = []
    for point in shown:
        if runs and point.first == runs[-1][-1].last + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _run(run: Sequence[Point]) -> str:
    """The band of the intervals, and the line through the shares; of a single session an upright bar."""
    if any(point.first != point.last for point in run):
        return "".join(_pooled(point) for point in run)
    edge = 6 if len(run) == 1 else 0
    corners = [(point.x + side, point.low) for point in run for side in ((-edge, edge) if edge else (0,))]
    corners += [(point.x - side, point.high) for point in reversed(run) for side in ((-edge, edge) if edge else (0,))]
    band = "L".join(f"{x:g} {_y(share):.1f}" for x, share in corners)
    joins = "".join(
        f'<path class="through" d="M{one.x:g} {_y(one.share or 0):.1f}L{next_one.x:g} {_y(next_one.share or 0):.1f}"/>'
        for one, next_one in pairwise(run)
    )
    return f'<path class="band" d="M{band}Z"/>{joins}'


def _pooled(point: Point) -> str:
    """Sessions read together: a block as wide as they are."""
    x, wide = _x(point.first) - CELL / 2 + 3, _x(point.last) - _x(point.first) + CELL - 6
    block = f'<rect class="band" x="{x:g}" y="{_y(point.high):.1f}" width="{wide:g}" height="{TALL * (point.high - point.low):.1f}"/>'
    return f'{block}<path class="through" d="M{x:g} {_y(point.share or 0):.1f}h{wide:g}"/>'


def _mark(point: Point) -> str:
    return f'<circle class="share" cx="{point.x:g}" cy="{_y(point.share or 0):.1f}" r="7"/>'


def _stones(stones: Sequence[Stone], seed: int) -> str:
    return f'<g transform="translate({LEFT:g} {_y(0) + 6:g})">{stones_in_a_row(stones, seed)}</g>' if stones else ""


def _numbers(*, with_stones: bool) -> str:
    y = _y(0) + (CELL if with_stones else 0) + FOOT - 6
    return "".join(f'<text class="numbered" x="{_x(number):g}" y="{y:g}">{number}</text>' for number in NUMBERED)
