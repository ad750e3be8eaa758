"""
The codes of this room. Their labels stand in the table of words (``visit_format.session`` and so on).

Formats of supervision: Integrated Model for Supervision (supervision-mhpss.org): regular, supportive,
one to one where possible; group, peer and remote otherwise.
"""

from enum import StrEnum


class VisitFormat(StrEnum):
    SESSION = "session"  # sat in the circle
    ONE_TO_ONE = "one_to_one"
    GROUP = "group"  # several facilitators together
    PEER = "peer"
    CALL = "call"


class Topic(StrEnum):
    """What a visit or a call was about."""

    LISTENING = "listening"
    PHASES = "phases"
    PAIR_WORK = "pair_work"
    ATTENDANCE = "attendance"
    CONFLICT = "conflict"
    CONFIDENTIALITY = "confidentiality"
    REFERRAL = "referral"
    HEAVY_STORIES = "heavy_stories"
    AUTHORITIES = "authorities"
    PRACTICAL = "practical"
    RECORDING = "recording"
    AFTER_THE_GROUP = "after_the_group"
    OWN_WELLBEING = "own_wellbeing"
    OTHER = "other"


class Done(StrEnum):
    """How far an element of a session was done."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"
    NOT_NEEDED = "not_needed"


class WhyAdapted(StrEnum):
    """Why an element was done in another way: short form of FRAME's reasons."""

    TIME = "time"
    SAFETY = "safety"
    CULTURE = "culture"
    LANGUAGE = "language"
    PEOPLE = "people"
    PLACE = "place"
    GROUP_ASKED = "group_asked"
    OTHER = "other"


class Wellbeing(StrEnum):
    WELL = "well"
    TIRED = "tired"
    HEAVY = "heavy"
    NEEDS_HELP = "needs_help"


class HelpTopic(StrEnum):
    CONFLICT = "conflict"
    DISTRESS = "distress"
    PAIR = "pair"
    METHOD = "method"
    PLACE = "place"
    PHONE = "phone"
    OWN_LOAD = "own_load"
    OTHER = "other"
