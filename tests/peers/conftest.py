"""Two facilitators of one group, each with a phone, and the office's browser."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import NOW, SYSTEM, Cast, cast
from tests.factories.browsers import browser_of
from tests.factories.groups import make_group
from tests.factories.people import HIRED_ON
from tests.factories.phones import Phone
from tuvurane.groups.models import Group
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role

__all__ = ["aminas_group", "at_the_desk", "bosco_too", "cast", "fresh_counters", "other_phone", "phone"]


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    """Tries are counted per minute: no test counts for another."""
    cache.clear()


@pytest.fixture
def bosco_too(cast: Cast) -> None:
    """Bosco is a facilitator on amina's hill as well."""
    people_actions.give_role(
        actor=SYSTEM, account=cast["bosco"], role=Role.FACILITATOR, place=cast.places["Muriza"], since=HIRED_ON, now=NOW
    )


@pytest.fixture
def aminas_group(cast: Cast, bosco_too: None) -> Group:
    """A running group of four on Muriza, led by amina and bosco."""
    leaders = [cast["amina"], cast["bosco"]]
    return make_group(cast.organisation, cast.places["Muriza"], leaders=leaders, members=4)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    """Amina's phone."""
    return Phone(cast["amina"])


@pytest.fixture
def other_phone(cast: Cast) -> Phone:
    """Bosco's phone."""
    return Phone(cast["bosco"])


@pytest.fixture
def at_the_desk(cast: Cast) -> Callable[[str], Client]:
    """A browser in which someone of the cast has signed in, both steps."""
    return lambda name: browser_of(cast[name])
