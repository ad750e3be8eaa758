"""
A workbook between its preview and the word to take it: sealed under the organisation's key, for a day.

It lies in ``uploads`` of the instance's home folder. Several servers that answer one address need one
such folder between them.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tuvurane.exchange.sheets.problems import UploadGone
from tuvurane.foundation import ids, sealing
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor

KEPT_FOR = timedelta(hours=24)


def keep(data: bytes, *, actor: Actor, now: datetime) -> UUID:
    """Seal an upload for this actor alone and answer its id. Uploads older than a day are removed."""
    _sweep(now)
    upload_id = ids.new_id(now)
    with transaction.atomic():
        sealed = sealing.seal(_key(actor), data, aad=_bound_to(upload_id, actor))
    descriptor = os.open(_path(upload_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
    return upload_id


def opened(upload_id: UUID, *, actor: Actor, now: datetime) -> bytes:
    """What was kept. Raises UploadGone when it is older than a day, was taken, or is not this actor's."""
    try:
        if _kept_at(upload_id) <= now - KEPT_FOR:
            raise UploadGone
        return sealing.unseal(_key(actor), _path(upload_id).read_bytes(), aad=_bound_to(upload_id, actor))
    except (FileNotFoundError, sealing.Unreadable) as error:
        raise UploadGone from error


def forget(upload_id: UUID) -> None:
    """Remove a kept upload; once it was taken nobody needs it."""
    _path(upload_id).unlink(missing_ok=True)


def _sweep(now: datetime) -> None:
    for path in _folder().glob("*.sealed"):
        if _kept_at(UUID(path.stem)) <= now - KEPT_FOR:
            path.unlink(missing_ok=True)


def _kept_at(upload_id: UUID) -> datetime:
    """When it was kept: an id carries its moment in its first 48 bits (RFC 9562)."""
    return datetime.fromtimestamp((upload_id.int >> 80) / 1000, UTC)


def _folder() -> Path:
    folder = Path(settings.TUVURANE_HOME) / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _path(upload_id: UUID) -> Path:
    return _folder() / f"{upload_id}.sealed"


def _key(actor: Actor) -> sealing.Key:
    if actor.organisation_id is None:
        raise ValueError("an upload is sealed by an organisation's key")
    return people.organisation_key(actor.organisation_id)


def _bound_to(upload_id: UUID, actor: Actor) -> bytes:
    return upload_id.bytes + (actor.account_id.bytes if actor.account_id else b"")
