"""Writing the journal, inside the transaction of the act itself: both stand or fall together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import records, rows
from tuvurane.journal import queries
from tuvurane.journal.models import Entry, Head

BATCH = 2_000


class ActorLike(Protocol):
    """Whoever acts: the journal needs no more of them than this."""

    @property
    def kind(self) -> str: ...
    @property
    def account_id(self) -> UUID | None: ...
    @property
    def device_id(self) -> UUID | None: ...
    @property
    def organisation_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says. ``detail`` never holds names, answers or notes."""

    verb: str
    subject_kind: str
    subject_id: UUID | str
    organisation_id: UUID | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


def begin() -> None:
    """Put the head of an empty chain, which the first line locks."""
    Head.objects.create(pk=1, seq=0, hash=queries.GENESIS)


def write(
    *,
    actor: ActorLike,
    verb: str,
    subject_kind: str,
    subject_id: UUID | str,
    at: datetime,
    organisation_id: UUID | None = None,
    detail: Mapping[str, object] | None = None,
) -> int:
    """
    Append one line and answer its sequence number.

    Must run inside ``transaction.atomic``. Takes the lock on the chain's head and keeps it until
    commit, so that sequence numbers follow the order of commits without gaps.
    """
    line = Line(verb, subject_kind, subject_id, organisation_id, detail or {})
    return write_many(actor=actor, at=at, lines=[line])


def write_many(*, actor: ActorLike, at: datetime, lines: Iterable[Line]) -> int:
    """Append lines in bulk, in their order; answers the sequence number of the last one."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the journal is written inside the transaction of the act it records")
    head = Head.objects.select_for_update().get(pk=1)
    batch: list[Entry] = []
    for line in lines:
        head.seq += 1
        entry = _entry(head.seq, at.astimezone(UTC), actor, line)
        head.hash = entry.hash = queries.link(head.hash, entry)
        batch.append(entry)
        if len(batch) >= BATCH:
            rows.insert_all(batch)
            batch.clear()
    rows.insert_all(batch)
    head.save(update_fields=["seq", "hash"])
    return head.seq


@transaction.atomic
def cut(*, actor: ActorLike, before: datetime, at: datetime) -> int:
    """
    Cut off the lines at the beginning that were written before a moment; answers how many.

    The chain of the others stays provable: its head keeps the hash of the last line that was cut, and a line of the
    journal itself says so.
    """
    head = Head.objects.select_for_update().get(pk=1)
    many = queries.lines_before(before)
    if not many:
        return 0
    last = Entry.objects.get(seq=head.cut_seq + many)
    head.cut_seq, head.cut_hash = last.seq, last.hash
    head.save(update_fields=["cut_seq", "cut_hash"])
    write(actor=actor, verb=queries.CUT, subject_kind="journal", subject_id="1", at=at, detail=queries.cut_detail(head))
    return records.destroy(Entry.objects.filter(seq__lte=last.seq))


def _entry(seq: int, at: datetime, actor: ActorLike, line: Line) -> Entry:
    organisation = line.organisation_id or actor.organisation_id
    return Entry(
        seq=seq,
        at=at,
        actor_kind=actor.kind,
        actor_id=str(actor.account_id or ""),
        device_id=str(actor.device_id or ""),
        organisation_id=str(organisation or ""),
        verb=line.verb,
        subject_kind=line.subject_kind,
        subject_id=str(line.subject_id),
        detail=dict(line.detail),
    )
