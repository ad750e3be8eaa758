"""The privacy class of a field. Every model declares one for each field the day it is born."""

from enum import StrEnum


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
