"""Sealing anew: rows whose bytes name an older generation of a ring, wherever in the house they lie."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from tuvurane.foundation import rows, sealing
from tuvurane.foundation.privacy import UnderMaster, UnderRing

BATCH = 100
"""Rows sealed anew in one transaction: on SQLite others wait for it to end before they write."""


class Column(NamedTuple):
    """A sealed column of some table, and what its model says of it."""

    model: type[models.Model]
    name: str
    under: UnderRing | UnderMaster

    def older_than(self, generation: int) -> models.QuerySet[Any]:
        """The rows whose bytes were sealed under an older generation. Empty bytes are not sealed."""
        reach = {f"{self.name}__gt": b"", f"{self.name}__lt": sealing.prefix(generation)}
        return self.model._base_manager.filter(**reach)

    def count(self, generation: int, organisation_id: UUID | None = None) -> int:
        """How many rows of an organisation are sealed under an older generation; of all where the master key wraps."""
        found = self.older_than(generation)
        if isinstance(self.under, UnderRing):
            found = found.filter(**{self.under.organisation: organisation_id})
        return found.count()


def columns(purpose: str | None) -> list[Column]:
    """The columns under the rings of a purpose; without one those that the master key wraps."""
    said = [
        Column(model, name, under)
        for model in apps.get_models()
        for name, under in getattr(model, "SEALED_UNDER", {}).items()
    ]
    if purpose is None:
        return [column for column in said if isinstance(column.under, UnderMaster)]
    return [column for column in said if isinstance(column.under, UnderRing) and column.under.purpose == purpose]


def seal_anew(
    column: Column, ring: sealing.Ring, generation: int, organisation_id: UUID | None = None
) -> Iterator[int]:
    """
    Seal what is older than ``generation`` under it, a batch at a time; yields how many rows were in each.

    Ended anywhere it may be begun again. What does not open stays as it is. Nobody may seal under an
    older generation any more.
    """
    asked = _asked(column, column.older_than(generation))
    new = ring.at(generation)
    batch = list(asked[:BATCH])
    while batch:
        opened = [(row, _plain(column, ring, row)) for row in batch if _is_of(column, row, organisation_id)]
        changed = [
            (row[0], bytes(row[1]), sealing.seal(new, plain, aad=_bound(column, row)))
            for row, plain in opened
            if plain is not None
        ]
        with transaction.atomic():
            rows.reseal(column.model, column.name, changed)
        yield len(changed)
        batch = list(asked.filter(pk__gt=batch[-1][0])[:BATCH])


def open_all(column: Column, ring: sealing.Ring, organisation_id: UUID | None = None) -> tuple[int, int]:
    """How many rows of an organisation keep something in a column, and how many of them do not open."""
    asked = _asked(column, column.model._base_manager.filter(**{f"{column.name}__gt": b""}))
    if isinstance(column.under, UnderRing):
        asked = asked.filter(**{column.under.organisation: organisation_id})
    opened = [_plain(column, ring, row) is not None for row in asked.iterator(chunk_size=2_000)]
    return len(opened), opened.count(False)


def _asked(column: Column, found: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Of each row its key, its sealed bytes, the organisation's id where a ring seals, what it is bound to."""
    of = (column.under.organisation,) if isinstance(column.under, UnderRing) else ()
    return found.order_by("pk").values_list("pk", column.name, *of, *_paths(column))


def _is_of(column: Column, row: tuple[Any, ...], organisation_id: UUID | None) -> bool:
    return isinstance(column.under, UnderMaster) or row[2] == organisation_id


def _plain(column: Column, ring: sealing.Ring, row: tuple[Any, ...]) -> bytes | None:
    """What the bytes of a row say; None where they do not open."""
    try:
        return sealing.unseal(ring, row[1], aad=_bound(column, row))
    except sealing.Unreadable:
        return None


def _paths(column: Column) -> list[str]:
    return [path for path in column.under.bound_to if isinstance(path, str)]


def _bound(column: Column, row: tuple[Any, ...]) -> bytes:
    """What the bytes of a row are bound to: the values of the paths are its last ones."""
    values = iter(row[len(row) - len(_paths(column)) :])
    return b"".join(_bytes(path if isinstance(path, bytes) else next(values)) for path in column.under.bound_to)


def _bytes(value: UUID | date | str | bytes) -> bytes:
    if isinstance(value, bytes):
        return value
    return value.bytes if isinstance(value, UUID) else str(value).encode()
