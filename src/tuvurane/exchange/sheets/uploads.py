"""
A workbook between its preview and the word to take it: sealed under the organisation's key, for a day.

It lies in ``uploads`` of the instance's home folder. Several servers that answer one address need one
such folder between them.
"""

import os
from contextlib import suppress
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
WHOSE = 32  # bytes of the ids of organisation and account


def keep(data: bytes, *, actor: Actor, now: datetime) -> UUID:
    """Seal an upload for this actor alone and answer its id. Uploads older than a day are removed."""
    _sweep(now)
    upload_id = ids.new_id(now)
    whose = _whose(actor)
    with transaction.atomic():
        _write(_path(upload_id), whose, sealing.seal(_key(whose), data, aad=upload_id.bytes + whose))
    return upload_id


def opened(upload_id: UUID, *, actor: Actor, now: datetime) -> bytes:
    """What was kept. Raises UploadGone when it is older than a day, was taken, or is not this actor's."""
    try:
        if _kept_at(upload_id) <= now - KEPT_FOR:
            raise UploadGone
        whose = _whose(actor)
        return sealing.unseal(_key(whose), _path(upload_id).read_bytes()[WHOSE:], aad=upload_id.bytes + whose)
    except (FileNotFoundError, sealing.Unreadable) as error:
        raise UploadGone from error


def forget(upload_id: UUID) -> None:
    """Remove a kept upload; once it was taken nobody needs it."""
    _path(upload_id).unlink(missing_ok=True)


def seal_anew(organisation_id: UUID) -> None:
    """Seal the uploads of an organisation under its newest key: before a rotation destroys the old one."""
    for path in _folder().glob("*.sealed"):
        with suppress(FileNotFoundError, sealing.Unreadable):  # taken meanwhile, or of another key: gone already
            content = path.read_bytes()
            whose, aad = content[:WHOSE], UUID(path.stem).bytes + content[:WHOSE]
            if whose.startswith(organisation_id.bytes):
                with transaction.atomic():
                    plain = sealing.unseal(_key(whose), content[WHOSE:], aad=aad)
                    _write(path.with_suffix(".draft"), whose, sealing.seal(_key(whose), plain, aad=aad))
                path.with_suffix(".draft").replace(path)


def _write(path: Path, whose: bytes, sealed: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(whose + sealed)


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


def _key(whose: bytes) -> sealing.Key:
    return people.organisation_key(UUID(bytes=whose[:16]))


def _whose(actor: Actor) -> bytes:
    """The ids of organisation and account, with which the file begins."""
    if actor.organisation_id is None:
        raise ValueError("an upload is sealed by an organisation's key")
    return actor.organisation_id.bytes + (actor.account_id.bytes if actor.account_id else bytes(16))
