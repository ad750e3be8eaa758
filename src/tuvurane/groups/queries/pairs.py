"""
Who could lead a group together, with the reasons for and against. A person decides.

Two trained people of the same community lead a group (cbsrwanda.org, CBS approach). What is known
stands in the reasons; the weights only put the pairs in an order in which to read them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, IntegerField, Q, When

from tuvurane.groups.models import FacilitatorAssignment, Group
from tuvurane.groups.queries.loads import Load, loads_of
from tuvurane.groups.thresholds import threshold
from tuvurane.people import queries as people
from tuvurane.people.roles import Role
from tuvurane.people.scope import Actor
from tuvurane.places import queries as places
from tuvurane.places.models import Place
from tuvurane.training import queries as training
from tuvurane.training.codes import MAY_LEAD, Away, Gate, Rung
from tuvurane.training.models import Absence, Facilitator
from tuvurane.training.queries import GateReading

NEIGHBOURHOOD = "commune"  # the level of place inside which people can walk to a group every week
READ_AT_MOST = 300  # people, the nearest first: a page is for reading
BEST = 20  # of each sex: more pairs than anybody reads
# What speaks for a pair (above 0) and against it; a code that is not here keeps somebody from being proposed.
WEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "same_place": 4,
        "near": 2,
        "elsewhere": -2,
        "language": 2,
        "language_unknown": -1,
        "weekday": 1,
        "free": 1,
        "busy": -1,
        "without_rest": -1,
        "experienced": 1,
        "no_role": -2,
        "override": -4,
        "level_intermediate": 1,
        "level_advanced": 1,
        "level_team_leader": 1,
        "level_trainer": 1,
        "level_trainer_of_trainers": 1,
        "one_experienced": 2,
        "both_new": -2,
        "mixed": 3,
        "not_mixed": -6,
        "sex_unknown": -2,
    }
)


class Why(NamedTuple):
    """A reason: a word key below ``pair_why.`` and what fills it."""

    code: str
    details: Mapping[str, object] = MappingProxyType({})


class PairProposal(NamedTuple):
    """Two people who could lead the group, the first by name first, or the one who leads it already."""

    first: Facilitator
    second: Facilitator
    score: int
    good: list[Why]
    against: list[Why]


class Proposals(list[PairProposal]):
    """
    The pairs, the best first.

    ``not_proposed``: who lives near and is in none of them, with what keeps each away; not those who left.
    """

    not_proposed: list[tuple[Facilitator, list[Why]]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the group needs, and from where people come to it. ``area`` is the path of the neighbourhood."""

    place: Place
    area: str
    language: str
    weekday: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who could lead it. ``has_role``: the facilitator's, reaching the group's place."""

    facilitator: Facilitator
    load: Load
    gate: GateReading
    has_role: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Somebody with the reasons; ``hindered``: those for which they are not proposed."""

    known: Known
    whys: list[Why] = field(default_factory=list)
    hindered: list[Why] = field(default_factory=list)

    @property
    def score(self) -> int:
        """What the reasons weigh together."""
        return sum(WEIGHTS[why.code] for why in self.whys)


def pairs_for(actor: Actor, group: Group, *, now: datetime, limit: int) -> Proposals:
    """
    The pairs that could lead a group, at most ``limit``, among the people of the ladder whom the actor sees.

    They are sought in the group's commune, the nearest first, and one level above where fewer than two
    are found there.
    With one leader who may lead, pairs are that one and another; with two none is proposed. A
    constant number of queries.
    """
    leading = _leading(group)
    chain = [*places.ancestors(group.place), group.place]
    mixed = people.organisation(group.organisation_id).mixed_pairs
    on = people.today_in(group.organisation_id, now)
    areas = _areas(chain)
    wanted = Wanted(group.place, areas[0], group.language, group.weekday, on)
    judged: list[Judged] = []
    for area in areas:
        judged = _judged(_pool(actor, group, area, leading, on), wanted, leading, now)
        if sum(not one.hindered for one in judged) >= 2:
            break
    return _proposals(judged, leading, mixed=mixed, limit=limit)


def _leading(group: Group) -> set[UUID]:
    rows = FacilitatorAssignment.objects.filter(group=group, until__isnull=True)
    return set(rows.values_list("account_id", flat=True))


def _areas(chain: Sequence[Place]) -> list[str]:
    """Where to look: the neighbourhood, then the place above it. ``chain`` leads from the root to the group's place."""
    at = next((n for n, place in enumerate(chain) if place.level == NEIGHBOURHOOD), max(len(chain) - 2, 0))
    return [chain[at].path, *([chain[at - 1].path] if at else [])]


def _pool(actor: Actor, group: Group, area: str, leading: set[UUID], on: date) -> list[Facilitator]:
    """The people of an area who have not left: who leads the group already first, then the nearest."""
    gone = Absence.objects.filter(Q(until__isnull=True) | Q(until__gt=on), kind=Away.LEFT, since__lte=on)
    nearness = Case(
        When(pk__in=leading, then=0),
        When(place=group.place_id, then=1),
        When(place__path__startswith=group.place.path.rstrip("/").rpartition("/")[0] + "/", then=2),
        default=3,
        output_field=IntegerField(),
    )
    here = training.facilitators_visible_to(actor).filter(
        organisation_id=group.organisation_id, place__path__startswith=area
    )
    near = here.exclude(pk__in=gone.values("facilitator")).order_by(nearness, "account__name", "pk")
    return list(near[:READ_AT_MOST])


def _judged(pool: Sequence[Facilitator], wanted: Wanted, leading: set[UUID], now: datetime) -> list[Judged]:
    ids = [facilitator.pk for facilitator in pool]
    loads, gates, holding = loads_of(ids, wanted.on), training.gates_of(ids, now=now), _holding(ids, wanted)
    here = (Known(person, loads[person.pk], gates[person.pk], person.pk in holding) for person in pool)
    return [judge(known, wanted, leads=known.facilitator.pk in leading) for known in here]


def _holding(ids: Iterable[UUID], wanted: Wanted) -> set[UUID]:
    held = people.roles_in_force(wanted.on).filter(role=Role.FACILITATOR, account__in=list(ids))
    rows = held.values_list("account_id", "place__path")
    return {account_id for account_id, path in rows if wanted.place.path.startswith(path)}


def judge(known: Known, wanted: Wanted, *, leads: bool = False) -> Judged:
    """What speaks for and against somebody; who ``leads`` the group already is not hindered by what it costs them."""
    hindered = [*_unfit(known), *([] if leads else _taken_up(known, wanted))]
    whys = [*_nearness(known, wanted), *_language(known, wanted), *_strength(known, wanted)]
    named = {"name": known.facilitator.account.name}
    return Judged(
        known,
        [Why(why.code, named | dict(why.details)) for why in whys],
        [Why(why.code, named | dict(why.details)) for why in hindered],
    )


def _unfit(known: Known) -> Iterator[Why]:
    """What keeps somebody from leading any group now."""
    if Rung(known.facilitator.rung) not in MAY_LEAD:
        yield Why(f"level_{known.facilitator.rung}")
    if known.gate.away is not None:
        yield Why(f"away_{known.gate.away.kind}")
    if not known.gate.gate_lets:
        yield Why(f"gate_{known.gate.state}")


def _taken_up(known: Known, wanted: Wanted) -> Iterator[Why]:
    """What keeps somebody from leading this one."""
    person = known.facilitator
    if known.load.open >= person.most_groups:
        yield Why("load_full", {"open": known.load.open})
    if person.languages and wanted.language not in person.languages:
        yield Why("language_other")
    if person.weekdays and wanted.weekday is not None and wanted.weekday not in person.weekdays:
        yield Why("weekday_other")


def _nearness(known: Known, wanted: Wanted) -> Iterator[Why]:
    if known.facilitator.place_id == wanted.place.pk:
        yield Why("same_place")
    else:
        yield Why("near" if known.facilitator.place.path.startswith(wanted.area) else "elsewhere")


def _language(known: Known, wanted: Wanted) -> Iterator[Why]:
    spoken = known.facilitator.languages
    if not spoken:
        yield Why("language_unknown")
    elif wanted.language in spoken:
        yield Why("language")
    if wanted.weekday is not None and wanted.weekday in known.facilitator.weekdays:
        yield Why("weekday")


def _strength(known: Known, wanted: Wanted) -> Iterator[Why]:
    load, rung = known.load, Rung(known.facilitator.rung)
    if rung in MAY_LEAD and rung != Rung.BASIC:
        yield Why(f"level_{rung}")
    if load.completed:
        yield Why("experienced", {"completed": load.completed})
    yield Why("busy", {"open": load.open, "most": known.facilitator.most_groups}) if load.open else Why("free")
    ended = (wanted.on - load.last_ended_on).days if load.last_ended_on else None
    if ended is not None and ended < threshold("rest_days").value:
        yield Why("without_rest", {"days": ended})
    if not known.has_role:
        yield Why("no_role")
    if known.gate.state != Gate.CLEAR and known.gate.override is not None:
        yield Why("override", {"until": known.gate.override.last_day})


def _proposals(judged: Sequence[Judged], leading: set[UUID], *, mixed: bool, limit: int) -> Proposals:
    fit = [one for one in judged if not one.hindered]
    there = [one for one in fit if one.known.facilitator.pk in leading]
    others = _best([one for one in fit if one.known.facilitator.pk not in leading])
    found = [_pair(first, second, mixed=mixed) for first, second in _pairs(there, others)]
    found.sort(key=lambda pair: (-pair.score, pair.first.account.name, pair.second.account.name, pair.second.pk))
    proposals = Proposals(found[:limit])
    proposals.not_proposed = [(one.known.facilitator, one.hindered) for one in judged if one.hindered]
    return proposals


def _best(fit: Iterable[Judged]) -> list[Judged]:
    """The best of each sex, by name."""
    taken: list[Judged] = []
    counts: dict[str, int] = {}
    for one in sorted(fit, key=attrgetter("score"), reverse=True):
        sex = one.known.facilitator.sex
        counts[sex] = counts.get(sex, 0) + 1
        if counts[sex] <= BEST:
            taken.append(one)
    return sorted(taken, key=lambda one: (one.known.facilitator.account.name, one.known.facilitator.pk))


def _pairs(there: Sequence[Judged], others: Sequence[Judged]) -> Iterable[tuple[Judged, Judged]]:
    if len(there) > 1:
        return ()
    return ((there[0], other) for other in others) if there else combinations(others, 2)


def _pair(first: Judged, second: Judged, *, mixed: bool) -> PairProposal:
    whys = [*first.whys, *second.whys, *_together(first.known, second.known, mixed=mixed)]
    return PairProposal(
        first.known.facilitator,
        second.known.facilitator,
        sum(WEIGHTS[why.code] for why in whys),
        [why for why in whys if WEIGHTS[why.code] > 0],
        [why for why in whys if WEIGHTS[why.code] < 0],
    )


def _together(first: Known, second: Known, *, mixed: bool) -> Iterator[Why]:
    led = sum(known.load.completed > 0 for known in (first, second))
    if led < 2:
        yield Why("one_experienced" if led else "both_new")
    if mixed:
        sexes = {first.facilitator.sex, second.facilitator.sex}
        yield Why("sex_unknown" if "" in sexes else "mixed" if len(sexes) == 2 else "not_mixed")
