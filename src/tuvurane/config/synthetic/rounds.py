"""Who leads which group when: the outline of a programme, before anybody has met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from tuvurane.config.synthetic import names
from tuvurane.config.synthetic.chance import Chance
from tuvurane.config.synthetic.country import Area, Spot
from tuvurane.config.synthetic.scales import Scale
from tuvurane.groups.codes import Sex
from tuvurane.people.actions import AccountPlan
from tuvurane.people.roles import Role

WEEK = timedelta(weeks=1)
WEEKS_BETWEEN_ROUNDS = 17.3  # a new series every four months: Byumba, doi 10.1186/1471-2288-11-116
NEWEST_BEGAN = 8  # weeks ago, so that its groups are in the middle
SITES_SHARE = 0.25


class Fate(StrEnum):
    """What befalls a group; most are ``ordinary``."""

    ORDINARY = "ordinary"
    LATE = "late"  # reports have stopped coming
    THIN = "thin"  # fewer and fewer come
    ALONE = "alone"  # one facilitator is left
    TWICE = "twice"  # both facilitators reported one session
    YOUNG = "young"  # it has just begun
    STOPPED = "stopped"
    RECRUITING = "recruiting"
    PLANNED = "planned"


# Of the groups that run now; the rest is ordinary. Together with what comes by itself (weeks lost to
# rain, seats left empty, the fifteenth session held) about one group in six to four needs somebody.
FATES_OF_THE_NEWEST = {Fate.LATE: 0.06, Fate.THIN: 0.03, Fate.ALONE: 0.02, Fate.TWICE: 0.015, Fate.YOUNG: 0.06}
STOPPED_OF_THE_OTHERS = 0.015


@dataclass(frozen=True, slots=True)
class Pair:
    """Two facilitators of one area."""

    first: UUID
    second: UUID
    area: Area


@dataclass(frozen=True, slots=True)
class Outline:
    """One group to be: where, led by whom, from when on (the first session's day), and its fate."""

    name: str
    spot: Spot
    pair: Pair
    starts_on: date
    fate: Fate
    round: int

    @property
    def full_by(self) -> date:
        """The day by which people were enrolled: the first session, or some weeks before one still to come."""
        return self.starts_on - (6 * WEEK if self.fate in {Fate.RECRUITING, Fate.PLANNED} else timedelta(0))

    @property
    def alone_from(self) -> date | None:
        """The day from which one facilitator leads alone, if that is its fate."""
        return self.starts_on + 3 * WEEK if self.fate == Fate.ALONE else None


def facilitators(
    chance: Chance, areas: Sequence[Area], *, pairs: int, since: date, prefix: str
) -> tuple[list[AccountPlan], list[Pair]]:
    """The accounts of the facilitators (phones, no passwords), and who leads with whom."""
    accounts: list[AccountPlan] = []
    made: list[Pair] = []
    for area in _homes(chance, areas, pairs):
        sexes = [Sex.F, Sex.M] if chance.happens(0.8) else [chance.choice((Sex.F, Sex.M))] * 2
        two: list[AccountPlan] = []
        for called in names.first_names(chance, sexes):
            opened = datetime.combine(since - timedelta(days=chance.randrange(20, 60)), time(8), UTC)
            two.append(
                AccountPlan(
                    id=chance.id_at(opened),
                    username=f"{prefix}-{len(accounts) + len(two) + 1:04d}",
                    name=f"{called} {names.family_name(chance)}",
                    language=_language(chance, area),
                    role=Role.FACILITATOR,
                    place_id=area.place_id,
                    since=opened.date(),
                    opened_at=opened,
                )
            )
        accounts += two
        made.append(Pair(two[0].id, two[1].id, area))
    return accounts, made


def _homes(chance: Chance, areas: Sequence[Area], count: int) -> Iterator[Area]:
    """An area for each pair: every site first comes into its own, then the zones."""
    sites = [area for area in areas if area.is_site]
    zones = [area for area in areas if not area.is_site]
    chance.shuffle(zones)
    at_sites = round(count * SITES_SHARE) if sites else 0
    for number in range(count):
        yield sites[number % len(sites)] if number < at_sites else zones[number % len(zones)]


def _language(chance: Chance, area: Area) -> str:
    if area.is_site:
        return chance.pick({"sw": 0.7, "rn": 0.3})
    return chance.pick({"rn": 0.8, "fr": 0.15, "sw": 0.05} if area.is_town else {"rn": 0.96, "sw": 0.04})


# What the demo shows on one phone: a report to settle, a late group, one that has just begun.
SHOWN = (Fate.TWICE, Fate.LATE, Fate.YOUNG)


def outlines(
    chance: Chance,
    pairs: Sequence[Pair],
    scale: Scale,
    *,
    share: float,
    today: date,
    shown: Sequence[Fate] = (),
) -> list[Outline]:
    """
    All groups of an organisation, the oldest round first.

    ``share`` (0-1) is its part of the scale. ``shown`` are the fates of the groups that the first
    pair leads now.
    """
    drawing = _Drawing(chance, pairs, today)
    begun = round(scale.begun * share)
    for number in range(scale.rounds):
        newest = number == scale.rounds - 1
        count = begun * (number + 1) // scale.rounds - begun * number // scale.rounds
        began = today - WEEK * (NEWEST_BEGAN + WEEKS_BETWEEN_ROUNDS * (scale.rounds - 1 - number))
        drawing.add_round(number, count, began, shown=shown if newest else (), newest=newest)
    for fate, count in ((Fate.RECRUITING, scale.recruiting), (Fate.PLANNED, scale.planned)):
        drawing.add_waiting(fate, round(count * share), scale.rounds)
    return drawing.made


class _Drawing:
    def __init__(self, chance: Chance, pairs: Sequence[Pair], today: date) -> None:
        self.chance, self.pairs, self.today = chance, pairs, today
        self.counts: dict[str, int] = {}
        self.made: list[Outline] = []

    def add_round(self, number: int, count: int, began: date, *, shown: Sequence[Fate], newest: bool) -> None:
        """A round's groups, commune by commune; the first pair leads those with the fates ``shown``."""
        others = self.chance.sample(self.pairs[1:], len(self.pairs) - 1)
        leading = [self.pairs[0]] * len(shown) + [others[i % len(others)] for i in range(count - len(shown))]
        fates = [*shown, *self._fates(count - len(shown), newest=newest)]
        together = sorted(zip(leading, fates, strict=True), key=lambda one: (one[0].area.commune, one[0].area.name))
        for pair, fate in together:
            if fate == Fate.YOUNG:
                starts_on = self.today - timedelta(days=self.chance.randrange(8, 15))
            else:
                starts_on = began + timedelta(days=self.chance.randrange(-10, 18))
            self._add(pair, self._not_on_sunday(starts_on), fate, number)

    def add_waiting(self, fate: Fate, count: int, number: int) -> None:
        """Groups that have not begun: they will in some weeks."""
        for pair in self.chance.sample(self.pairs[1:], count):
            self._add(
                pair, self._not_on_sunday(self.today + timedelta(days=self.chance.randrange(8, 40))), fate, number
            )

    def _add(self, pair: Pair, starts_on: date, fate: Fate, number: int) -> None:
        spot = self.chance.choice(pair.area.spots)
        count = self.counts[spot.name] = self.counts.get(spot.name, 0) + 1
        self.made.append(Outline(f"{spot.name} {count}", spot, pair, starts_on, fate, number))

    def _fates(self, count: int, *, newest: bool) -> list[Fate]:
        """So many fates in any order. Each has its share, so that a small programme is no odder than a large one."""
        shares = FATES_OF_THE_NEWEST if newest else {Fate.STOPPED: STOPPED_OF_THE_OTHERS}
        fates = [fate for fate, share in shares.items() for _ in range(round(share * count))]
        fates += [Fate.ORDINARY] * (count - len(fates))
        self.chance.shuffle(fates)
        return fates

    @staticmethod
    def _not_on_sunday(on: date) -> date:
        return on - timedelta(days=1) if on.isoweekday() == 7 else on
