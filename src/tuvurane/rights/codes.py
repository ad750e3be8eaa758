"""
The codes of this room. Their labels stand in the table of words (``request.access`` and so on).

The rights are those of the UNHCR General Policy on Personal Data Protection and Privacy (2022): access, correction,
deletion, objection.
"""

from enum import StrEnum


class RequestKind(StrEnum):
    """What somebody asks of us about what we keep."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    OBJECTION = "objection"


class Channel(StrEnum):
    """How a request reached us."""

    IN_PERSON = "in_person"
    CALL = "call"
    MESSAGE = "message"
    LETTER = "letter"
    FACILITATOR = "facilitator"
    OTHER = "other"


class Outcome(StrEnum):
    """What was answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


NEEDS_REASON = frozenset({Outcome.PARTLY, Outcome.REFUSED})


class Stage(StrEnum):
    """Where a request stands. ``ANSWERED``: the answer is written, and the person has not heard it yet."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CLOSED = "closed"
