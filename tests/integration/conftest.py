"""The cast, two groups on two hills, and tables whose rows are really committed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from tests.cast import Cast, cast, make_cast
from tests.factories.groups import make_group
from tuvurane.groups.models import Group
from tuvurane.journal.models import Head
from tuvurane.journal.queries import GENESIS

__all__ = ["aminas_group", "boscos_group", "cast", "committed", "committed_cast", "together"]


@pytest.fixture
def aminas_group(cast: Cast) -> Group:
    """A running group of four on Muriza, led by amina."""
    return make_group(cast.organisation, cast.places["Muriza"], name="Twiyubake", leaders=[cast["amina"]], members=4)


@pytest.fixture
def boscos_group(cast: Cast) -> Group:
    """A running group of two on Butare, led by bosco."""
    return make_group(cast.organisation, cast.places["Butare"], name="Dusangire", leaders=[cast["bosco"]], members=2)


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Tables whose rows other connections see. The chain of the journal starts anew."""
    Head.objects.update_or_create(pk=1, defaults={"seq": 0, "hash": GENESIS})


@pytest.fixture
def committed_cast(committed: None) -> Cast:
    """The cast, seen by other connections too."""
    return make_cast()


@pytest.fixture
def together(committed: None) -> Callable[..., list[Any]]:
    """Run acts at once, each with a connection of its own; answers what each returned or raised."""

    def alone(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - the test asks what each of them met
            return error
        finally:
            connection.close()

    def run(*acts: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(len(acts)) as threads:
            return list(threads.map(alone, acts))

    return run
