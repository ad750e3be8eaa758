"""What every field says about itself the day it is born: its privacy class, and under what it is sealed."""

from enum import StrEnum
from typing import NamedTuple


class Privacy(StrEnum):
    """
    Sensitivity classes after the IASC Operational Guidance on Data Responsibility (2023), DR-1.

    ``SEALED`` holds only ciphertext: whoever reads the database reads nothing.
    """

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    STRICTLY_CONFIDENTIAL = "strictly_confidential"
    SEALED = "sealed"


class UnderRing(NamedTuple):
    """
    Sealed under a ring of an organisation: sealed anew when that ring is rotated.

    ``purpose`` names the ring, ``organisation`` the path from the row to the organisation's id.
    ``bound_to``: what the bytes are bound to (their ``aad``), one after the other: paths to values of
    the row, of which ids are taken as their 16 bytes and others as text, or bytes as they stand.
    """

    purpose: str
    organisation: str = "organisation_id"
    bound_to: tuple[str | bytes, ...] = ("id",)


class UnderRowKey(NamedTuple):
    """Sealed under a key of its own row, or of the one that the path leads to: ``key`` keeps it wrapped."""

    key: str


class UnderMaster(NamedTuple):
    """Wrapped by the master key; ``bound_to`` as in ``UnderRing``."""

    bound_to: tuple[str | bytes, ...] = ("id",)


class Hashed(NamedTuple):
    """Not sealed but hashed: nothing opens it again."""


SealedUnder = UnderRing | UnderRowKey | UnderMaster | Hashed
