"""What every record kind of the catalogue is made of: a strict body, an arrival, an outcome."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from tuvurane.people.actions import Origin
from tuvurane.people.scope import Actor


class Body(BaseModel):
    """What enters is white-listed field by field; an unknown field is refused by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    A record on arrival: its own id, where it comes from, when we received it.

    ``held`` answers whether we hold a record of this id from the same person. Then it is recognised
    even where its group has gone to others since.
    """

    id: UUID
    origin: Origin
    now: datetime
    held: Callable[[], bool] = lambda: False


class Taken(NamedTuple):
    """
    Whether a record is new (False: it had come before).

    ``tells``: the number of the change it made, where the phone that recorded it shows all of it.
    """

    new: bool
    tells: int | None = None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One entry of the catalogue."""

    name: str
    version: int
    body: type[Body]
    take: Callable[[Actor, Arrival, Any], Taken]
