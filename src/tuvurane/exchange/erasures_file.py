"""
The list of erasures beside the secrets: ids and moments, no name. A restore does them again.

A file of lines (JSON): first which instance it belongs to, then one erasure a line, appended and never changed. An
instance that lost its secrets and got others is named by one more line. It is small and says nothing of anybody: keep its newest copy with the backups, and apart from them.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.conf import settings

from tuvurane.exchange import problems
from tuvurane.rights import queries
from tuvurane.rights.codes import ErasedKind, WhyErased

if TYPE_CHECKING:
    from tuvurane.rights.models import Erasure

NAME = "erasures.jsonl"
FORMAT = "tuvurane-erasures"


class Noted(NamedTuple):
    """One erasure, as it has to be done again in an instance that was rebuilt from before it."""

    id: UUID
    kind: ErasedKind
    subject: UUID
    organisation: UUID
    place: int
    why: WhyErased
    at: datetime


def path() -> Path:
    """Where the list lies."""
    return Path(settings.TUVURANE_HOME) / NAME


def note() -> int:
    """Append the erasures of this instance that the list does not hold; makes it where there is none. Answers how many."""
    file, secrets = path(), settings.TUVURANE_SECRETS
    known = {one.id for one in read(file, secrets=secrets)} if file.exists() else set()
    fresh = [_noted(row) for row in queries.done_erasures() if row.pk not in known]
    lines = [] if file.exists() else [{"format": FORMAT, "instance": instance(secrets)}]
    _append(file, [*lines, *map(_line, fresh)])
    return len(fresh)


def keep(listed: Iterable[Noted]) -> None:
    """Begin the list of an instance that was rebuilt with what the given one held, and what was added here."""
    path().unlink(missing_ok=True)
    _append(path(), [{"format": FORMAT, "instance": instance(settings.TUVURANE_SECRETS)}, *map(_line, listed)])
    note()


def follow(secrets: Mapping[str, str]) -> None:
    """Let the list belong to this instance under new secrets too; backups from before go on finding it theirs."""
    if path().exists():
        _append(path(), [{"format": FORMAT, "instance": instance(secrets)}])


def instance(secrets: Mapping[str, str]) -> str:
    """A name of the instance that these secrets belong to, which gives none of them away."""
    return hashlib.sha256(f"{FORMAT} {secrets['lookup_key']}".encode()).hexdigest()[:16]


def read(file: Path, *, secrets: Mapping[str, str]) -> list[Noted]:
    """
    The erasures that a list holds, the earliest first. A last line cut short by a lost current is left out.

    Raises ErasuresForeign for another file, or the list of another instance.
    """
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
        heads = [line for line in lines if "format" in line]
        if {"format": FORMAT, "instance": instance(secrets)} not in heads:
            raise problems.ErasuresForeign(name=file.name)
        return [_read(line) for line in lines if line not in heads]
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise problems.ErasuresForeign(name=file.name) from error


def to_replay(listed: Iterable[Noted]) -> list[Noted]:
    """
    Those of a list that the database here does not know as done: it was saved before them.

    Raises ErasuresForeign when the database knows one that the list does not: the list is older than the backup.
    """
    known = {row.pk for row in queries.done_erasures()}
    told = {one.id: one for one in listed}
    if known - told.keys():
        raise problems.ErasuresForeign(name=NAME)
    return [one for one in told.values() if one.id not in known]


def _noted(row: "Erasure") -> Noted:
    at = row.confirmed_at or row.proposed_at
    return Noted(row.pk, ErasedKind(row.kind), row.subject, row.organisation_id, row.place_id, WhyErased(row.why), at)


def _line(one: Noted) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else str(value) for name, value in one._asdict().items()
    }


def _read(line: Mapping[str, str]) -> Noted:
    return Noted(
        UUID(line["id"]),
        ErasedKind(line["kind"]),
        UUID(line["subject"]),
        UUID(line["organisation"]),
        int(line["place"]),
        WhyErased(line["why"]),
        datetime.fromisoformat(line["at"]),
    )


def _append(file: Path, lines: Iterable[Mapping[str, str]]) -> None:
    """Append whole lines, on the disk before anybody is told; a half line of before is closed first."""
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    if not text:
        return
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as written:
        before = written.read()
        written.write(text if not before or before.endswith("\n") else f"\n{text}")
        written.flush()
        os.fsync(written.fileno())
