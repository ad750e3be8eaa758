"""Words of people, under the organisation's key and bound to their row."""

from uuid import UUID

from tuvurane.foundation import sealing
from tuvurane.people import queries as people


def closed(organisation_id: UUID, text: str, *, row: bytes) -> bytes | None:
    """The sealed text, or None where nothing was said. ``row``: the bytes of the row's id."""
    plain = text.strip()
    return sealing.seal(people.organisation_key(organisation_id), plain.encode(), aad=row) if plain else None


def opened(organisation_id: UUID, blob: bytes | memoryview | None, *, row: bytes) -> str:
    """The text again; empty where nothing was said. Raises Unreadable."""
    if blob is None:
        return ""
    return sealing.unseal(people.organisation_key(organisation_id), blob, aad=row).decode()


def wellbeing_row(facilitator_id: UUID, supervisor_id: UUID, month: object) -> bytes:
    """What a note of well-being is bound to: its three keys, as its own id is given out by the database."""
    return facilitator_id.bytes + supervisor_id.bytes + str(month).encode()
