"""Ids that sort by time and are made without asking a server (UUID version 7, RFC 9562)."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id(now: datetime) -> UUID:
    """A new UUIDv7 whose first 48 bits are ``now`` in milliseconds."""
    milliseconds = int(now.timestamp() * 1000)
    return uuid7(timestamp=milliseconds // 1000, nanos=(milliseconds % 1000) * 1_000_000)
