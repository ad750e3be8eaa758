"""Two hills under one province: amina leads the group on the first, bosco the one on the second."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tuvurane.foundation import ids
from tuvurane.groups import actions as group_actions
from tuvurane.groups.codes import AgeBand, ConsentGivenBy, Mark, Phase, PlaceKind, Purpose, Sex, Status
from tuvurane.groups.models import Group, Participant
from tuvurane.groups.queries import Identity
from tuvurane.measures import actions, scoring
from tuvurane.people import actions as people_actions
from tuvurane.people import queries as people_queries
from tuvurane.people.models import Account, Organisation
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places import actions as place_actions
from tuvurane.places.actions import Code, PlaceRow
from tuvurane.places.models import Place

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SYSTEM = Actor.system()
ANSWERS = {
    "srq20": dict.fromkeys(scoring.instrument_named("srq20").item_keys, 0),
    "who5": dict.fromkeys(scoring.instrument_named("who5").item_keys, 3),
    "phq9": dict.fromkeys(scoring.instrument_named("phq9").item_keys, 0),
}


@dataclass
class World:
    """The cast and what they need to act."""

    organisation: Organisation
    places: dict[str, Place]
    actors: dict[str, Actor] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, list[Participant]] = field(default_factory=dict)

    def new_id(self) -> UUID:
        return ids.new_id(NOW)

    def hire(self, name: str, role: Role, place: str) -> Actor:
        account = people_actions.open_account(
            actor=SYSTEM, organisation_id=self.organisation.pk, username=name, name=name.title(), language="rn", now=NOW
        )
        since = TODAY - timedelta(days=200)
        people_actions.give_role(
            actor=SYSTEM, account=account, role=role, place=self.places[place], since=since, now=NOW
        )
        self.actors[name] = people_queries.actor_of(account, on=TODAY)
        return self.actors[name]

    def open_group(self, name: str, leader: str, members: int = 3) -> Group:
        group = group_actions.make_group(
            actor=SYSTEM, group_id=self.new_id(), organisation_id=self.organisation.pk, place=self.places[name],
            name=name, site="", language="rn", weekday=4, now=NOW,
        )  # fmt: skip
        account = Account.objects.get(username=leader)
        group_actions.assign_facilitator(actor=SYSTEM, group=group, account=account, since=TODAY, now=NOW)
        self.groups[name] = self.move(group, Status.RECRUITING)
        self.people[name] = [self.enrol(group, f"Person {number}") for number in range(members)]
        return group

    def move(self, group: Group, to: Status) -> Group:
        return group_actions.move_group(actor=SYSTEM, group=group, to=to, on=TODAY, reason="", now=NOW)

    def enrol(self, group: Group, name: str, *, agrees: bool = True) -> Participant:
        person = group_actions.enrol_participant(
            actor=SYSTEM, group=group, participant_id=self.new_id(), identity=Identity(name), sex=Sex.F,
            age_band=AgeBand.FROM_25, joined_on=TODAY, now=NOW,
        )  # fmt: skip
        if agrees:
            self.says(group, person, given=True)
            self.says(group, person, given=True, purpose=Purpose.BE_CONTACTED)
        return person

    def says(self, group: Group, person: Participant, *, given: bool, purpose: Purpose = Purpose.BE_MEASURED) -> None:
        group_actions.record_consent(
            actor=SYSTEM, group=group, participant=person, purpose=purpose, given=given, on=TODAY,
            language="rn", given_by=ConsentGivenBy.VOICE, now=NOW,
        )  # fmt: skip

    def hold(self, group: Group, number: int, *, on: date = TODAY) -> None:
        content = group_actions.SessionContent(
            number=number, held_on=on, minutes=180, place_kind=PlaceKind.CHURCH, phase=Phase.SAFETY,
            facilitators=(1,), marks={1: Mark.PRESENT},
        )  # fmt: skip
        group_actions.record_session(actor=SYSTEM, group=group, session_id=self.new_id(), content=content, now=NOW)

    def response(self, group: str = "hill one", person: int = 0, **changed: Any) -> dict[str, Any]:
        """What a phone sends of one member's baseline SRQ-20, all answered no."""
        sent: dict[str, Any] = {
            "response_id": self.new_id(), "participant_id": self.people[group][person].pk,
            "group_id": self.groups[group].pk, "wave": "baseline", "instrument": "srq20", "version": "1",
            "language": "rn", "administered_on": TODAY, "now": NOW,
        } | changed  # fmt: skip
        return {"answers": ANSWERS.get(sent["instrument"], {})} | sent

    def record(self, actor: str = "amina", group: str = "hill one", person: int = 0, **changed: Any) -> actions.Taken:
        return actions.record_response(actor=self.actors[actor], **self.response(group, person, **changed))


@pytest.fixture
def world(db) -> World:
    province = PlaceRow(Code("test", "p"), "province", "Burunga")
    hills = [
        PlaceRow(Code("test", name.replace(" ", "-")), "colline", name, parent=Code("test", "p"))
        for name in ("hill one", "hill two")
    ]
    place_actions.import_places(actor=SYSTEM, rows=[province, *hills], source="made up", now=NOW)
    places = {place.name: place for place in Place.objects.all()}
    organisation = people_actions.found_organisation(actor=SYSTEM, name="Amahoro", short="AMA", synthetic=True, now=NOW)
    made = World(organisation, places)
    made.hire("amina", Role.FACILITATOR, "hill one")
    made.hire("bosco", Role.FACILITATOR, "hill two")
    made.hire("carine", Role.SUPERVISOR, "Burunga")
    made.hire("didier", Role.SAFEGUARDING, "Burunga")
    made.hire("eva", Role.EVALUATOR, "Burunga")
    made.open_group("hill one", "amina")
    made.open_group("hill two", "bosco")
    return made


@pytest.fixture
def with_yes() -> Callable[..., Mapping[str, int | None]]:
    """SRQ-20 answers: yes to these items, no to the others, nothing to those left ``blank``."""

    def answers(*items: int, blank: tuple[int, ...] = ()) -> Mapping[str, int | None]:
        yes = {f"srq_{item:02d}": 1 for item in items}
        return ANSWERS["srq20"] | yes | {f"srq_{item:02d}": None for item in blank}

    return answers


@pytest.fixture
def tomorrow() -> date:
    return TODAY + timedelta(days=1)
