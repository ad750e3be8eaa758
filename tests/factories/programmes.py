"""A small synthetic programme, written as a process does that has written none."""

from datetime import UTC, date, datetime

import pytest

from tuvurane.config.synthetic import SCALES, Programme, Scale, country, write_programme
from tuvurane.exchange import burundi
from tuvurane.people import queries as people
from tuvurane.people.scope import Actor
from tuvurane.places import actions as places

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "nobody real lives here"
GROUPS = 26


def settle_a_handful(patch: pytest.MonkeyPatch) -> None:
    """A scale of two dozen groups, and only those places of Burundi that they need."""
    patch.setitem(SCALES, "handful", Scale("handful", GROUPS, 16, rounds=3, recruiting=2, planned=2))
    communes = {name for names in country.COMMUNES_OF.values() for name in names}
    every = [row for row in burundi.rows() if row.valid_to is None]
    kept = {row.code for row in every if row.level == "province" or (row.level == "commune" and row.name in communes)}
    for level in ("zone", "colline", "site"):
        kept |= {row.code for row in every if row.level == level and row.parent in kept}
    rows = [row for row in every if row.code in kept]
    places.import_places(actor=Actor.system(), rows=rows, source=burundi.SOURCE, now=NOW)


def write(seed: int = 7, scale: str = "handful") -> Programme:
    """Write a programme: the same ids come again for the same seed, with other keys."""
    people.organisation_key.cache_clear()
    people.organisation_box_private.cache_clear()
    return write_programme(scale=scale, seed=seed, today=TODAY, now=NOW, password=PASSWORD)
