"""
One cast for the whole suite.

Who they are, and where:

    Burunga (province)        coordinator, director, trainer, administrator; didier does safeguarding, eva reads evidence
      Musongati (commune)     carine supervises
        Muriza (hill)         amina leads a group
        Butare (hill)         bosco leads a group
      Makamba (commune)       nobody of ours
        Kibago (hill)
    Rutana (province until 2025, went into Burunga)

A stranger coordinates the same province for another organisation. Everything is made through actions.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar

import pytest

from tests.factories.people import HIRED_ON, make_device, make_organisation
from tuvurane.foundation import ids
from tuvurane.people import actions as people_actions
from tuvurane.people import queries as people
from tuvurane.people.actions import AccountPlan
from tuvurane.people.models import Account, Organisation
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places import actions as place_actions
from tuvurane.places.actions import Code, PlaceRow
from tuvurane.places.actions.rows import Share
from tuvurane.places.models import Place

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SYSTEM = Actor.system()
REFORM = date(2025, 7, 1)


@dataclass
class Cast:
    """Everyone, by name. ``cast["amina"]`` is her account, ``cast.actor("amina")`` what she acts as."""

    organisation: Organisation
    other: Organisation
    places: dict[str, Place]
    accounts: dict[str, Account] = field(default_factory=dict)

    # name -> role and the place where it is held
    ROLES: ClassVar[dict[str, tuple[Role, str]]] = {
        "amina": (Role.FACILITATOR, "Muriza"),
        "bosco": (Role.FACILITATOR, "Butare"),
        "carine": (Role.SUPERVISOR, "Musongati"),
        "didier": (Role.SAFEGUARDING, "Burunga"),
        "eva": (Role.EVALUATOR, "Burunga"),
        "coordinator": (Role.COORDINATOR, "Burunga"),
        "director": (Role.DIRECTOR, "Burunga"),
        "trainer": (Role.TRAINER, "Burunga"),
        "administrator": (Role.ADMINISTRATOR, "Burunga"),
        "stranger": (Role.COORDINATOR, "Burunga"),
    }

    def __getitem__(self, name: str) -> Account:
        return self.accounts[name]

    def actor(self, name: str) -> Actor:
        """What an account of the cast acts as today; ``system`` is the command line."""
        return SYSTEM if name == "system" else people.actor_of(self.accounts[name], on=TODAY)

    def on_phone(self, name: str) -> Actor:
        """A phone of the same person, enrolled for this, as a principal."""
        return replace(self.actor(name), kind="device", device_id=make_device(self.accounts[name]).device.pk)


def make_places() -> dict[str, Place]:
    """A small dated tree, by name."""
    province, musongati, makamba = Code("test", "B"), Code("test", "B1"), Code("test", "B2")
    place_actions.import_places(
        actor=SYSTEM,
        source="made up for the tests",
        now=NOW,
        rows=[
            PlaceRow(province, "province", "Burunga", valid_from=REFORM),
            PlaceRow(musongati, "commune", "Musongati", parent=province),
            PlaceRow(makamba, "commune", "Makamba", parent=province),
            PlaceRow(Code("test", "B11"), "colline", "Muriza", parent=musongati),
            PlaceRow(Code("test", "B12"), "colline", "Butare", parent=musongati),
            PlaceRow(Code("test", "B21"), "colline", "Kibago", parent=makamba),
            PlaceRow(
                Code("test", "R"), "province", "Rutana", valid_to=REFORM, successors=(Share(province, Decimal(1)),)
            ),
        ],
    )
    return {place.name: place for place in Place.objects.all()}


def make_cast() -> Cast:
    """Two organisations, the places and everyone with their roles."""
    made = Cast(make_organisation("Amahoro", "AMA"), make_organisation("Intwari", "INT"), make_places())
    for house, names in ((made.organisation, set(Cast.ROLES) - {"stranger"}), (made.other, {"stranger"})):
        plans = [plan(name, *held, made.places) for name, held in Cast.ROLES.items() if name in names]
        people_actions.open_accounts(actor=SYSTEM, organisation_id=house.pk, plans=plans, now=NOW)
    made.accounts = {account.username: account for account in Account.objects.all()}
    return made


def plan(name: str, role: Role, place: str, places: dict[str, Place]) -> AccountPlan:
    """One account of the cast, to be opened with the others in one step."""
    return AccountPlan(
        id=ids.new_id(NOW),
        username=name,
        name=name.title(),
        language="en",
        role=role,
        place_id=places[place].pk,
        since=HIRED_ON,
        opened_at=NOW,
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in the database."""
    return make_cast()
