"""Push: every record is acknowledged one by one, in its own transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from tuvurane.foundation.problems import Problem
from tuvurane.people.scope import Actor
from tuvurane.sync import catalogue

Outcome = Literal["accepted", "already", "refused"]


@dataclass(frozen=True, slots=True)
class Pushed:
    """A record as it came."""

    id: UUID
    kind: str
    version: int
    claimed_at: datetime | None
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record; a refusal says why in the reader's language."""

    id: UUID
    outcome: Outcome
    code: str | None = None
    sentence: str | None = None


def push(actor: Actor, records: Sequence[Pushed], *, now: datetime, language: str) -> list[Result]:
    """Take records in their order. One refusal stops nothing: the others are taken."""
    return [_take(actor, record, now, language) for record in records]


def _take(actor: Actor, record: Pushed, now: datetime, language: str) -> Result:
    arrival = catalogue.Arrival(record.id, record.claimed_at, now)
    try:
        new = catalogue.take(actor, kind=record.kind, version=record.version, body=record.body, arrival=arrival)
    except Problem as problem:
        return Result(record.id, "refused", problem.code, problem.sentence(language))
    return Result(record.id, "accepted" if new else "already")
