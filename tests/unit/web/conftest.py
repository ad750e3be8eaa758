"""The cast at the office's doors, at a time that stands still."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import NOW, Cast, cast
from tests.factories.browsers import browser_of
from tests.factories.groups import make_group
from tuvurane.foundation import clock
from tuvurane.groups.models import Group

__all__ = ["aminas_group", "at_the_desk", "cast", "still_clock"]


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors read a clock that stands at the cast's present."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def aminas_group(cast: Cast) -> Group:
    """A running group of six on Muriza, led by amina."""
    return make_group(cast.organisation, cast.places["Muriza"], leaders=[cast["amina"]], members=6)


@pytest.fixture
def at_the_desk(cast: Cast) -> Callable[[str], Client]:
    """A browser in which someone of the cast has signed in, both steps."""
    return lambda name: browser_of(cast[name])
