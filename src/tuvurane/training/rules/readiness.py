"""
Who is ready for the next rung, and what those who are not still lack.

A person decides; this only says what is known. Competent is as indicator C7 of our table of standards
has it: no competence at level 1 and at least 80% of those rated at level 3 or 4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from tuvurane.training.codes import RUNGS, Away, CourseLevel, Gate, Rung

HARM = 1


class Need(NamedTuple):
    """What a rung asks: a completed course, groups led to their end (a threshold), to be rated competent."""

    course: CourseLevel | None
    groups: str | None = None
    competent: bool = True


NEEDS: Mapping[Rung, Need] = MappingProxyType(
    {
        Rung.BASIC: Need(CourseLevel.BASIC, competent=False),
        Rung.INTERMEDIATE: Need(CourseLevel.INTERMEDIATE, "groups_for_intermediate"),
        Rung.ADVANCED: Need(CourseLevel.ADVANCED, "groups_for_advanced"),
        # No course for team leaders is documented: they are experienced facilitators.
        Rung.TEAM_LEADER: Need(None, "groups_for_team_leader"),
        Rung.TRAINER: Need(CourseLevel.TRAINERS, "groups_for_trainer"),
        # Trainers become trainers of trainers; no further course is documented.
        Rung.TRAINER_OF_TRAINERS: Need(CourseLevel.TRAINERS, "groups_for_trainer_of_trainers"),
    }
)
# The thresholds that these rules ask.
NUMBERS = (
    "present_share",
    "competent_level",
    "competent_share",
    *(need.groups for need in NEEDS.values() if need.groups),
)


@dataclass(frozen=True, slots=True)
class Known:
    """
    What is known of somebody.

    ``courses_completed``: the share of days present (0-1) by level, the best of several courses.
    ``levels``: the latest counting level (1-4) of each competence that was rated.
    """

    rung: Rung
    courses_completed: Mapping[CourseLevel, float]
    gate: Gate
    away: Away | None
    levels: Mapping[str, int]
    groups_completed: int


@dataclass(frozen=True, slots=True)
class Lack:
    """Something still missing: a word key below ``lack.`` and what fills it."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether somebody is ready for ``next_rung`` (None on the highest), and if not why."""

    next_rung: Rung | None
    ready: bool
    lacks: tuple[Lack, ...] = ()


def readiness(known: Known, *, thresholds: Mapping[str, float]) -> Readiness:
    """What of the next rung's needs is there. ``thresholds`` are the numbers of ``NUMBERS``."""
    above = RUNGS[RUNGS.index(known.rung) + 1 :]
    if not above:
        return Readiness(None, ready=False)
    lacks = tuple(_lacks(known, NEEDS[above[0]], thresholds))
    return Readiness(above[0], not lacks, lacks)


def _lacks(known: Known, need: Need, thresholds: Mapping[str, float]) -> Iterator[Lack]:
    if known.away is not None:
        yield Lack(f"away_{known.away}")
    if known.gate != Gate.CLEAR:
        yield Lack(f"gate_{known.gate}")
    if need.course is not None:
        yield from _of_the_course(known, need.course, thresholds["present_share"])
    if need.groups is not None and known.groups_completed < thresholds[need.groups]:
        yield Lack("groups", {"completed": known.groups_completed, "needed": int(thresholds[need.groups])})
    if need.competent:
        yield from _of_competence(known.levels, thresholds["competent_level"], thresholds["competent_share"])


def _of_the_course(known: Known, level: CourseLevel, share: float) -> Iterator[Lack]:
    present = known.courses_completed.get(level)
    if present is None:
        yield Lack(f"course_{level}")
    elif present < share:
        yield Lack("days", {"percent": int(present * 100), "needed": round(share * 100)})


def _of_competence(levels: Mapping[str, int], level: float, share: float) -> Iterator[Lack]:
    if not levels:
        yield Lack("not_rated")
        return
    harmful = sum(reached == HARM for reached in levels.values())
    if harmful:
        yield Lack("harm", {"n": harmful})
    competent = sum(reached >= level for reached in levels.values())
    if competent / len(levels) < share:
        yield Lack("levels", {"percent": int(competent * 100 / len(levels)), "needed": round(share * 100)})
