"""
From the behaviours that were ticked to a level of 1 to 4. Nobody types a level.

The rule is that of the assessments of competence that score by observable behaviours, as proposed for
this programme: harm counts first, and a higher level needs every basic behaviour.
"""

from collections.abc import Collection, Mapping, Sequence

from tuvurane.training import problems
from tuvurane.training.rules.rubrics import Competence, Kind, Rubric

HARM = 1
SAFE = 2


def level_of(ticked: Collection[str], competence: Competence) -> int | None:
    """
    The level of one competence: 1 where anything harmful was seen, however much else.

    4 where all basic behaviours and at least one advanced one were seen, 3 where all basic ones, 2
    where only some behaviours. None where nothing was ticked: it was not seen. Raises BehaviourUnknown.
    """
    seen = set(ticked)
    by_kind = {kind: {behaviour.code for behaviour in competence.behaviours if behaviour.kind == kind} for kind in Kind}
    for code in sorted(seen.difference(*by_kind.values())):
        raise problems.BehaviourUnknown(competence=competence.code, behaviour=code)
    if not seen:
        return None
    if seen & by_kind[Kind.HARMFUL]:
        return HARM
    if not by_kind[Kind.BASIC] <= seen:
        return SAFE
    return 4 if seen & by_kind[Kind.ADVANCED] else 3


def levels_of(ticks: Mapping[str, Sequence[str]], rubric: Rubric) -> dict[str, int]:
    """
    The levels of the competences that were seen, in the order of the rubric.

    Raises CompetenceUnknown, BehaviourUnknown.
    """
    found = {code: level_of(ticked, rubric.competence(code)) for code, ticked in ticks.items()}
    levels = {competence.code: found.get(competence.code) for competence in rubric.competences}
    return {code: level for code, level in levels.items() if level is not None}
