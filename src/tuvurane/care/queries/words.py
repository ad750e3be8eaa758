"""What was written about a concern, opened for those who may see it. Each concern has a key of its own."""

from uuid import UUID

from tuvurane.care.models import Concern
from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose


def concern_key(concern: Concern) -> bytes | None:
    """The concern's own key; None where nothing was ever written, and once it is destroyed."""
    if concern.key_wrapped is None:
        return None
    ring = people.organisation_key(concern.organisation_id, KeyPurpose.CARE)
    return sealing.unseal(ring, concern.key_wrapped, aad=concern.pk.bytes)


def opened(concern: Concern, blob: bytes | memoryview | None, row_id: UUID) -> str:
    """What was written in a row about a concern; empty where nothing was, or its key is gone."""
    key = concern_key(concern)
    if blob is None or key is None:
        return ""
    return sealing.unseal(key, blob, aad=row_id.bytes).decode()
