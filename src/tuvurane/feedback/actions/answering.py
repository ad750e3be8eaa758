"""Acknowledging and answering what we were told."""

from datetime import datetime

from django.db import transaction

from tuvurane.feedback import policies, problems
from tuvurane.feedback.actions.receiving import WORDS_SIGNS
from tuvurane.feedback.codes import Satisfied
from tuvurane.feedback.models import Item
from tuvurane.foundation import sealing
from tuvurane.journal import actions as journal
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor


@transaction.atomic
def acknowledge(*, actor: Actor, item: Item, now: datetime) -> Item:
    """Note that whoever told it heard that it has come. Again it changes nothing. Raises NotAllowed."""
    locked = _locked(actor, item)
    if locked.acknowledged_at is None:
        _change(actor, locked, "feedback.acknowledge", now, acknowledged_at=now, acknowledged_by_id=actor.account_id)
    return locked


@transaction.atomic
def answer(*, actor: Actor, item: Item, words: str, change: str, now: datetime) -> Item:
    """
    Note the answer that was given, and what was changed (empty where nothing was).

    An answer acknowledges too. Raises AlreadyAnswered, NothingSaid, WordsTooLong, NotAllowed.
    """
    locked = _locked(actor, item)
    if locked.answered_at is not None:
        raise problems.AlreadyAnswered
    if not words.strip():
        raise problems.NothingSaid
    if max(len(words), len(change)) > WORDS_SIGNS:
        raise problems.WordsTooLong(most=WORDS_SIGNS)
    key, aad = people.organisation_key(item.organisation_id), item.pk.bytes
    columns: dict[str, object] = {
        "answered_at": now,
        "answered_by_id": actor.account_id,
        "answer_sealed": sealing.seal(key, words.strip().encode(), aad=aad),
        "change_sealed": sealing.seal(key, change.strip().encode(), aad=aad) if change.strip() else None,
    }
    if locked.acknowledged_at is None:
        columns |= {"acknowledged_at": now, "acknowledged_by_id": actor.account_id}
    _change(actor, locked, "feedback.answer", now, **columns)
    return locked


@transaction.atomic
def note_satisfied(*, actor: Actor, item: Item, how: Satisfied, now: datetime) -> Item:
    """Note what whoever told it says of the answer; the latest stands. Raises NotAnswered, NotAllowed."""
    locked = _locked(actor, item)
    if locked.answered_at is None:
        raise problems.NotAnswered
    _change(actor, locked, "feedback.satisfied", now, satisfied=how)
    return locked


def _locked(actor: Actor, item: Item) -> Item:
    policies.check_can_answer(actor, item)
    return Item.objects.select_for_update(of=("self",)).get(pk=item.pk)


def _change(actor: Actor, item: Item, verb: str, now: datetime, **columns: object) -> None:
    for column, value in columns.items():
        setattr(item, column, value)
    item.save(update_fields=list(columns))
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="feedback",
        subject_id=item.pk,
        at=now,
        organisation_id=item.organisation_id,
    )
