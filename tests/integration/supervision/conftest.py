"""Amina and Bosco on the ladder, each with a running group, in Carine's charge."""

import pytest

from tests.cast import Cast
from tests.factories.supervision import make_charge
from tests.factories.training import make_facilitator
from tuvurane.groups.models import Group
from tuvurane.people.scope import Actor
from tuvurane.training.models import Facilitator


@pytest.fixture
def amina(cast: Cast) -> Facilitator:
    """Amina of Muriza, on the ladder, in Carine's charge."""
    facilitator = make_facilitator(cast["amina"], cast.places["Muriza"])
    make_charge(cast["carine"], facilitator)
    return facilitator


@pytest.fixture
def bosco(cast: Cast) -> Facilitator:
    """Bosco of Butare, on the ladder, in nobody's charge."""
    return make_facilitator(cast["bosco"], cast.places["Butare"])


@pytest.fixture
def carine(cast: Cast) -> Actor:
    """Carine, who supervises in Musongati, at her desk."""
    return cast.actor("carine")


@pytest.fixture
def muriza(aminas_group: Group) -> Group:
    """The group that Amina leads."""
    return aminas_group
