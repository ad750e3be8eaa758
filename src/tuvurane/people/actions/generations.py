"""Generations of the organisations' keys: made, taken into use while people work, destroyed when nothing names them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from tuvurane.foundation import quiet, resealing, sealing
from tuvurane.journal import actions as journal
from tuvurane.people import problems, queries
from tuvurane.people.codes import KeyPurpose
from tuvurane.people.models import KeyGeneration, Organisation
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor


@dataclass(frozen=True, slots=True)
class Rotation:
    """
    A change of a key that has begun: everything is sealed under ``generation`` from now on.

    ``since``: transactions that began before this moment may still seal under the one before.
    """

    organisation_id: UUID
    purpose: KeyPurpose
    generation: int
    since: datetime | None


def make_generation(organisation_id: UUID, purpose: KeyPurpose, *, number: int, now: datetime) -> KeyGeneration:
    """A fresh key, wrapped by the master key; its id follows from what it is. Raises IntegrityError where it is there."""
    generation_id = uuid5(organisation_id, f"{purpose}/{number}")
    return KeyGeneration.objects.create(
        id=generation_id,
        organisation_id=organisation_id,
        purpose=purpose,
        number=number,
        key_wrapped=sealing.wrap(sealing.new_key(), aad=generation_id.bytes),
        made_at=now,
    )


def begin_rotation(*, actor: Actor, organisation_id: UUID, purpose: KeyPurpose, now: datetime) -> Rotation:
    """
    Make the next generation of a key, under which everything is sealed from now on.

    Where an earlier rotation did not come to its end, it is taken up again. Only by command line.
    """
    check_system(actor)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation_id)  # two rotations at once make one generation
        kept = queries.generations_of(organisation_id, purpose).filter(retired_at__isnull=True)
        numbers = list(kept.order_by("-number").values_list("number", flat=True))
        number = numbers[0]
        if len(numbers) == 1:
            number = make_generation(organisation_id, purpose, number=number + 1, now=now).number
            _write(actor, "keys.make", organisation_id, now, {"purpose": purpose, "generation": number})
    return Rotation(organisation_id, purpose, number, quiet.mark())


def seal_anew(rotation: Rotation) -> Iterator[int]:
    """
    Seal under the new generation what names an older one, in small batches; yields how many rows each had.

    Yields 0 while transactions of before may still seal under the old one: wait a little and go on.
    Ended anywhere, it goes on where it stopped when it is called again.
    """
    while quiet.older(rotation.since):
        yield 0
    ring = queries.organisation_key(rotation.organisation_id, rotation.purpose)
    for column in resealing.columns(rotation.purpose):
        yield from resealing.seal_anew(column, ring, rotation.generation, rotation.organisation_id)


def finish_rotation(*, actor: Actor, rotation: Rotation, now: datetime) -> list[int]:
    """
    Destroy the older generations, once no row names them; answers their numbers.

    Raises KeyInUse while rows do, or may still come to: those that do not open stay so, and keep the key.
    """
    check_system(actor)
    # Counted before the lock is taken: since older transactions have ended, the count can only fall.
    rows = queries.rows_behind(rotation.organisation_id, rotation.purpose, rotation.generation)
    if rows or quiet.older(rotation.since):
        raise problems.KeyInUse(purpose=rotation.purpose, rows=rows)
    with transaction.atomic():
        older = queries.generations_of(rotation.organisation_id, rotation.purpose).filter(
            retired_at__isnull=True, number__lt=rotation.generation
        )
        numbers = list(older.order_by("number").select_for_update().values_list("number", flat=True))
        older.update(key_wrapped=None, retired_at=now)
        if numbers:
            detail = {"purpose": rotation.purpose, "generations": numbers}
            _write(actor, "keys.destroy", rotation.organisation_id, now, detail)
    return numbers


def wrap_anew(since: datetime | None) -> Iterator[int]:
    """
    Wrap by the new master key what names an older one, in small batches; yields how many rows each had.

    The secrets file holds both since ``since``. Yields 0 while transactions of before go on, as ``seal_anew``.
    """
    while quiet.older(since):
        yield 0
    master = sealing.master()
    for column in resealing.columns(None):
        yield from resealing.seal_anew(column, master, master.newest())


def finish_master_rotation(*, actor: Actor, since: datetime | None, now: datetime) -> None:
    """
    Note that nothing names the master key before any more, so that it may leave the secrets file.

    Raises KeyInUse while rows do, or may still come to.
    """
    check_system(actor)
    generation = sealing.master().newest()
    rows = queries.rows_behind_master(generation)
    if rows or quiet.older(since):
        raise problems.KeyInUse(purpose="master", rows=rows)
    note_master(actor=actor, what="destroy", generation=generation - 1, now=now)


def note_master(*, actor: Actor, what: str, generation: int, now: datetime) -> None:
    """Write into the journal what became of the master key: ``escrow``, ``rejoin`` or ``destroy``."""
    check_system(actor)
    with transaction.atomic():
        journal.write(
            actor=actor,
            verb=f"keys.{what}",
            subject_kind="instance",
            subject_id="master_key",
            at=now,
            detail={"purpose": "master", "generation": generation},
        )


def check_system(actor: Actor) -> None:
    """Raise NotAllowed unless the command line acts: no account changes keys."""
    if actor.kind != "system":
        raise problems.NotAllowed(verb=Verb.DEPLOYMENT_MANAGE)


def _write(actor: Actor, verb: str, organisation_id: UUID, now: datetime, detail: Mapping[str, object]) -> None:
    journal.write(
        actor=actor,
        verb=verb,
        subject_kind="organisation",
        subject_id=organisation_id,
        at=now,
        organisation_id=organisation_id,
        detail=detail,
    )
