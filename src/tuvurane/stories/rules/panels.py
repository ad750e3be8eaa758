"""Which stories come before which panel: what one circle chose goes up to the next. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from tuvurane.stories.codes import LEVELS, Level


class Seen(NamedTuple):
    """One panel that a story was before; ``chosen``: None while that panel has not chosen yet."""

    level: Level
    chosen: bool | None


def may_come_before(level: Level, *, told_in_circle: bool, seen: Sequence[Seen]) -> bool:
    """
    Whether a story may be put before a panel of this level.

    A circle reads its own stories. A commune reads what its circles chose, and what no panel has read yet; above, only
    what was chosen on the level where it was read last. Nothing is read twice on one level, nor sent down again.
    """
    rank = LEVELS.index(level)
    if any(LEVELS.index(one.level) >= rank for one in seen):
        return False
    if not seen:
        return level == Level.COMMUNE or (level == Level.GROUP and told_in_circle)
    last = max(seen, key=lambda one: LEVELS.index(one.level))
    return last.chosen is True
