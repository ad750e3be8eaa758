"""The codes of this room. Their labels stand in the table of words (``wave.baseline`` and so on)."""

from enum import StrEnum


class Wave(StrEnum):
    """When in the life of a group people are asked."""

    BASELINE = "baseline"
    END = "end"
    LATER = "later"
    LATER_2 = "later_2"
    LATER_3 = "later_3"
    LATER_4 = "later_4"
    LATER_5 = "later_5"


class Arm(StrEnum):
    """Whether people were asked as members of a group that meets, or while they waited for theirs."""

    GROUP = "group"
    WAITING = "waiting"


class Form(StrEnum):
    """Whether a questionnaire was asked whole, or without its screening item because nobody could answer a yes."""

    WHOLE = "whole"
    WITHOUT_SCREENING = "without_screening"


class Anchor(StrEnum):
    """The day from which the window of a wave is counted: the group's first session, or its end."""

    START = "start"
    END = "end"


class Entered(StrEnum):
    """How answers came to us."""

    PHONE = "phone"
    PAPER = "paper"
