"""Writing a synthetic programme into an empty database, through the same actions that people use."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice
from uuid import UUID

from django.db import transaction

from tuvurane.care import actions as care_actions
from tuvurane.config.synthetic import country, names
from tuvurane.config.synthetic.answers import House
from tuvurane.config.synthetic.asked_of_us import Hearing
from tuvurane.config.synthetic.caring import arranged
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.forgotten import Forgetting
from tuvurane.config.synthetic.judging import Judging
from tuvurane.config.synthetic.opened import write_opened
from tuvurane.config.synthetic.paper import key_sheets, on_paper
from tuvurane.config.synthetic.people import Led, charges_of_the_demo, led, people_of
from tuvurane.config.synthetic.referring import refer
from tuvurane.config.synthetic.rounds import (
    NEWEST_BEGAN,
    SHOWN,
    WEEK,
    WEEKS_BETWEEN_ROUNDS,
    Pair,
    facilitators,
    outlines,
)
from tuvurane.config.synthetic.scales import SCALES, Scale
from tuvurane.config.synthetic.schooling import Schooling
from tuvurane.config.synthetic.stories import Story, stories
from tuvurane.config.synthetic.testimonies import Telling, everywhere
from tuvurane.config.synthetic.unwanted import Unwanted
from tuvurane.config.synthetic.voiced import Office, write_voiced
from tuvurane.groups import actions as group_actions
from tuvurane.groups.actions import GroupPlan
from tuvurane.groups.actions.participants import spoken_code
from tuvurane.groups.codes import Status
from tuvurane.groups.models import Group
from tuvurane.measures import actions as measure_actions
from tuvurane.measures.actions import ResponsePlan
from tuvurane.people import actions as people_actions
from tuvurane.people import queries as people
from tuvurane.people.models import Account
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places

GROUPS_AT_ONCE = 60
LAST_CODE = 12_499_999  # spoken codes are counted down from here: the journal counts up from one
PARTS = {"A": 0.6, "B": 0.4}  # of the scale
ROLES = {
    "A": (
        Role.COORDINATOR,
        Role.SUPERVISOR,
        Role.TRAINER,
        Role.SAFEGUARDING,
        Role.EVALUATOR,
        Role.INTERVIEWER,
        Role.DIRECTOR,
        Role.ADMINISTRATOR,
    ),
    "B": (Role.COORDINATOR, Role.SAFEGUARDING, Role.INTERVIEWER),
}
LANGUAGES = {Role.EVALUATOR: "en", Role.ADMINISTRATOR: "en"}

# What is counted.
WRITTEN = (
    *("groups", "people", "facilitators", "sessions", "marks", "responses"),
    *("courses", "ratings", "visits"),
)

Progress = Callable[[int, int], None]
"""Hears how many groups are written, and of how many."""


class NotEmpty(RuntimeError):
    """The database holds organisations: a synthetic programme is never mixed with what is there."""

    def __init__(self) -> None:
        super().__init__(
            "This database holds organisations already. Set TUVURANE_HOME to an empty folder and try again."
        )


@dataclass(frozen=True, slots=True)
class Programme:
    """
    What was written. ``accounts`` are (role, user name) of organisation A, then of B.

    ``facilitator`` is the account whose phone the demo enrols: it leads three running groups, one
    with two reports of one session, one late, one that has just begun.
    """

    scale: Scale
    today: date
    organisations: tuple[str, ...]
    accounts: tuple[tuple[Role, str], ...]
    facilitator: Account
    counts: dict[str, int]
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Setting:
    seed: int
    chance: Chance
    scale: Scale
    now: datetime
    today: date
    password: str

    @property
    def since(self) -> date:
        """The day on which the first round began."""
        return self.today - WEEK * (NEWEST_BEGAN + WEEKS_BETWEEN_ROUNDS * (self.scale.rounds - 1)) - 4 * WEEK


@transaction.atomic
def write_programme(
    *, scale: str, seed: int, today: date, now: datetime, password: str, progress: Progress | None = None
) -> Programme:
    """
    Write two synthetic organisations with all that they did until now: everything or nothing.

    ``scale`` is partner, rwanda or tenfold. The same seed, day and moment write the same rows with
    the same ids; only keys, nonces and what is sealed by them differ. ``password`` opens the office
    accounts and the one of the demo's facilitator. Places of Burundi are imported when there are
    none. Raises NotEmpty, PasswordTooWeak, KeyError for an unknown scale.
    """
    if people.organisations().exists():
        raise NotEmpty
    setting = _Setting(seed, Chance(seed), SCALES[scale], now, today, password)
    country.settle(now)
    written = _Written(setting.scale.groups, progress)
    houses = [_House(setting, letter) for letter in PARTS]
    with _collecting_seldom():
        for house in houses:
            house.write(written)
    return Programme(
        scale=setting.scale,
        today=today,
        organisations=tuple(house.name for house in houses),
        accounts=tuple(account for house in houses for account in house.accounts),
        facilitator=Account.objects.get(pk=houses[0].pairs[0].first),
        counts=written.counts,
        password=password,
    )


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for cyclic garbage seldom: rows by the hundred thousand hold none, and the search took a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(2_000_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Written:
    """What has been written so far."""

    def __init__(self, groups: int, progress: Progress | None) -> None:
        self.groups, self.progress = groups, progress
        self.counts = dict.fromkeys(WRITTEN, 0)

    def add(self, **counts: int) -> None:
        for what, number in counts.items():
            self.counts[what] += number
        if self.progress is not None:
            self.progress(self.counts["groups"], self.groups)


class _House:
    """One organisation of the programme."""

    def __init__(self, setting: _Setting, letter: str) -> None:
        self.setting, self.letter, self.name = setting, letter, f"Synthetic Partner {letter}"
        self.accounts: list[tuple[Role, str]] = []
        self.areas = country.areas_of(letter, on=setting.today)
        founded = self._morning(setting.since - timedelta(days=90))
        self.id = setting.chance.id_at(founded)
        self.actor = Actor.system(self.id)
        people_actions.found_organisation(
            actor=Actor.system(),
            organisation_id=self.id,
            name=self.name,
            short=f"Synthetic {letter}",
            synthetic=True,
            now=founded,
        )
        self.pairs = self._open_facilitators()
        self.office = {role: self._open_office(role) for role in ROLES[letter]}
        self.shared = House(
            self.office[Role.SAFEGUARDING][0],
            setting.now,
            self.office[Role.INTERVIEWER][0],
            hurries=letter == "A",
        )

    def write(self, written: _Written) -> None:
        """Load its groups and their answers, some at a time; then who was trained, rated and supervised."""
        chance, scale = self.setting.chance, self.setting.scale
        numbers = count(LAST_CODE, -1)
        self._arrange()
        shown = SHOWN if self.letter == "A" else ()
        drawn = outlines(chance, self.pairs, scale, share=PARTS[self.letter], today=self.setting.today, shown=shown)
        told = stories(chance, drawn, code=lambda: spoken_code(self.id, next(numbers)), house=self.shared)
        written.add(facilitators=2 * len(self.pairs))
        groups: list[Led] = []
        seen: list[GroupPlan] = []
        sheets: list[ResponsePlan] = []
        for batch in _batches(told):
            self._load(batch, written)
            sheets += on_paper(batch, today=self.setting.today)
            groups += [group for story in batch if (group := led(story.plan))]
            seen = seen or [story.plan for story in batch if story.plan.status == Status.RUNNING]
        self._refer()
        written.add(responses=self._key(sheets))
        written.add(**self._school().load(groups))
        self._hear(seen)
        self._tell(seen)
        self._open_once()
        self._judge()
        self._forget(seen)
        self._voice()
        if self.letter == "A":
            self._go_wrong(seen)

    def _arrange(self) -> None:
        """Who is on call and where people can be sent, before anybody is asked. The draws are their own."""
        setting = self.setting
        scale, opened = setting.scale, self._morning(setting.since - timedelta(days=30))
        made = arranged(
            Chance(f"care {setting.seed} {self.letter}"),
            self.areas,
            account_id=self.shared.safeguarding,
            led_in=self.pairs[0].area.commune,
            groups=(scale.begun / scale.rounds + scale.recruiting + scale.planned) * PARTS[self.letter],
            opened=opened,
            today=setting.today,
        )
        care_actions.load_arrangements(
            actor=self.actor, organisation_id=self.id, on_call=made.on_call, services=made.services, now=opened
        )

    def _hear(self, plans: Sequence[GroupPlan]) -> None:
        """What people asked about what is kept of them. The draws are their own."""
        setting = self.setting
        coordinator = people.actor_of(Account.objects.get(pk=self.office[Role.COORDINATOR][0]), on=setting.today)
        Hearing(Chance(f"rights {setting.seed} {self.letter}"), coordinator, setting.today, setting.now).write(plans)

    def _refer(self) -> None:
        """Whoever is on call sends some of those who need a talk to a service."""
        focal = people.actor_of(Account.objects.get(pk=self.shared.safeguarding), on=self.setting.today)
        refer(Chance(f"referrals {self.setting.seed} {self.letter}"), actor=focal, now=self.setting.now)

    def _open_once(self) -> None:
        """Where there is a director: a broken glass, and something that is asked to leave the room of care."""
        if Role.DIRECTOR not in self.office:
            return
        director, focal = (
            people.actor_of(Account.objects.get(pk=self.office[role][0]), on=self.setting.today)
            for role in (Role.DIRECTOR, Role.SAFEGUARDING)
        )
        chance = Chance(f"opened {self.setting.seed} {self.letter}")
        write_opened(chance, director=director, safeguarding=focal, now=self.setting.now)

    def _forget(self, plans: Sequence[GroupPlan]) -> None:
        """Who asked to be forgotten. The draws are their own."""
        setting = self.setting
        first, second = (
            people.actor_of(Account.objects.get(pk=self.office[role][0]), on=setting.today)
            for role in (Role.COORDINATOR, Role.SAFEGUARDING)
        )
        Forgetting(Chance(f"erasures {setting.seed} {self.letter}"), first, second, setting.now).write(plans)

    def _tell(self, plans: Sequence[GroupPlan]) -> None:
        """What people told of a change, on its ladder. The draws are their own."""
        setting = self.setting
        judges = Role.SUPERVISOR if Role.SUPERVISOR in self.office else Role.INTERVIEWER
        collector, editor, second = (
            everywhere(people.actor_of(Account.objects.get(pk=self.office[role][0]), on=setting.today))
            for role in (Role.INTERVIEWER, Role.COORDINATOR, judges)
        )
        chance = Chance(f"stories {setting.seed} {self.letter}")
        Telling(chance, collector, editor, second, setting.today, setting.now).write(plans)

    def _judge(self) -> None:
        """What panels and coders made of the stories, where somebody codes. The draws are their own."""
        setting = self.setting
        if Role.EVALUATOR not in self.office:
            return
        first, second = (
            people.actor_of(Account.objects.get(pk=self.office[role][0]), on=setting.today)
            for role in (Role.COORDINATOR, Role.EVALUATOR)
        )
        chance = Chance(f"panels {setting.seed} {self.letter}")
        Judging(chance, first, second, setting.now).write(self.id, {area.province_id for area in self.areas})

    def _key(self, sheets: Sequence[ResponsePlan]) -> int:
        """Key what came on paper, by two of the office, drawn apart; answers how many were recorded."""
        first, second = (
            people.actor_of(Account.objects.get(pk=self.office[role][0]), on=self.setting.today)
            for role in (Role.INTERVIEWER, Role.COORDINATOR)
        )
        chance = Chance(f"paper {self.setting.seed} {self.letter}")
        return key_sheets(chance, sheets, first=first, second=second, now=self.setting.now)

    def _voice(self) -> None:
        """What people told; the draws are its own."""
        setting = self.setting
        coordinator, safeguarding = (
            people.actor_of(Account.objects.get(pk=self.office[role][0]), on=setting.today)
            for role in (Role.COORDINATOR, Role.SAFEGUARDING)
        )
        write_voiced(
            Chance(f"voiced {setting.seed} {self.letter}"),
            Office(coordinator, safeguarding),
            place_ids=sorted({area.commune_id for area in self.areas}),
            today=setting.today,
            now=setting.now,
        )

    def _go_wrong(self, plans: Sequence[GroupPlan]) -> None:
        """What went wrong, and who reviews it from outside. The draws are their own, the account's too."""
        setting = self.setting
        chance = Chance(f"adverse {setting.seed} {self.letter}")
        focal, reviewer = (
            people.actor_of(Account.objects.get(pk=account_id), on=setting.today)
            for account_id in (self.shared.safeguarding, self._open_office(Role.REVIEWER, chance)[0])
        )
        groups = Group.objects.select_related("place").in_bulk([plan.id for plan in plans])
        ours = {self.pairs[0].first, self.pairs[0].second}  # those whom the demo shows go on
        others = [groups[plan.id] for plan in plans if not ours & {one for one, _, _ in plan.facilitators}]
        Unwanted(chance, focal, reviewer, setting.now).write(others, commune_id=self.areas[0].commune_id)

    def _school(self) -> Schooling:
        """Its draws are its own: the groups are the same with it and without."""
        setting = self.setting
        return Schooling(
            chance=Chance(f"training {setting.seed} {self.letter}"),
            letter=self.letter,
            organisation_id=self.id,
            actor=self.actor,
            people=people_of(self.facilitators, self.pairs),
            pairs=self.pairs,
            office=self.office,
            since=setting.since,
            now=setting.now,
        )

    def _load(self, batch: Sequence[Story], written: _Written) -> None:
        loaded = group_actions.load_programme(
            actor=self.actor, organisation_id=self.id, plans=[story.plan for story in batch], now=self.setting.now
        )
        responses = measure_actions.load_responses(
            actor=self.actor,
            organisation_id=self.id,
            plans=[response for story in batch for response in story.responses],
            now=self.setting.now,
        )
        measure_actions.load_declined(
            actor=self.actor,
            organisation_id=self.id,
            plans=[declined for story in batch for declined in story.declined],
            now=self.setting.now,
        )
        written.add(
            groups=loaded.groups,
            people=loaded.participants,
            sessions=loaded.sessions,
            marks=loaded.marks,
            responses=responses,
        )

    def _open_facilitators(self) -> list[Pair]:
        setting = self.setting
        plans, pairs = facilitators(
            setting.chance,
            self.areas,
            pairs=round(setting.scale.facilitators * PARTS[self.letter] / 2),
            since=setting.since,
            prefix=f"facilitator-{self.letter.lower()}",
        )
        self.facilitators = list(plans)
        if self.letter == "A":
            demo, *others = plans
            self._open(
                demo.id,
                demo.role,
                name=demo.name,
                language="rn",
                place_ids=[demo.place_id],
                opened=demo.opened_at,
            )
            plans = others
        people_actions.open_accounts(actor=self.actor, organisation_id=self.id, plans=plans, now=setting.now)
        return pairs

    def _open_office(self, role: Role, chance: Chance | None = None) -> tuple[UUID, str]:
        """
        An account with its role at every province in which the organisation works; answers its id and name.

        The supervisor's is held where those live whom the demo gives them.
        """
        chance = chance or self.setting.chance
        opened = self._morning(self.setting.since - timedelta(days=chance.randrange(60, 80)))
        sex = chance.choice(tuple(names.FIRST_NAMES))
        called = f"{chance.choice(names.FIRST_NAMES[sex])} {names.family_name(chance)}"
        at = sorted({area.province_id for area in self.areas})
        if role == Role.SUPERVISOR:
            at = sorted({pair.area.commune_id for pair in charges_of_the_demo(self.pairs)})
        account_id = chance.id_at(opened)
        self._open(
            account_id,
            role,
            name=called,
            language=LANGUAGES.get(role, "fr"),
            place_ids=at,
            opened=opened,
        )
        return account_id, called

    def _open(
        self,
        account_id: UUID,
        role: Role,
        *,
        name: str,
        language: str,
        place_ids: Sequence[int],
        opened: datetime,
    ) -> None:
        username = str(role) if self.letter == "A" else f"{role}-{self.letter.lower()}"
        account = people_actions.open_account(
            actor=self.actor,
            account_id=account_id,
            organisation_id=self.id,
            username=username,
            name=name,
            language=language,
            password=self.setting.password,
            now=opened,
        )
        for place in places.places().filter(pk__in=place_ids).order_by("pk"):
            people_actions.give_role(
                actor=self.actor, account=account, role=role, place=place, since=opened.date(), now=opened
            )
        self.accounts.append((role, username))

    @staticmethod
    def _morning(on: date) -> datetime:
        return datetime.combine(on, time(8), UTC)


def _batches(told: Iterator[Story]) -> Iterator[list[Story]]:
    while batch := list(islice(told, GROUPS_AT_ONCE)):
        yield batch
