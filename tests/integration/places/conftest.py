from datetime import UTC, datetime

import pytest

from tuvurane.people.scope import Actor
from tuvurane.places import actions as place_actions

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def take(db):
    """Import rows as the command line does."""

    def import_rows(rows, source="a test's list"):
        return place_actions.import_places(actor=Actor.system(), rows=rows, source=source, now=NOW)

    return import_rows
