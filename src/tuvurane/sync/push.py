"""Push: every record is acknowledged one by one; what one batch brings is written in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from itertools import groupby
from typing import Literal
from uuid import UUID

from django.db import transaction

from tuvurane.foundation import words
from tuvurane.foundation.problems import Problem
from tuvurane.foundation.records import same
from tuvurane.groups import actions as group_actions
from tuvurane.people import problems as people_problems
from tuvurane.people.actions import Origin
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor
from tuvurane.sync import actions, catalogue, problems, queries
from tuvurane.sync.catalogue import Envelope
from tuvurane.sync.kinds import Arrival, Body, Taken
from tuvurane.sync.models import SetAside
from tuvurane.training import queries as training

Outcome = Literal["accepted", "already", "refused", "set_aside"]
SESSION = ("session", 1)
RESCUED = ("rescued", 1)


@dataclass(frozen=True, slots=True)
class Result:
    """
    What became of one record; what was not taken says why in the reader's language.

    ``tells``: a change that the phone shows already, having made it: its sequence number and its group.
    """

    id: UUID
    outcome: Outcome
    code: str | None = None
    sentence: str | None = None
    tells: tuple[int, UUID] | None = None


@dataclass(frozen=True)
class _Batch:
    """What is the same for all records of one push."""

    actor: Actor
    sender: actions.Sender
    now: datetime
    language: str
    clock_gap: int | None
    ids: frozenset[UUID]
    aside: dict[UUID, SetAside]

    @cached_property
    def held(self) -> set[UUID]:
        """Which of these records we hold already from this person; asked only where the group is out of reach."""
        return catalogue.held(self.actor.account_id, self.ids)


def push(
    actor: Actor, records: Sequence[Envelope], *, now: datetime, language: str, clock_gap: int | None = None
) -> list[Result]:
    """
    Take records in their order; one answer for each. One refusal stops nothing: the others are taken.

    All groups that they name are locked first, then whom they rate, each in one order, so that no two
    phones wait for each other. ``clock_gap``: seconds that our clock is ahead of the phone's. From a revoked phone
    everything is set aside, but for what may ask for a talk.
    """
    if not records:
        return []
    if actor.account_id is None or actor.device_id is None or actor.organisation_id is None:
        raise people_problems.DeviceUnknown
    sender = actions.Sender(actor.account_id, actor.device_id, actor.organisation_id)
    ids = frozenset(record.id for record in records)
    with transaction.atomic(savepoint=False):
        # Before anything is looked up: a record sent twice around its phone's revocation is seen by the second.
        group_actions.lock(*catalogue.groups_named(actor.organisation_id, records))
        _hold_people(actor, records)
        batch = _Batch(actor, sender, now, language, clock_gap, ids, queries.known(ids))
        runs = groupby(records, key=partial(_in_one_go, batch))
        return [answer for together, run in runs for answer in (_sessions if together else _each)(batch, list(run))]


def _hold_people(actor: Actor, records: Sequence[Envelope]) -> None:
    """Lock whom these records rate until commit: their gates come after the groups and before the journal."""
    named = catalogue.people_named(records)
    if named:
        rows = training.facilitators_visible_to(actor, verb=Verb.COMPETENCE_RATE).filter(pk__in=named)
        list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))


def _in_one_go(batch: _Batch, record: Envelope) -> bool:
    """Whether a record can be written together with its neighbours: a report of a session, as most are."""
    entitled = not batch.actor.revoked or record.id in batch.held
    return (record.kind, record.v) == SESSION and entitled and record.id not in batch.aside


def _sessions(batch: _Batch, records: list[Envelope]) -> list[Result]:
    read: list[Body | Problem] = []
    for record in records:
        try:
            read.append(catalogue.read(record.kind, record.v, record.body))
        except Problem as problem:
            read.append(problem)
    good = [
        (_arrival(batch, record), body)
        for record, body in zip(records, read, strict=True)
        if isinstance(body, catalogue.SessionBody)
    ]
    outcomes = iter(catalogue.take_sessions(batch.actor, good, now=batch.now))
    return [
        _said(batch, record, body if isinstance(body, Problem) else next(outcomes))
        for record, body in zip(records, read, strict=True)
    ]


def _each(batch: _Batch, records: list[Envelope]) -> list[Result]:
    return [_said(batch, record, _outcome(batch, record)) for record in records]


def _outcome(batch: _Batch, record: Envelope) -> Taken | Result | Problem:
    """What becomes of one record by itself: what it wrote stands or falls with it."""
    try:
        with transaction.atomic():
            if (record.kind, record.v) == RESCUED:
                return _rescue(batch, record)
            entitled = not batch.actor.revoked or record.id in batch.held or catalogue.is_sealed(record.kind)
            if record.id in batch.aside or not entitled:
                return people_problems.DeviceRevoked()
            return catalogue.take(
                batch.actor, kind=record.kind, version=record.v, body=record.body, arrival=_arrival(batch, record)
            )
    except Problem as problem:
        return problem


def _arrival(batch: _Batch, record: Envelope) -> Arrival:
    origin = Origin(batch.actor.account_id, batch.actor.device_id, record.at, batch.clock_gap)
    return Arrival(record.id, origin, batch.now, lambda: record.id in batch.held)


def _said(batch: _Batch, record: Envelope, outcome: Taken | Result | Problem) -> Result:
    """The answer for one record. What the phone cannot repair is set aside."""
    if isinstance(outcome, Result):
        return outcome
    if isinstance(outcome, Taken):
        group = catalogue.group_named(record.body)
        tells = None if outcome.tells is None or group is None else (outcome.tells, group)
        return Result(record.id, "accepted" if outcome.new else "already", tells=tells)
    try:
        if isinstance(outcome, catalogue.REPAIRABLE):
            raise outcome
        return _again(batch, record) if record.id in batch.aside else _aside(batch, record, outcome)
    except catalogue.REPAIRABLE as problem:
        return Result(record.id, "refused", problem.code, problem.sentence(batch.language))


def _again(batch: _Batch, record: Envelope) -> Result:
    """One that was set aside before, whatever has been decided about it since. Raises IdAlreadyUsed."""
    aside = batch.aside[record.id]
    if not same(aside.fingerprint, queries.fingerprint(record.kind, record.v, record.body)):
        raise problems.IdAlreadyUsed
    return _told(batch, aside)


def _aside(batch: _Batch, record: Envelope, why: Problem) -> Result:
    batch.aside[record.id] = actions.set_aside(
        actor=batch.actor, sender=batch.sender, record=record, why=why, now=batch.now, clock_gap=batch.clock_gap
    )
    return _again(batch, record)


def _told(batch: _Batch, aside: SetAside) -> Result:
    sentence = words.say("sync.aside", batch.language, why=queries.why(aside, batch.language))
    return Result(aside.pk, "set_aside", aside.why, sentence)


def _rescue(batch: _Batch, record: Envelope) -> Result:
    """A record that the phone holds only closed to us."""
    box = record.body.get("box")
    if not isinstance(box, str):
        raise problems.EnvelopeUnreadable
    lost = catalogue.rescued(batch.sender.organisation_id, record.id, box)
    outcome = actions.rescue(actor=batch.actor, sender=batch.sender, record_id=record.id, record=lost, now=batch.now)
    if outcome == "unreadable":
        raise problems.EnvelopeUnreadable
    if outcome == "known":
        return Result(record.id, "already")
    return Result(record.id, "set_aside", problems.Rescued.code, problems.Rescued().sentence(batch.language))
