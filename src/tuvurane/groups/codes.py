"""
The codes of this room. Their labels stand in the table of words (``phase.safety`` and so on).

Phases and their order: the CBS method (sociotherapy.org, methodology and principles); the phase of
a session is what its facilitators judged and is never computed from the number.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

Code = TypeVar("Code", bound=StrEnum)

SESSIONS = 15  # one group, one session a week: sociotherapy.org, methodology and principles
PARTICIPANTS = range(10, 16)  # 10-15 people: cbsrwanda.org, CBS approach
FACILITATORS = 2  # two trained people of the same community: cbsrwanda.org, CBS approach
MINUTES = range(10, 601)


class Status(StrEnum):
    PLANNED = "planned"
    RECRUITING = "recruiting"
    RUNNING = "running"
    GRADUATED = "graduated"
    STOPPED = "stopped"


# The life cycle: from each status, where a group may go. One table, checked in one function.
MOVES: dict[Status, frozenset[Status]] = {
    Status.PLANNED: frozenset({Status.RECRUITING, Status.STOPPED}),
    Status.RECRUITING: frozenset({Status.RUNNING, Status.STOPPED}),
    Status.RUNNING: frozenset({Status.GRADUATED, Status.STOPPED}),
    Status.GRADUATED: frozenset(),
    Status.STOPPED: frozenset(),
}
OPEN = frozenset({Status.PLANNED, Status.RECRUITING, Status.RUNNING})


class Phase(StrEnum):
    SAFETY = "safety"
    TRUST = "trust"
    CARE = "care"
    RESPECT = "respect"
    NEW_ORIENTATIONS = "new_orientations"
    MEMORIES = "memories"


class PlaceKind(StrEnum):
    HOME = "home"
    CHURCH = "church"
    SCHOOL = "school"
    OFFICE = "office"
    TREE = "tree"
    FIELD = "field"
    HEALTH_CENTRE = "health_centre"
    OTHER = "other"


class Mark(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class MissedReason(StrEnum):
    RAIN = "rain"
    INSECURITY = "insecurity"
    HARVEST_OR_MARKET = "harvest_or_market"
    MOURNING = "mourning"
    FACILITATOR_ILL = "facilitator_ill"
    TOO_FEW = "too_few"
    AUTHORITIES = "authorities"
    OTHER = "other"


class Challenge(StrEnum):
    CONFLICT = "conflict"
    SEVERE_DISTRESS = "severe_distress"
    DISTRUST = "distrust"
    CONFIDENTIALITY = "confidentiality"
    LOW_ATTENDANCE = "low_attendance"
    LATE_START = "late_start"
    ALCOHOL = "alcohol"
    OUTSIDE_PRESSURE = "outside_pressure"
    FACILITATOR_TIRED = "facilitator_tired"
    METHOD_UNCLEAR = "method_unclear"
    OTHER = "other"


class Shift(StrEnum):
    ANGER = "anger"
    FAMILY = "family"
    CONFIDENCE = "confidence"
    LISTENING = "listening"
    NEIGHBOURS = "neighbours"
    WORKING_TOGETHER = "working_together"
    OTHER = "other"


class NoticedBy(StrEnum):
    """Who noticed a small shift."""

    FACILITATOR = "facilitator"
    PARTICIPANT = "participant"
    FAMILY = "family"
    LOCAL_LEADER = "local_leader"
    HOST_NEIGHBOUR = "host_neighbour"
    REFUGEE_NEIGHBOUR = "refugee_neighbour"


class CommunityRole(StrEnum):
    """What somebody took up in the community after the group, as they tell it themselves."""

    COMMITTEE = "committee"
    MEDIATOR = "mediator"
    LEADER = "leader"
    OTHER = "other"


class Voice(StrEnum):
    """The four questions of the vote with stones; only totals are ever recorded."""

    HEARD = "heard"
    SAFE = "safe"
    RESPECTED = "respected"
    HELPED = "helped"


class VoiceSight(StrEnum):
    """How a reader sees a group's vote: at once, after its next session, or several sessions together."""

    AT_ONCE = "at_once"
    AFTER_NEXT = "after_next"
    POOLED = "pooled"


class Purpose(StrEnum):
    """
    What somebody is asked to agree to.

    ``STORY``: to be asked for a story at all; every story has a ladder of its own beside it.
    """

    TAKE_PART = "take_part"
    BE_MEASURED = "be_measured"
    BE_CONTACTED = "be_contacted"
    STORY = "story"


class ConsentGivenBy(StrEnum):
    VOICE = "voice"
    MARK = "mark"
    SIGNATURE = "signature"


class Sex(StrEnum):
    F = "F"
    M = "M"
    OTHER = "O"


class AgeBand(StrEnum):
    """Age is asked in bands; a birth date is never needed."""

    FROM_16 = "16-17"
    FROM_18 = "18-24"
    FROM_25 = "25-34"
    FROM_35 = "35-49"
    FROM_50 = "50-59"
    FROM_60 = "60+"


class Joining(StrEnum):
    JOINED = "joined"
    MOVED = "moved"
    REJOINED = "rejoined"


class Leaving(StrEnum):
    MOVED_AWAY = "moved_away"
    RETURNED_HOME = "returned_home"
    OTHER_GROUP = "other_group"
    WORK = "work"
    ILLNESS = "illness"
    DIED = "died"
    CONFLICT = "conflict"
    NOT_HELPFUL = "not_helpful"
    NO_REASON = "no_reason"
    OTHER = "other"


# A code is retired, never removed: forms and phones no longer offer it. A report that says it, from a phone that
# offered it still or from years ago, is taken, and shown with its words.
RETIRED: dict[type[StrEnum], frozenset[str]] = {}


def offered(codes: Iterable[Code]) -> list[Code]:
    """Those of these codes that may be chosen today, in their order."""
    return [code for code in codes if code not in RETIRED.get(type(code), ())]
