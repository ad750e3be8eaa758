"""Codes of people."""

from enum import StrEnum


class KeyPurpose(StrEnum):
    """What a ring of an organisation seals: what it works with, its care, its stories."""

    DATA = "data"
    CARE = "care"
    STORIES = "stories"
