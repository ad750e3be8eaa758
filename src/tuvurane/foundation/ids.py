"""Ids that sort by time and are made without asking a server (UUID version 7, RFC 9562)."""

from datetime import datetime
from uuid import UUID

import uuid_utils


def new_id(now: datetime) -> UUID:
    """A new UUIDv7 whose first 48 bits are ``now`` in milliseconds."""
    return UUID(bytes=uuid_utils.uuid7(nanoseconds=int(now.timestamp() * 1_000_000_000)).bytes)
