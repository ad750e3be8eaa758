"""The codes of this room. Their labels stand in the table of words (``care_did.contacted`` and so on)."""

from enum import StrEnum


class Source(StrEnum):
    """Where a concern came up."""

    SCREENING = "screening"


class Did(StrEnum):
    """What somebody did about a concern."""

    CONTACTED = "contacted"
    REFERRED = "referred"
    NOT_REACHED = "not_reached"


SETTLED = frozenset({Did.CONTACTED, Did.REFERRED})
"""What closes a concern; ``not_reached`` leaves it open."""


class Deed(StrEnum):
    """
    What a line of the room's own log tells.

    ``AGAIN``: a yes that came while the concern about it was known.
    """

    RAISE = "raise"
    AGAIN = "again"
    LOOK = "look"
    ACT = "act"
    ARRANGE = "arrange"


class ServiceKind(StrEnum):
    """What sort of help a service gives."""

    HEALTH_CENTRE = "health_centre"
    HOSPITAL = "hospital"
    MENTAL_HEALTH = "mental_health"
    COUNSELLOR = "counsellor"
    HELPLINE = "helpline"
    SHELTER = "shelter"
    OTHER = "other"


class Closed(StrEnum):
    """Why the screening items are not asked somewhere."""

    NO_ON_CALL = "no_on_call"
    NO_SERVICES = "no_services"
    OVER_CAPACITY = "over_capacity"
