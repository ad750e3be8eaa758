"""What the pages of stories show: the list by what must happen next, and one story with its ladder."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tuvurane.stories import queries
from tuvurane.stories.codes import Rung, State
from tuvurane.stories.rules.steps import Next, Step, next_step
from tuvurane.stories.thresholds import threshold

if TYPE_CHECKING:
    from tuvurane.stories.models import RungWord, Story
    from tuvurane.stories.queries import Stood
    from tuvurane.stories.rules.rungs import Standing

# What may be asked for: a rung that does not stand.
ASKABLE = (State.NONE, State.EXPIRED, State.WITHDRAWN)
HELD = (State.WAITS, State.READ_BACK, State.SHUT, State.IN_FORCE)


class Row(NamedTuple):
    """One story of the list."""

    story: "Story"
    next: Next
    in_force: int


class RungRow(NamedTuple):
    """One rung of the ladder as it is drawn; ``word``: the last thing that was said about it."""

    rung: Rung
    standing: "Standing"
    word: "RungWord | None"

    @property
    def held(self) -> bool:
        """Whether there is something to take back."""
        return self.standing.state in HELD


def step_of(stood: "Stood", on: date) -> Next:
    """What must happen next with a story."""
    return next_step(stood.rungs, stood.text, on=on, ends_soon_days=round(threshold("ends_soon_days").value))


def by_step(stories: Iterable["Story"], on: date) -> dict[str, list[Row]]:
    """The stories under what must happen next with each, the most pressing first; empty headings are left out."""
    found: dict[Step, list[Row]] = {step: [] for step in Step}
    for one in queries.stood(stories, on=on):
        step = step_of(one, on)
        found[step.step].append(Row(one.story, step, len(one.in_force)))
    return {step.value: rows for step, rows in found.items() if rows}


def ladder(stood: "Stood", words: Iterable["RungWord"]) -> list[RungRow]:
    """The rungs, the highest first, as a ladder stands. ``words`` come the latest first."""
    last: dict[str, RungWord] = {}
    for word in words:
        last.setdefault(word.rung, word)
    return [RungRow(rung, stood.rungs[rung], last.get(rung)) for rung in reversed(Rung)]


def askable(stood: "Stood") -> list[Rung]:
    """The rungs to which a yes can be said."""
    return [rung for rung, standing in stood.rungs.items() if standing.state in ASKABLE]


def confirmable(stood: "Stood", on: date) -> list[Rung]:
    """The rungs that can be confirmed with the text that is final today."""
    return [
        rung
        for rung, (state, day, _) in stood.rungs.items()
        if state is State.IN_FORCE or (state is State.READ_BACK and (day is None or day <= on))
    ]
