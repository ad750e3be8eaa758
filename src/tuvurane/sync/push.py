"""Push: every record is acknowledged one by one; what one batch brings is written in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import words
from tuvurane.foundation.problems import Problem
from tuvurane.groups import actions as group_actions
from tuvurane.people import problems as people_problems
from tuvurane.people.scope import Actor
from tuvurane.sync import actions, catalogue, problems, queries
from tuvurane.sync.catalogue import Envelope
from tuvurane.sync.models import SetAside

Outcome = Literal["accepted", "already", "refused", "set_aside"]
RESCUED = ("rescued", 1)


@dataclass(frozen=True, slots=True)
class Result:
    """
    What became of one record; what was not taken says why in the reader's language.

    ``tells``: the sequence number of a change that the phone shows already, having made it.
    """

    id: UUID
    outcome: Outcome
    code: str | None = None
    sentence: str | None = None
    tells: int | None = None


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is the same for all records of one push."""

    actor: Actor
    sender: actions.Sender
    now: datetime
    language: str
    clock_gap: int | None
    held: frozenset[UUID]
    aside: dict[UUID, SetAside]


def push(
    actor: Actor, records: Sequence[Envelope], *, now: datetime, language: str, clock_gap: int | None = None
) -> list[Result]:
    """
    Take records in their order; one answer for each. One refusal stops nothing: the others are taken.

    All groups that they name are locked first, in one order, so that no two phones wait for each
    other. ``clock_gap``: seconds that our clock is ahead of the phone's. From a revoked phone
    everything is set aside.
    """
    if not records:
        return []
    if actor.account_id is None or actor.device_id is None or actor.organisation_id is None:
        raise people_problems.DeviceUnknown
    with transaction.atomic():
        group_actions.lock(*{group for record in records if (group := catalogue.group_named(record.body))})
        ids = [record.id for record in records]
        held = frozenset(catalogue.held(actor.account_id, ids))
        sender = actions.Sender(actor.account_id, actor.device_id, actor.organisation_id)
        batch = _Batch(actor, sender, now, language, clock_gap, held, queries.known(ids))
        return [_answer(batch, record) for record in records]


def _answer(batch: _Batch, record: Envelope) -> Result:
    try:
        with transaction.atomic():
            if (record.kind, record.v) == RESCUED:
                return _rescue(batch, record)
            return _take(batch, record)
    except catalogue.REPAIRABLE as problem:
        return Result(record.id, "refused", problem.code, problem.sentence(batch.language))


def _take(batch: _Batch, record: Envelope) -> Result:
    if record.id in batch.aside:
        return _again(batch, record)
    known = record.id in batch.held
    if batch.actor.revoked and not known:
        return _aside(batch, record, people_problems.DeviceRevoked())
    origin = group_actions.Origin(batch.actor.account_id, batch.actor.device_id, record.at, batch.clock_gap)
    arrival = catalogue.Arrival(record.id, origin, batch.now, known)
    try:
        with transaction.atomic():
            taken = catalogue.take(batch.actor, kind=record.kind, version=record.v, body=record.body, arrival=arrival)
    except catalogue.REPAIRABLE:
        raise
    except Problem as problem:
        return _aside(batch, record, problem)
    return Result(record.id, "accepted" if taken.new else "already", tells=taken.tells)


def _again(batch: _Batch, record: Envelope) -> Result:
    """One that was set aside before, whatever has been decided about it since. Raises IdAlreadyUsed."""
    aside = batch.aside[record.id]
    if aside.fingerprint != queries.fingerprint(record.kind, record.v, record.body):
        raise problems.IdAlreadyUsed
    return _told(batch, aside)


def _aside(batch: _Batch, record: Envelope, why: Problem) -> Result:
    batch.aside[record.id] = actions.set_aside(
        actor=batch.actor, sender=batch.sender, record=record, why=why, now=batch.now, clock_gap=batch.clock_gap
    )
    return _told(batch, batch.aside[record.id])


def _told(batch: _Batch, aside: SetAside) -> Result:
    sentence = words.say("sync.aside", batch.language, why=queries.why(aside, batch.language))
    return Result(aside.pk, "set_aside", aside.why, sentence)


def _rescue(batch: _Batch, record: Envelope) -> Result:
    """A record that the phone holds only closed to us."""
    box = record.body.get("box")
    if not isinstance(box, str):
        raise problems.EnvelopeUnreadable
    outcome = actions.rescue(actor=batch.actor, sender=batch.sender, record_id=record.id, box=box, now=batch.now)
    if outcome == "unreadable":
        raise problems.EnvelopeUnreadable
    if outcome == "known":
        return Result(record.id, "already")
    return Result(record.id, "set_aside", problems.Rescued.code, problems.Rescued().sentence(batch.language))
