"""The codes of this room. Their labels stand in the table of words (``feedback_channel.box`` and so on)."""

from enum import StrEnum


class Channel(StrEnum):
    """How it reached us."""

    BOX = "box"
    PHONE = "phone"
    MEETING = "meeting"
    VISITOR = "visitor"
    THIRD_PARTY = "third_party"


class Category(StrEnum):
    """
    What it is about.

    ``STAFF_CONDUCT`` is asked here and never kept here: it goes to care at once.
    """

    INFORMATION = "information"
    REQUEST = "request"
    SUGGESTION = "suggestion"
    SERVICE_COMPLAINT = "service_complaint"
    STAFF_CONDUCT = "staff_conduct"
    DATA = "data"
    OTHER = "other"


KEPT = tuple(category for category in Category if category != Category.STAFF_CONDUCT)
"""What this room keeps."""


class Satisfied(StrEnum):
    """What whoever told it says of the answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_ASKED = "not_asked"


class Step(StrEnum):
    """What must happen next."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
