"""
The path of fifteen stones, drawn as SVG: one stone a session, coloured by the phase judged.

Pure: no Django models, no clock. Every page carries the sprite (``sprite_svg``) once; each path only
points into it, so a board of fifty paths stays small and quick. Colour comes from the style sheet by
class; each phase also carries its own small sign, so that colour is never alone.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

STONES_IN_A_PATH = 15
CELL = 40.0  # one stone sits in a square of this many units
SHAPES = 12
SIGNS = {
    "safety": "M-8 1 L0 -6.5 L8 1 M-5 1 V6 M5 1 V6",  # a roof
    "trust": "M1.4 0 a4.7 4.7 0 1 1 -.01 -.3 M7.9 0 a4.7 4.7 0 1 1 -.01 -.3",  # two that meet
    "care": "M2.9 -2 a2.9 2.9 0 1 1 -.01 -.2 M-7.4 -1.5 C-7 8 7 8 7.4 -1.5",  # a nest about an egg
    "respect": "M-6.5 -3 H6.5 M-6.5 3 H6.5",  # two lines of one length
    "new_orientations": "M0 7 V-1 M0 1 C-7 1 -7 -6 -7 -6 C-1 -6 0 -3 0 1 C0 -4 3 -6 7 -6 C7 -1 4 1 0 1",  # a seedling
    "memories": "M0 .5 a2 2 0 0 1 2 2 a4 4 0 0 1 -8 -1 a6 6 0 0 1 12 -1 a7 7 0 0 1 -1 4",  # a shell
}


class State(StrEnum):
    """What a stone shows: a session held, one whose day has passed, one still to come, a week missed."""

    HELD = "held"
    LATE = "late"
    COMING = "coming"
    MISSED = "missed"


class Stone(NamedTuple):
    """One session on the path: its number, its state, and the phase and day once it was held."""

    number: int
    state: str
    phase: str | None = None
    on: str | None = None


def _pebble(shape: int) -> str:
    """One closed, slightly uneven outline: a smooth curve through nine points about an ellipse."""
    points = []
    for corner in range(9):
        angle = 2 * math.pi * corner / 9
        uneven = 1 + 0.055 * math.cos(2 * angle + shape * 2.4) + 0.04 * math.cos(3 * angle - shape * 1.3)
        points.append((16.2 * uneven * math.cos(angle), 14.6 * uneven * math.sin(angle)))
    curve = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for at in range(9):
        before, start, end, after = (points[(at + step) % 9] for step in (-1, 0, 1, 2))
        handles = (
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
        )
        curve.append("C" + " ".join(f"{value:.1f}" for value in (*handles, *end)))
    return "".join(curve) + "Z"


def _sprite() -> str:
    pebbles = "".join(f'<path id="pebble-{shape}" d="{_pebble(shape)}"/>' for shape in range(SHAPES))
    signs = "".join(f'<path id="sign-{phase}" d="{drawing}"/>' for phase, drawing in SIGNS.items())
    return f'<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false"><defs>{pebbles}{signs}</defs></svg>'


_SPRITE = mark_safe(_sprite())  # noqa: S308 - built from the constants above, no word of a person in it


def sprite_svg() -> SafeString:
    """The outlines that all paths of a page share; stands once in the page."""
    return _SPRITE


@lru_cache(maxsize=4096)
def _geometry(seed: int, number: int) -> tuple[float, int, int]:
    """Where one stone lies: its drop in units (-3 to 3), its turn in degrees (-24 to 24), its shape."""
    turned = (seed * 2654435761 + number * 40503 + (seed ^ number) * 69069) & 0xFFFFFFFF
    turned ^= turned >> 15
    drop = 3 * math.sin(seed + number * 0.8)
    return drop, turned % 49 - 24, (turned >> 7) % SHAPES


@lru_cache(maxsize=16384)
def _drawn(seed: int, number: int, state: str, phase: str | None, centre: float) -> str:
    drop, turn, shape = _geometry(seed, number)
    held = state == State.HELD
    look = f"stone {state} {phase}" if held and phase else f"stone {state}"
    sign = f'<use href="#sign-{phase}" class="sign"/>' if held and phase in SIGNS else ""
    crossed = '<path class="sign" d="M-9 7 L9 -7"/>' if state == State.MISSED else ""
    return (
        f'<g class="{look}" transform="translate({centre:g} {20 + drop:.1f})">'
        f'<use href="#pebble-{shape}" transform="rotate({turn})"/>{sign}{crossed}</g>'
    )


def path_svg(stones: Sequence[Stone], seed: int, size: str, label: str) -> SafeString:
    """
    The path as one picture, named ``label`` for those who do not see it.

    ``size`` is a class of the style sheet (``row`` or ``page``). The same stones and seed always give
    the same drawing.
    """
    return _framed(stones_in_a_row(stones, seed), CELL * max(len(stones), 1), f"path {size}", label)


def stones_in_a_row(stones: Sequence[Stone], seed: int) -> str:
    """The stones of a path, each in its square, for a picture that shows more than the path."""
    held_seed = seed % 1009
    return "".join(
        _drawn(held_seed, stone.number, stone.state, stone.phase, CELL * at + CELL / 2)
        for at, stone in enumerate(stones)
    )


def stone_svg(stone: Stone, seed: int, label: str = "") -> SafeString:
    """One stone by itself, for a list that says in words what it is (then without a name of its own)."""
    return _framed(_drawn(seed % 1009, stone.number, stone.state, stone.phase, CELL / 2), CELL, "path one", label)


def _framed(drawn: str, width: float, look: str, label: str) -> SafeString:
    named = 'role="img"' if label else 'aria-hidden="true"'
    title = f"<title>{escape(label)}</title>" if label else ""
    return mark_safe(  # noqa: S308 - the only foreign text, the label, is escaped above
        f'<svg class="{look}" viewBox="0 0 {width:g} {CELL:g}" {named} focusable="false">{title}{drawn}</svg>'
    )
