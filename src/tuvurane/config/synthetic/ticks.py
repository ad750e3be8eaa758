"""From levels to ticks: behaviours of our rubric that come to a level by its rule."""

from collections.abc import Mapping
from functools import cache
from itertools import combinations

from tuvurane.config.synthetic.chance import Chance
from tuvurane.training.rules.rubrics import Competence, Kind, own

Levels = Mapping[str, int]
HARM = 1


class Ticking:
    """Draws what a rater ticked for the levels that they saw."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance

    @staticmethod
    def codes() -> tuple[str, ...]:
        """The competences of our rubric, in its order."""
        return tuple(competence.code for competence in own().competences)

    def of(self, levels: Levels) -> dict[str, tuple[str, ...]]:
        """Behaviours by competence; the rule draws the same levels from them."""
        return {code: self.chance.choice(_ways()[code][level]) for code, level in levels.items()}


@cache
def _ways() -> dict[str, dict[int, list[tuple[str, ...]]]]:
    """The ticks that come to each level, by competence."""
    return {competence.code: _ways_of(competence) for competence in own().competences}


def _ways_of(competence: Competence) -> dict[int, list[tuple[str, ...]]]:
    by_kind: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for behaviour in competence.behaviours:
        by_kind[behaviour.kind].append(behaviour.code)
    basic, advanced = tuple(by_kind[Kind.BASIC]), by_kind[Kind.ADVANCED]
    some = [part for size in range(1, len(basic)) for part in combinations(basic, size)]
    return {
        HARM: [(harmful, *part) for harmful in by_kind[Kind.HARMFUL] for part in some],
        2: some,
        3: [basic],
        4: [(*basic, *part) for size in range(1, len(advanced) + 1) for part in combinations(advanced, size)],
    }
