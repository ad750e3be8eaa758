"""The people of a synthetic house as its trainings see them: who leads which groups, who trains, who supervises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from tuvurane.config.synthetic import names
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.country import Area
from tuvurane.config.synthetic.rounds import Pair
from tuvurane.groups.actions import GroupPlan
from tuvurane.groups.codes import Status
from tuvurane.people.actions import AccountPlan
from tuvurane.people.roles import Role
from tuvurane.training.codes import Sex

CHARGES = 8  # facilitators of one supervisor: four pairs
TRAINEES_OF_A_TRAINER = 90
FEWEST_TRAINERS = 3
_SEX = {called: Sex(sex.lower()) for sex, many in names.FIRST_NAMES.items() for called in many}


@dataclass(frozen=True, slots=True)
class Led:
    """A group as those who lead it know it; ``leaders`` with their last day, ``held`` the days of its sessions by number."""

    group_id: UUID
    leaders: Mapping[UUID, date | None]
    starts_on: date
    held: Mapping[int, date]
    status: Status
    language: str

    @property
    def runs(self) -> bool:
        return self.status == Status.RUNNING


@dataclass(slots=True)
class Person:
    """Somebody who leads groups; ``groups`` in the order in which they began. ``shown``: whose phone the demo enrols."""

    id: UUID
    name: str
    language: str
    area: Area
    shown: bool = False
    groups: list[Led] = field(default_factory=list)

    @property
    def sex(self) -> Sex:
        return sex_of(self.name)

    @property
    def leads_now(self) -> bool:
        return any(group.runs and group.leaders[self.id] is None for group in self.groups)

    @property
    def left_on(self) -> date | None:
        """The day on which they left a group that still ran, when they lead no other."""
        days = [until for group in self.groups if group.runs and (until := group.leaders[self.id])]
        return min(days) if days and not self.leads_now else None


def sex_of(name: str) -> Sex:
    """As the first name says; every one of ours says it."""
    return _SEX[name.split(maxsplit=1)[0]]


def people_of(accounts: Sequence[AccountPlan], pairs: Sequence[Pair]) -> list[Person]:
    """The facilitators, pair by pair; the first is the one whom the demo shows."""
    areas = {account_id: pair.area for pair in pairs for account_id in (pair.first, pair.second)}
    found = [Person(plan.id, plan.name, plan.language, areas[plan.id]) for plan in accounts]
    found[0].shown = True
    return found


def led(plan: GroupPlan) -> Led | None:
    """A group that has begun, as its leaders know it."""
    if plan.starts_on is None or not plan.moves or plan.moves[-1][0] == Status.RECRUITING:
        return None
    held = {session.content.number: session.content.held_on for session in plan.sessions}
    leaders = {account_id: until for account_id, _, until in plan.facilitators}
    return Led(plan.id, leaders, plan.starts_on, held, plan.moves[-1][0], plan.language)


def give_groups(people: Iterable[Person], groups: Iterable[Led]) -> None:
    """Tell each person which groups they lead or led, the first one first."""
    by_id = {person.id: person for person in people}
    for group in sorted(groups, key=lambda one: (one.starts_on, one.group_id)):
        for account_id in group.leaders:
            by_id[account_id].groups.append(group)


@dataclass(frozen=True, slots=True)
class Trainer:
    """Who trains for the house; ``generation`` is their own."""

    id: UUID
    name: str
    generation: int
    place_id: int


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who looks after whom."""

    id: UUID
    charges: tuple[UUID, ...]


@dataclass(slots=True)
class Staff:
    """Who trains and supervises in a house, with the accounts to be opened for it."""

    trainers: list[Trainer] = field(default_factory=list)
    supervisors: list[Supervisor] = field(default_factory=list)
    accounts: list[AccountPlan] = field(default_factory=list)


class Hiring:
    """Opens the accounts of trainers and supervisors; no password opens them."""

    def __init__(self, chance: Chance, letter: str, since: date) -> None:
        self.chance, self.letter, self.since, self.staff = chance, letter.lower(), since, Staff()

    def trainers(self, people: Sequence[Person], shown: Trainer | None) -> None:
        """As many as the trainees need, one generation as often as the other."""
        if shown is not None:
            self.staff.trainers.append(shown)
        provinces = sorted({person.area.province_id for person in people})
        wanted = max(FEWEST_TRAINERS, len(people) // TRAINEES_OF_A_TRAINER)
        for number in range(len(self.staff.trainers), wanted):
            place_id = provinces[number % len(provinces)]
            account = self._account(Role.TRAINER, number, place_id)
            self.staff.trainers.append(Trainer(account.id, account.name, 1 + (number + 1) % 2, place_id))

    def supervisors(self, people: Sequence[Person], shown: Supervisor | None) -> None:
        """One for each handful of facilitators of a commune; those of the demo's supervisor stay theirs."""
        taken = set(shown.charges) if shown else set()
        if shown is not None:
            self.staff.supervisors.append(shown)
        by_commune: dict[int, list[UUID]] = {}
        for person in people:
            if person.id not in taken:
                by_commune.setdefault(person.area.commune_id, []).append(person.id)
        for commune_id, ids in sorted(by_commune.items()):
            for start in range(0, len(ids), CHARGES):
                account = self._account(Role.SUPERVISOR, len(self.staff.supervisors), commune_id)
                self.staff.supervisors.append(Supervisor(account.id, tuple(ids[start : start + CHARGES])))

    def _account(self, role: Role, number: int, place_id: int) -> AccountPlan:
        opened = datetime.combine(self.since - timedelta(days=self.chance.randrange(60, 80)), time(8), UTC)
        sex = self.chance.choice(tuple(names.FIRST_NAMES))
        account = AccountPlan(
            id=self.chance.id_at(opened),
            username=f"{role}-{self.letter}-{number + 1:03d}",
            name=f"{self.chance.choice(names.FIRST_NAMES[sex])} {names.family_name(self.chance)}",
            language="fr",
            role=role,
            place_id=place_id,
            since=opened.date(),
            opened_at=opened,
        )
        self.staff.accounts.append(account)
        return account


def charges_of_the_demo(pairs: Sequence[Pair]) -> list[Pair]:
    """The first pair, and others near it: of its commune, else of its province."""
    home = pairs[0].area
    near = sorted(
        pairs[1:],
        key=lambda pair: (pair.area.commune_id != home.commune_id, pair.area.province_id != home.province_id),
    )
    return [pairs[0], *near[: CHARGES // 2 - 1]]
