from collections.abc import Callable

import pytest
from django.core.cache import cache

from tests.cast import NOW, SYSTEM, TODAY, Cast
from tests.factories.groups import make_group
from tests.factories.people import HIRED_ON
from tests.factories.phones import Phone
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import Status
from tuvurane.groups.models import Group
from tuvurane.people import actions as people_actions
from tuvurane.people.roles import Role


@pytest.fixture(autouse=True)
def fresh_counters():
    """Tries are counted per minute: no test counts for another."""
    cache.clear()


@pytest.fixture
def phone(cast) -> Phone:
    """Amina's phone, set to French."""
    return Phone(cast["amina"], language="fr")


@pytest.fixture
def begins(cast: Cast) -> Group:
    """A group of amina's with four people, who are asked before its first session, whatever today is."""
    return make_group(
        cast.organisation, cast.places["Muriza"], name="Begins", leaders=[cast["amina"]], members=4,
        status=Status.RECRUITING,
    )  # fmt: skip


@pytest.fixture
def moved_away(cast: Cast, aminas_group: Group) -> Callable[[], None]:
    """Amina's group goes to bosco."""

    def go() -> None:
        hand_over(aminas_group, cast, "amina", "bosco")

    return go


def hand_over(group: Group, cast: Cast, giver: str, taker: str) -> None:
    """A group goes from one facilitator to another today."""
    people_actions.give_role(
        actor=SYSTEM, account=cast[taker], role=Role.FACILITATOR, place=group.place, since=HIRED_ON, now=NOW
    )
    group_actions.assign_facilitator(actor=SYSTEM, group=group, account=cast[taker], since=TODAY, now=NOW)
    group_actions.end_assignment(actor=SYSTEM, group=group, account=cast[giver], until=TODAY, now=NOW)
