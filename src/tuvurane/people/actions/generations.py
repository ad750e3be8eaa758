"""Generations of the organisations' keys: made, and destroyed once nothing is sealed under them."""

from datetime import datetime
from uuid import UUID, uuid5

from tuvurane.foundation import sealing
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import KeyGeneration


def make_generation(organisation_id: UUID, purpose: KeyPurpose, *, number: int, now: datetime) -> KeyGeneration:
    """A fresh key, wrapped by the master key; its id follows from what it is. Raises IntegrityError where it is there."""
    generation_id = uuid5(organisation_id, f"{purpose}/{number}")
    return KeyGeneration.objects.create(
        id=generation_id,
        organisation_id=organisation_id,
        purpose=purpose,
        number=number,
        key_wrapped=sealing.wrap(sealing.new_key(), aad=generation_id.bytes),
        made_at=now,
    )
