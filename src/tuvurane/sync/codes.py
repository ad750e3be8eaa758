"""The code list of this room."""

from enum import StrEnum


class What(StrEnum):
    """What became of a record that was set aside."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    DISCARDED = "discarded"
