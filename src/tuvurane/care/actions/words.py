"""Sealing what is written about a concern under a key of its own, which is made with its first words."""

from uuid import UUID

from tuvurane.care.models import Concern
from tuvurane.care.queries.words import concern_key
from tuvurane.foundation import sealing
from tuvurane.people import queries as people
from tuvurane.people.codes import KeyPurpose


def sealed(concern: Concern, text: str, row_id: UUID) -> bytes | None:
    """
    The text sealed for a row about a concern; None where nothing was said.

    May set ``key_wrapped`` of the concern; whoever calls has locked it, and saves it.
    """
    plain = text.strip()
    if not plain:
        return None
    key = concern_key(concern)
    if key is None:
        key = sealing.new_key()
        ring = people.organisation_key(concern.organisation_id, KeyPurpose.CARE)
        concern.key_wrapped = sealing.seal(ring, key, aad=concern.pk.bytes)
    return sealing.seal(key, plain.encode(), aad=row_id.bytes)
