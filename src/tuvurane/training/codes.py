"""
The codes of this room. Their labels stand in the table of words (``rung.candidate`` and so on).

Rungs: the roles that the sources name, from facilitator to trainer of trainers (sociotherapy.org,
programme 2013-2016 and news 121 and 140; icbs.ngo, what we do). Points in the cycle: trainings that
were documented (sociotherapy.org, news 67, 71 and 104).
"""

from enum import StrEnum


class Rung(StrEnum):
    """Where someone stands on the ladder; the order is that of the list."""

    CANDIDATE = "candidate"
    BASIC = "basic"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    TEAM_LEADER = "team_leader"
    TRAINER = "trainer"
    TRAINER_OF_TRAINERS = "trainer_of_trainers"


RUNGS = tuple(Rung)
# A group is led by people who have had the basic training.
MAY_LEAD = frozenset(RUNGS[1:])


class Route(StrEnum):
    """How someone came to be a candidate, as they tell it."""

    CHOSEN_BY_COMMUNITY = "chosen_by_community"
    GRADUATE = "graduate"
    APPLIED = "applied"
    OTHER = "other"


class Sex(StrEnum):
    F = "f"
    M = "m"


class Away(StrEnum):
    """Why someone leads no group for a while, or for good."""

    PAUSE = "pause"
    REST = "rest"  # a round of rest
    LEFT = "left"


class WhyAway(StrEnum):
    FAMILY = "family"
    HEALTH = "health"
    WORK = "work"
    MOVED = "moved"
    RETURNED_HOME = "returned_home"
    TIRED = "tired"
    CONDUCT = "conduct"
    DIED = "died"
    OTHER = "other"


class CourseLevel(StrEnum):
    BASIC = "basic"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    TRAINERS = "trainers"  # the training of trainers
    REFRESHER = "refresher"


class CyclePoint(StrEnum):
    BEFORE_GROUPS = "before_groups"
    DURING_GROUPS = "during_groups"  # while groups are at sessions 4-8
    BETWEEN_ROUNDS = "between_rounds"


class Practised(StrEnum):
    """What a day of training practised."""

    PRINCIPLES = "principles"
    PHASES = "phases"
    LISTENING = "listening"
    GAMES = "games"
    CO_FACILITATION = "co_facilitation"
    ROLE_PLAY = "role_play"
    CONFLICT = "conflict"
    REFERRAL = "referral"
    CONFIDENTIALITY = "confidentiality"
    INVITING_PEOPLE = "inviting_people"
    SELF_CARE = "self_care"
    OWN_GROUPS = "own_groups"  # what was hard in their own groups
    RECORDING = "recording"


class Enrolment(StrEnum):
    """How a trainee stands in a course."""

    WAITING = "waiting"
    ENROLLED = "enrolled"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"


class DayMark(StrEnum):
    PRESENT = "present"
    PART = "part"  # came late or left early
    ABSENT = "absent"


class Occasion(StrEnum):
    """When a rating was made; ``IN_GROUP`` is the only one that is no role-play."""

    COURSE_START = "course_start"
    COURSE_END = "course_end"
    IN_GROUP = "in_group"
    ROLE_PLAY = "role_play"  # by itself, to observe somebody again


class Gate(StrEnum):
    CLEAR = "clear"
    BLOCKED = "blocked"
    PAUSED = "paused"
