"""The cast, two groups on two hills, and tables whose rows are really committed."""

import pytest

from tests.cast import Cast, cast, make_cast
from tests.factories.groups import make_group
from tuvurane.groups.models import Group
from tuvurane.journal.models import Head
from tuvurane.journal.queries import GENESIS

__all__ = ["aminas_group", "boscos_group", "cast", "committed", "committed_cast"]


@pytest.fixture
def aminas_group(cast: Cast) -> Group:
    """A running group of four on Muriza, led by amina."""
    return make_group(
        cast.organisation, cast.places["Muriza"], name="Twiyubake", leaders=[cast["amina"]], members=4
    )


@pytest.fixture
def boscos_group(cast: Cast) -> Group:
    """A running group of two on Butare, led by bosco."""
    return make_group(
        cast.organisation, cast.places["Butare"], name="Dusangire", leaders=[cast["bosco"]], members=2
    )


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Tables whose rows other connections see. The chain of the journal starts anew."""
    Head.objects.update_or_create(pk=1, defaults={"seq": 0, "hash": GENESIS})


@pytest.fixture
def committed_cast(committed: None) -> Cast:
    """The cast, seen by other connections too."""
    return make_cast()
