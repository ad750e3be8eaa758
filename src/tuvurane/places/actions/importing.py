"""Taking a list of places: all of it or nothing, and the same list twice changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tuvurane.journal import actions as journal
from tuvurane.places.actions import shape, tree
from tuvurane.places.actions.register import Register
from tuvurane.places.actions.rows import PlaceRow
from tuvurane.places.problems import Fault, PlacesFileRefused


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """How many rows brought a new place, changed one, or said what was known."""

    created: int
    changed: int
    unchanged: int


def faults_in(rows: Sequence[PlaceRow]) -> list[Fault]:
    """Everything for which ``import_places`` would refuse these rows, in no order."""
    return _faults(rows, Register.load())


@transaction.atomic
def import_places(*, actor: journal.ActorLike, rows: Sequence[PlaceRow], source: str, now: datetime) -> ImportSummary:
    """
    Take a list of places: new ones are made, known ones (by any of their codes) brought up to date.

    A row's name, other names, level, parent, dates and successors replace what was known; its codes
    and its population figure are added, a figure of the same year, kind and source corrected.
    Places that the list does not name stay as they are. Rows may stand in any order. ``source`` (at
    most 300 signs) is kept with every succession. The number of queries does not grow with the rows,
    but for batches as large as the database takes. Raises PlacesFileRefused with all faults, having changed nothing.
    """
    register = Register.load()
    faults = _faults(rows, register)
    if faults:
        raise PlacesFileRefused(faults)
    created = register.add_missing(rows)
    changed = {place.pk: fields for row in rows for place, fields in [register.bring_up_to_date(row, source)]}
    register.save()
    changes = {pk: fields for pk, fields in changed.items() if fields and pk not in created}
    if created or changes:
        _write_journal(actor, created, changes, source, now)
    return ImportSummary(len(created), len(changes), len(rows) - len(created) - len(changes))


def _faults(rows: Sequence[PlaceRow], register: Register) -> list[Fault]:
    return [*(fault for row in rows for fault in shape.faults_of(row)), *tree.faults_of(rows, register.known())]


def _write_journal(
    actor: journal.ActorLike, created: set[int], changes: dict[int, list[str]], source: str, now: datetime
) -> None:
    counts = {"created": len(created), "changed": len(changes), "source": source}
    lines = [journal.Line("places.import", "places", "all", detail=counts)]
    lines += [journal.Line("places.change", "place", str(pk), detail={"fields": changes[pk]}) for pk in changes]
    journal.write_many(actor=actor, at=now, lines=lines)
