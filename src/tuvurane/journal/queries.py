"""Reading and proving the journal."""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet

from tuvurane.journal.models import Entry, Head

GENESIS = "0" * 64
CUT = "journal.cut"


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The outcome of a proof: how many lines were read, and where the chain breaks (None: whole)."""

    entries: int
    broken_at: int | None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def link(previous: str, entry: Entry) -> str:
    """The SHA-256 (hex) that ties an entry to the one before it."""
    content = [
        previous,
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_kind,
        entry.actor_id,
        entry.device_id,
        entry.organisation_id,
        entry.verb,
        entry.subject_kind,
        entry.subject_id,
        entry.detail,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> ChainReport:
    """
    Walk the whole chain: numbers without gaps, each hash right, the head at the last entry.

    A changed, removed, inserted or reordered line breaks it at that sequence number. Lines whose time is over are cut
    off at the beginning: the chain says so itself, with the hash from which it goes on.
    """
    head = Head.objects.get(pk=1)
    previous, expected = head.cut_hash, head.cut_seq + 1
    if head.cut_seq and not Entry.objects.filter(verb=CUT, detail=cut_detail(head)).exists():
        return ChainReport(0, expected)
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=5_000):
        if entry.seq != expected or link(previous, entry) != entry.hash:
            return ChainReport(expected - 1 - head.cut_seq, expected)
        previous, expected = entry.hash, expected + 1
    whole = head.seq == expected - 1 and head.hash == previous
    return ChainReport(expected - 1 - head.cut_seq, None if whole else expected)


def cut_detail(head: Head) -> dict[str, object]:
    """What the line says that tells of a cut: through which line, and the hash from which the chain goes on."""
    return {"through": head.cut_seq, "hash": head.cut_hash}


def lines_before(moment: datetime) -> int:
    """How many lines stand at the beginning that were written before a moment, one after the other."""
    cut = Head.objects.values_list("cut_seq", flat=True).get(pk=1)
    later = Entry.objects.filter(at__gte=moment).order_by("seq").values_list("seq", flat=True).first()
    return max(0, (cursor() + 1 if later is None else later) - 1 - cut)


def cursor() -> int:
    """The last sequence number given out."""
    return Head.objects.values_list("seq", flat=True).get(pk=1)


def moment_of(seq: int) -> datetime | None:
    """When the line with this number was written; None where there is none."""
    return Entry.objects.filter(seq=seq).values_list("at", flat=True).first()


def subjects_since(
    since: int, subject_kind: str, subject_ids: Iterable[object], *, besides: Collection[int] = ()
) -> set[str]:
    """Which of these subjects have a line after ``since``, other than the lines numbered in ``besides``."""
    lines = Entry.objects.filter(seq__gt=since, subject_kind=subject_kind, subject_id__in=map(str, subject_ids))
    return set(lines.exclude(seq__in=list(besides)).values_list("subject_id", flat=True).distinct())


def of_subject(subject_kind: str, subject_id: object) -> QuerySet[Entry]:
    """The lines about one subject, latest first."""
    return Entry.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-seq")
