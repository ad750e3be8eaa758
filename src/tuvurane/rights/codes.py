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


class ErasedKind(StrEnum):
    """What is erased."""

    PARTICIPANT = "participant"
    STORY = "story"


class WhyErased(StrEnum):
    """Why somebody is erased: never more than this, for the reason stays."""

    OWN_WISH = "own_wish"
    FAMILY = "family"
    MISTAKE = "mistake"
    ORDER = "order"


class Kept(StrEnum):
    """What is kept for a time; the times stand in ``retention.json``."""

    IDENTITY = "identity"
    AUDIO = "audio"
    ANSWERS = "answers"
    JOURNAL = "journal"
    BACKUPS = "backups"
    REQUESTS = "requests"
    SIGN_INS = "sign_ins"


class PhoneState(StrEnum):
    """Whether a phone still holds what was erased."""

    WAITS = "waits"
    LEARNED = "learned"
    LOCKED = "locked"
