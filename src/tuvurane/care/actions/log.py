"""Writing this room's own log: nothing about concerns stands in the common journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tuvurane.care.codes import Deed
from tuvurane.care.models import CareEntry, OnCall, Service
from tuvurane.people.scope import Actor


def note(actor_id: UUID | None, organisation_id: UUID, what: Deed, now: datetime, **about: Any) -> CareEntry:
    """Append a line about the ``concern``, the ``on_call`` or the ``service``; ``did`` says what was done."""
    return CareEntry.objects.create(organisation_id=organisation_id, at=now, by_id=actor_id, what=what, **about)


def note_arrangement(actor: Actor, organisation_id: UUID, did: str, now: datetime, about: OnCall | Service) -> None:
    """The same for what was arranged."""
    name = "on_call" if isinstance(about, OnCall) else "service"
    note(actor.account_id, organisation_id, Deed.ARRANGE, now, did=did, **{name: about})
