"""
Load a crowd of facilitators with their groups in seconds, and print their phones, one a line, as JSON.

Runs inside an instance (see ``instance.script``), on either database. Each facilitator leads five
running groups of fifteen people with a second one; both have a phone. The people are called
"Synthetic Person 1" and so on: nobody in it exists. They have nicknames, which phones show, so that
what phones receive weighs what it weighs in life.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import django

django.setup()

from django.db import transaction  # noqa: E402 - the apps exist only now

from tuvurane.config import tables  # noqa: E402
from tuvurane.config.synthetic import country, names  # noqa: E402
from tuvurane.config.synthetic.chance import Chance  # noqa: E402
from tuvurane.foundation import clock  # noqa: E402
from tuvurane.groups import actions as group_actions  # noqa: E402
from tuvurane.groups.actions.participants import spoken_code  # noqa: E402
from tuvurane.groups.actions.plans import GroupPlan, PersonPlan, SessionPlan  # noqa: E402
from tuvurane.groups.codes import AgeBand, Mark, Phase, PlaceKind, Purpose, Sex, Status, Voice  # noqa: E402
from tuvurane.groups.queries import Identity, SessionContent  # noqa: E402
from tuvurane.people import actions, queries  # noqa: E402
from tuvurane.people.actions import AccountPlan  # noqa: E402
from tuvurane.people.roles import Role  # noqa: E402
from tuvurane.people.scope import Actor  # noqa: E402

PEOPLE = 15
BEGAN = timedelta(weeks=20)


@dataclass(frozen=True, slots=True)
class _Lead:
    """One facilitator, the second one, and the groups that both lead."""

    first: AccountPlan
    second: AccountPlan
    groups: tuple[GroupPlan, ...]


class _Crowd:
    """One organisation; ``held`` says how many sessions each group of a facilitator has held."""

    def __init__(self, facilitators: int, held: Sequence[int]) -> None:
        self.chance, self.now, self.today, self.held = Chance(1), clock.now(), clock.today(), held
        self.starts_on = self.today - BEGAN
        self.long_ago = datetime.combine(self.starts_on - timedelta(days=60), time(8), UTC)
        self.spot = next(spot for area in country.areas_of("A", on=self.today) for spot in area.spots)
        self.codes = count(1)
        house = actions.found_organisation(
            actor=Actor.system(), name="Synthetic Crowd", short="Crowd", synthetic=True, now=self.long_ago
        )
        self.house_id = house.pk
        self.leads = [self._lead(number) for number in range(1, facilitators + 1)]

    def load(self) -> Iterator[dict[str, object]]:
        """Write it; tells each facilitator's token, the second one's, a code for one more phone, and the groups."""
        actor = Actor.system(self.house_id)
        accounts = [plan for lead in self.leads for plan in (lead.first, lead.second)]
        actions.open_accounts(actor=actor, organisation_id=self.house_id, plans=accounts, now=self.now)
        plans = [group for lead in self.leads for group in lead.groups]
        group_actions.load_programme(actor=actor, organisation_id=self.house_id, plans=plans, now=self.now)
        for lead in self.leads:
            yield {
                "token": self._enrolled(lead.first),
                "other": self._enrolled(lead.second),
                "code": self._code(lead.first),
                "groups": [str(group.id) for group in lead.groups],
            }

    def _enrolled(self, plan: AccountPlan) -> str:
        return actions.enrol_device(code=self._code(plan), label="bench", now=self.now).token

    def _code(self, plan: AccountPlan) -> str:
        account = queries.account_named(plan.username)
        if account is None:
            raise RuntimeError(f"{plan.username} was not opened.")
        return actions.issue_enrolment_code(actor=Actor.system(), account=account, now=self.now)

    def _lead(self, number: int) -> _Lead:
        first, second = self._account(2 * number - 1), self._account(2 * number)
        names_of_groups = (f"Synthetic {number}-{at}" for at in count(1))
        groups = tuple(
            self._group(name, first, second, held) for name, held in zip(names_of_groups, self.held, strict=False)
        )
        return _Lead(first, second, groups)

    def _account(self, number: int) -> AccountPlan:
        return AccountPlan(
            id=self.chance.id_at(self.long_ago),
            username=f"crowd-{number}",
            name=f"Synthetic Facilitator {number}",
            language="rn",
            role=Role.FACILITATOR,
            place_id=self.spot.place_id,
            since=self.long_ago.date(),
            opened_at=self.long_ago,
        )

    def _group(self, name: str, first: AccountPlan, second: AccountPlan, held: int) -> GroupPlan:
        planned = self.long_ago + timedelta(seconds=self.chance.randrange(1_000_000))  # no two ids begin alike
        return GroupPlan(
            id=self.chance.id_at(planned),
            place_id=self.spot.place_id,
            name=name,
            site="",
            language="rn",
            weekday=self.starts_on.weekday(),
            starts_on=self.starts_on,
            moves=[(Status.RECRUITING, self.long_ago.date()), (Status.RUNNING, self.starts_on)],
            facilitators=[(one.id, self.long_ago.date(), None) for one in (first, second)],
            people=self._people(),
            sessions=[self._session(number, first) for number in range(1, held + 1)],
            missed=[],
            made_at=self.long_ago,
        )

    def _people(self) -> list[PersonPlan]:
        sexes = [Sex.F if seat % 2 else Sex.M for seat in range(PEOPLE)]
        called = names.first_names(self.chance, sexes)
        return [self._person(seat, *who) for seat, who in enumerate(zip(sexes, called, strict=True), start=1)]

    def _person(self, seat: int, sex: Sex, called: str) -> PersonPlan:
        return PersonPlan(
            id=self.chance.id_at(self.long_ago),
            code=spoken_code(self.house_id, next(self.codes)),
            identity=Identity(f"Synthetic Person {seat}", nickname=called),
            sex=sex,
            age_band=AgeBand.FROM_25,
            seat=seat,
            joined_on=self.starts_on,
            consents={Purpose.TAKE_PART: self.starts_on, Purpose.BE_MEASURED: self.starts_on},
        )

    def _session(self, number: int, leader: AccountPlan) -> SessionPlan:
        on = held_on(self.starts_on, number)
        content = SessionContent(
            number=number,
            held_on=on,
            minutes=180,
            place_kind=PlaceKind.CHURCH,
            phase=Phase.TRUST,
            facilitators=[1, 2],
            marks=dict.fromkeys(range(1, PEOPLE + 1), Mark.PRESENT),
            voice=dict.fromkeys(Voice, group_actions.Tally(12, 1, 0)),
        )
        return SessionPlan(self.chance.id_at(self.now), content, leader.id, datetime.combine(on, time(15), UTC))


def held_on(starts_on: date, number: int) -> date:
    """A week after the other."""
    return starts_on + timedelta(weeks=number - 1)


@transaction.atomic
def run(argv: Sequence[str] | None = None) -> None:
    """Make the database, load the crowd, print the phones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facilitators", type=int, default=100)
    parser.add_argument("--held", default="0,0,0,0,0", help="sessions held, for each group of a facilitator")
    asked = parser.parse_args(argv)
    country.settle(clock.now())
    for phone in _Crowd(asked.facilitators, [int(held) for held in asked.held.split(",")]).load():
        sys.stdout.write(json.dumps(phone) + "\n")


if __name__ == "__main__":
    tables.bring_up()
    run()
