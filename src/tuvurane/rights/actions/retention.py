"""
What is kept for a time goes when its time is over, by itself, and leaves a proof: which rule, since when, how many.

Nothing is computed from what went. Each step is a transaction of its own, so that nobody who works waits for it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction

from tuvurane.groups import actions as group_actions
from tuvurane.groups import queries as group_queries
from tuvurane.journal import actions as journal
from tuvurane.journal import queries as journal_queries
from tuvurane.measures import actions as measures
from tuvurane.measures import queries as measure_queries
from tuvurane.people.scope import Actor
from tuvurane.rights.actions.requests import forget_words
from tuvurane.rights.codes import Kept
from tuvurane.rights.models import BackupMade, Retained, RetentionDay
from tuvurane.rights.queries import closed_before, unswept
from tuvurane.rights.queries.retention import before_of, retention_rule
from tuvurane.stories import actions as stories
from tuvurane.stories import queries as story_queries

MOST = 2_000
"""Names that go in one run: the next day goes on with the others."""
GIVES_UP = timedelta(hours=2)


class Due(NamedTuple):
    """What a rule would take: what is older than ``before``, and how many that is."""

    rule: Kept
    before: date
    many: int


class _Rule(NamedTuple):
    """``count``: how many are due before a day; ``run``: lets them go, answers how many went."""

    count: Callable[[date], int]
    run: Callable[[Actor, date, datetime], int]


def due(today: date) -> list[Due]:
    """What would go today, rule by rule; nothing changes."""
    return [Due(rule, before_of(rule, today), how.count(before_of(rule, today))) for rule, how in RULES.items()]


def run_retention(*, actor: Actor, today: date, now: datetime) -> list[Retained]:
    """Let go of what is due, rule by rule, and write the proof of each; answers the proofs."""
    proofs = []
    for rule, how in RULES.items():
        before = before_of(rule, today)
        many = how.run(actor, before, now)
        proofs.append(prove(actor=actor, rule=rule, before=before, many=many, now=now))
    return proofs


def prove(*, actor: Actor, rule: Kept, before: date, many: int, now: datetime) -> Retained:
    """Write the proof that a rule ran."""
    return Retained.objects.create(at=now, rule=rule, before=before, many=many, by_id=actor.account_id)


def _forget_names(actor: Actor, before: date, now: datetime) -> int:
    past = group_queries.past_contact(before)[:MOST]
    for participant_id in past:
        _forget_name(actor, participant_id, now)
    return len(past)


@transaction.atomic
def _forget_name(actor: Actor, participant_id: UUID, now: datetime) -> None:
    group_actions.forget_identity(participant_id=participant_id)
    group_actions.tell_groups(actor=actor, participant_id=participant_id, verb="participants.forget_name", now=now)


def _drop_answers(_: Actor, before: date, __: datetime) -> int:
    return measures.drop_answers(before=before)


@transaction.atomic
def _forget_words(actor: Actor, before: date, now: datetime) -> int:
    return forget_words(actor=actor, requests=closed_before(before), now=now)


def _stale_audio(before: date) -> int:
    return story_queries.stale_audio(before + timedelta(days=retention_rule(Kept.AUDIO).value)).count()


def _drop_audio(_: Actor, __: date, now: datetime) -> int:
    return stories.drop_stale_audio(now=now)


def _cut_journal(actor: Actor, before: date, now: datetime) -> int:
    return journal.cut(actor=actor, before=_start(before), at=now)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


RULES: dict[Kept, _Rule] = {
    Kept.IDENTITY: _Rule(lambda before: len(group_queries.past_contact(before)), _forget_names),
    Kept.ANSWERS: _Rule(measure_queries.answers_before, _drop_answers),
    Kept.AUDIO: _Rule(_stale_audio, _drop_audio),
    Kept.REQUESTS: _Rule(lambda before: closed_before(before).count(), _forget_words),
    Kept.JOURNAL: _Rule(lambda before: journal_queries.lines_before(_start(before)), _cut_journal),
}
"""The rules that act on rows. Files and sign-ins are the door's (``tuvurane backup``, ``tuvurane retention``)."""


def take_day(*, day: date, now: datetime) -> bool:
    """Whether the caller runs this day's retention: the first who asks, or who asks two hours after one that never ended."""
    try:
        with transaction.atomic():
            RetentionDay.objects.create(day=day, began_at=now)
    except IntegrityError:
        left = RetentionDay.objects.filter(day=day, ended_at__isnull=True, began_at__lte=now - GIVES_UP)
        return bool(left.update(began_at=now))
    return True


def end_day(*, day: date, now: datetime) -> None:
    """Note that this day's run is through."""
    RetentionDay.objects.filter(day=day).update(ended_at=now)


def note_swept(*, done_before: datetime, now: datetime) -> int:
    """Note that the database's files were written anew: no erasure of before has an old byte left there."""
    return unswept().filter(confirmed_at__lte=done_before).update(swept_at=now)


def note_backup(*, name_digest: str, now: datetime) -> None:
    """Note a backup that was written, by the digest of its file's name."""
    BackupMade.objects.create(made_at=now, name_digest=name_digest)


def note_removed(*, actor: Actor, digests: set[str], today: date, now: datetime) -> int:
    """Note that backups were removed, with the proof of the rule; answers how many."""
    gone = BackupMade.objects.filter(name_digest__in=digests, removed_at__isnull=True).update(removed_at=now)
    prove(actor=actor, rule=Kept.BACKUPS, before=before_of(Kept.BACKUPS, today), many=gone, now=now)
    return gone
