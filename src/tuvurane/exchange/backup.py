"""
A backup: one file with every row and the secrets, encrypted with a passphrase (the age format).

It is read from one snapshot while people work, and holds rows, not a database's own files: what was
saved from SQLite can be restored into PostgreSQL. ``age -d FILE | zcat`` opens it without us.
"""

import base64
import gzip
import hashlib
import io
import json
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, TextIO
from uuid import UUID

import pyrage
from django.apps import AppConfig, apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from tuvurane.exchange import problems

FORMAT = "tuvurane-backup"
VERSION = 1
BATCH = 2_000
SNAPSHOT = "snapshot"
OURS = "tuvurane."
Progress = Callable[[int], None]


class Saved(NamedTuple):
    """What was written or read: tables and rows."""

    tables: int
    rows: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A whole backup, ready to be restored."""

    head: Mapping[str, Any]
    lines: Sequence[bytes]

    @property
    def secrets(self) -> dict[str, str]:
        """The secrets of the instance that was saved."""
        return dict(self.head["secrets"])

    @property
    def made_on(self) -> str:
        """The day on which it was saved, as people write it."""
        return f"{datetime.fromisoformat(self.head['made_at']):%d/%m/%Y}"


def write(path: Path, *, passphrase: str, secrets: Mapping[str, str], now: datetime, progress: Progress) -> Saved:
    """
    Write the backup. The file appears whole or not at all.

    Raises BackupExists when ``path`` is there already.
    """
    if path.exists():
        raise problems.BackupExists(name=path.name)
    plain = io.BytesIO()
    with gzip.open(plain, "wt", encoding="utf-8", newline="\n") as text, _snapshot() as alias:
        saved = _dump(text, alias, secrets, now, progress)
    _put(path, pyrage.passphrase.encrypt(plain.getvalue(), passphrase))
    return saved


def _put(path: Path, content: bytes) -> None:
    """Write the file beside its place, for its owner alone, and move it there when it is whole."""
    draft = path.with_name(f"{path.name}.part")
    draft.unlink(missing_ok=True)
    try:
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """By what a backup is known: its file's name alone, wherever it was moved."""
    return hashlib.sha256(path.name.encode()).hexdigest()


def remove(folder: Path, digests: Collection[str]) -> set[str]:
    """Remove the backups of a folder that these names belong to, and nothing else; answers which."""
    files = {digest_of(path): path for path in folder.iterdir() if path.is_file()}
    gone = {digest for digest in digests if digest in files}
    for digest in gone:
        files[digest].unlink()
    return gone


@contextmanager
def _snapshot() -> Iterator[str]:
    """The alias of one consistent state of the database, read without stopping those who write."""
    live = connections[DEFAULT_DB_ALIAS]
    if live.vendor != "sqlite":
        with transaction.atomic():
            with live.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield DEFAULT_DB_ALIAS
        return
    with tempfile.TemporaryDirectory(prefix="tuvurane-backup-") as folder:
        copy = str(Path(folder) / "snapshot.sqlite3")
        with live.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [copy])
        connections.databases[SNAPSHOT] = {**live.settings_dict, "NAME": copy, "OPTIONS": {}}
        try:
            yield SNAPSHOT
        finally:
            connections[SNAPSHOT].close()
            del connections[SNAPSHOT]
            del connections.databases[SNAPSHOT]


def _dump(text: TextIO, alias: str, secrets: Mapping[str, str], now: datetime, progress: Progress) -> Saved:
    head = {"format": FORMAT, "version": VERSION, "made_at": now.isoformat(), "shape": _shape(alias)}
    _line(text, head | {"secrets": dict(secrets)})
    proof, rows = hashlib.sha256(), 0
    for table in _tables():
        fields = [field.attname for field in table._meta.concrete_fields]
        _line(text, {"table": table._meta.label, "fields": fields})
        for row in table._base_manager.using(alias).order_by("pk").values_list(*fields).iterator(chunk_size=BATCH):
            proof.update(_line(text, [_plain(value) for value in row]))
            rows += 1
            if rows % BATCH == 0:
                progress(BATCH)
    _line(text, {"end": True, "rows": rows, "sha256": proof.hexdigest()})
    return Saved(len(_tables()), rows)


def read(path: Path, *, passphrase: str) -> Opened:
    """
    Open a backup and check that it is whole, before anything is changed.

    Raises BackupUnreadable (wrong passphrase, or not such a file) and BackupDamaged (cut short,
    changed, or of another version's shape).
    """
    try:
        lines = gzip.decompress(pyrage.passphrase.decrypt(path.read_bytes(), passphrase)).splitlines()
        head = dict(json.loads(lines[0]))
    except (pyrage.DecryptError, OSError, EOFError, zlib.error, ValueError, IndexError) as error:
        raise problems.BackupUnreadable(name=path.name) from error
    if head.get("format") != FORMAT or head.get("version") != VERSION:
        raise problems.BackupUnreadable(name=path.name)
    proof = hashlib.sha256()
    for line in lines[1:-1]:
        if line.startswith(b"["):
            proof.update(line)
    end = lines[-1] if lines[-1].startswith(b'{"end"') else b"{}"
    if json.loads(end).get("sha256") != proof.hexdigest():
        raise problems.BackupDamaged(name=path.name)
    return Opened(head, lines[1:-1])


def restore(opened: Opened, *, progress: Progress) -> Saved:
    """
    Fill an empty instance from a backup, in one transaction.

    The caller has put the backup's secrets in place. Raises InstanceNotEmpty when there are
    organisations or journal entries already, BackupDamaged when the shape is another version's.
    """
    if opened.head["shape"] != _shape(DEFAULT_DB_ALIAS):
        raise problems.BackupDamaged(name=opened.head["made_at"])
    check_empty()
    rows = 0
    with transaction.atomic():
        for made_by_migrations in _tables():
            made_by_migrations._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)  # noqa: SLF001 - facts refuse delete()
        for table, batch in _batches(opened.lines):
            table._base_manager.bulk_create(batch)
            rows += len(batch)
            progress(len(batch))
        _follow_sequences()
    return Saved(len(_tables()), rows)


def check_empty() -> None:
    """Raise InstanceNotEmpty unless nothing but what migrations make is there."""
    if any(table._base_manager.exists() for table in _tables() if table._meta.label != "journal.Head"):
        raise problems.InstanceNotEmpty


def _batches(lines: Sequence[bytes]) -> Iterator[tuple[type[models.Model], list[models.Model]]]:
    """An empty batch opens each table; its rows follow in batches."""
    reader: _TableReader | None = None
    for line in lines:
        if not line.startswith(b"["):
            if reader is not None:
                yield reader.table, reader.empty()
            reader = _TableReader(json.loads(line))
            yield reader.table, []
        elif reader is not None and reader.take(line) == BATCH:
            yield reader.table, reader.empty()
    if reader is not None:
        yield reader.table, reader.empty()


class _TableReader:
    """The rows of one table, gathered until they are enough for one insert."""

    def __init__(self, opening: Mapping[str, Any]) -> None:
        self.table = apps.get_model(opening["table"])
        by_column = {field.attname: field for field in self.table._meta.concrete_fields}
        self._fields = [by_column[name] for name in opening["fields"]]
        self._rows: list[models.Model] = []

    def take(self, line: bytes) -> int:
        values = zip(self._fields, json.loads(line), strict=True)
        self._rows.append(self.table(**{field.attname: _value(field, value) for field, value in values}))
        return len(self._rows)

    def empty(self) -> list[models.Model]:
        gathered, self._rows = self._rows, []
        return gathered


def _follow_sequences() -> None:
    """PostgreSQL counts ids apart from the rows: continue behind the highest."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(statement)


def _rooms() -> list[AppConfig]:
    """Every room of ours. What others keep, sessions of browsers and counters of wrong passwords, is not saved."""
    return [room for room in apps.get_app_configs() if room.name.startswith(OURS)]


def _tables() -> list[type[models.Model]]:
    return [table for room in _rooms() for table in room.get_models()]


def _shape(alias: str) -> list[str]:
    """The migrations behind the tables: a backup fits only the version that wrote it."""
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    ours = {room.label for room in _rooms()}
    return sorted(f"{room}.{name}" for room, name in applied if room in ours)


def _line(text: TextIO, content: object) -> bytes:
    line = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    text.write(f"{line}\n")
    return line.encode()


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _value(field: Any, value: object) -> object:
    if value is None or isinstance(field, models.JSONField):
        return value
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return target.to_python(value)
