"""Reading evidence: the change page. What leaves this module has been released, or is withheld."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tuvurane.evidence import disclosure, effects, problems
from tuvurane.evidence.disclosure import WHOLE, Draft, Estimate, GroupSize, Released, Size, Withheld
from tuvurane.evidence.suppression import Bar, Sum
from tuvurane.groups import queries as group_queries
from tuvurane.measures import queries as measure_queries
from tuvurane.measures.codes import Form
from tuvurane.measures.rules.schedule import proposed
from tuvurane.measures.scoring import Instrument
from tuvurane.people import scope
from tuvurane.people.roles import Verb
from tuvurane.people.scope import Actor

LEVEL = 0.95


@dataclass(slots=True)
class _Person:
    """One person's totals by wave; group, place and sex as on their first row."""

    group: str
    place_path: str
    sex: str
    totals: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """
    What is known of the change on one instrument, in a scope, between two waves.

    ``figures`` holds the counts ``enrolled``, ``measured.<wave>``, ``unknown.<wave>``, ``both``,
    ``only_first``, ``only_second``, ``neither``, ``base.<wave>``, ``sex.<sexes>`` and the verdicts;
    the means ``change`` and ``wave.<wave>`` (of the people measured at both chosen waves) and, by
    sex, ``parts``.
    ``more_than_enrolled``: the registers count fewer people than were measured.
    """

    instrument: str
    form: Form
    waves: tuple[str, str]
    place_path: str | None
    on: date
    yardstick: effects.Yardstick
    figures: Released | Withheld
    warnings: tuple[effects.Warned, ...]
    more_than_enrolled: bool


def instruments() -> tuple[str, ...]:
    """The instruments whose change can be shown: those with reliable change, then with published points, then all."""
    readable = _readable()
    return tuple(sorted(readable, key=lambda name: (_surety(readable[name]), name)))


def _surety(definition: Instrument) -> int:
    kinds = {rule.kind for rule in effects.yardstick(definition).rules}
    return 0 if "reliable_change" in kinds else 1 if kinds else 2


def _readable() -> dict[str, Instrument]:
    """The instruments of this deployment that have a total."""
    return {name: found for name, found in measure_queries.instruments().items() if found.range_without()}


def instruments_without_screening(actor: Actor) -> tuple[str, ...]:
    """Those of which some were asked without their screening item; totals of the two forms are never mixed."""
    asked = measure_queries.asked_without_screening(actor)
    return tuple(name for name in instruments() if name in asked)


def wave_pairs(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Every pair of waves that the actor's organisation asks, the earlier one first."""
    waves = _waves(actor)
    return tuple((first, second) for place, first in enumerate(waves) for second in waves[place + 1 :])


def _waves(actor: Actor) -> tuple[str, ...]:
    rules = proposed() if actor.organisation_id is None else measure_queries.rules_of(actor.organisation_id)
    return tuple(rule.wave.value for rule in rules)


def change_page(
    actor: Actor,
    *,
    instrument: str,
    on: date,
    place_path: str | None = None,
    waves: tuple[str, str] = ("baseline", "end"),
    form: Form = Form.WHOLE,
) -> ChangePage:
    """
    The change page for a scope: ``place_path`` (and what lies below), or all that the actor reaches.

    ``on`` is the day it is read. ``form``: of those asked whole, or of those asked without the screening item. Raises NotAllowed without the verb, PlaceOutsideReach,
    InstrumentUnknown, WavesOutOfOrder.
    """
    definition = _check(actor, instrument=instrument, place_path=place_path, waves=waves)
    yardstick = effects.yardstick(definition, not_asked=definition.flagged if form != Form.WHOLE else ())
    reached = _people(measure_queries.rows_for_evidence(actor, instrument, None, form=form))
    inside = [person for person in reached if person.place_path.startswith(place_path or WHOLE)]
    paired = _paired(inside, waves)
    enrolled = group_queries.enrolled_count(actor, place_path)
    warnings: tuple[effects.Warned, ...] = ()
    draft = Draft(
        base=_size(paired),
        place_path=place_path or WHOLE,
        landscape=_landscape(_paired(reached, waves)),
        counts={},
        sums=(),
        means={},
        span=yardstick.highest - yardstick.lowest,
    )
    if disclosure.enough(draft.base):
        draft, warnings = _filled(
            draft,
            inside,
            waves=waves,
            asked=_waves(actor),
            yardstick=yardstick,
            enrolled=max(enrolled, len(inside)),
        )
    figures = disclosure.release(draft)
    return ChangePage(
        instrument,
        form,
        waves,
        place_path,
        on,
        yardstick,
        figures,
        warnings,
        more_than_enrolled=len(inside) > enrolled,
    )


def _check(actor: Actor, *, instrument: str, place_path: str | None, waves: tuple[str, str]) -> Instrument:
    check_scope(actor, place_path)
    definition = readable(instrument)
    if waves not in wave_pairs(actor):
        raise problems.WavesOutOfOrder
    return definition


def check_scope(actor: Actor, place_path: str | None) -> None:
    """Whether the actor may read evidence of a place (None: of all they reach). Raises NotAllowed, PlaceOutsideReach."""
    scope.check_has(actor, Verb.EVIDENCE_SEE)
    if place_path is not None and not _reaches(actor, actor.organisation_id, place_path):
        raise problems.PlaceOutsideReach


def readable(instrument: str) -> Instrument:
    """The instrument of this name whose change can be read. Raises InstrumentUnknown."""
    definition = _readable().get(instrument)
    if definition is None:
        raise problems.InstrumentUnknown
    return definition


def _reaches(actor: Actor, organisation_id: UUID | None, place_path: str) -> bool:
    if organisation_id is None:
        return actor.kind == "system"
    return scope.reaches(actor, Verb.EVIDENCE_SEE, organisation_id=organisation_id, place_path=place_path)


def _people(rows: Iterable[measure_queries.EvidenceRow]) -> list[_Person]:
    """One entry a person; answers without a total are left out, so they count as unknown."""
    people: dict[str, _Person] = {}
    for row in rows:
        if row.total is None:
            continue
        person = people.get(row.person)
        if person is None:
            person = people[row.person] = _Person(row.group, row.place_path, row.sex)
        person.totals[row.wave] = row.total
    return list(people.values())


def _paired(people: Iterable[_Person], waves: tuple[str, str]) -> list[_Person]:
    first, second = waves
    return [person for person in people if first in person.totals and second in person.totals]


def _size(people: Sequence[_Person]) -> Size:
    return Size(len(people), len({person.group for person in people}))


def _landscape(people: Iterable[_Person]) -> list[GroupSize]:
    counted = Counter((person.place_path, person.group) for person in people)
    return [GroupSize(place_path, number) for (place_path, _), number in counted.items()]


def _filled(
    draft: Draft,
    inside: Sequence[_Person],
    *,
    waves: tuple[str, str],
    asked: Sequence[str],
    yardstick: effects.Yardstick,
    enrolled: int,
) -> tuple[Draft, tuple[effects.Warned, ...]]:
    """The draft with its figures, and what the reader must be warned of."""
    paired = _paired(inside, waves)
    pairs = [_pair(person, waves) for person in paired]
    change = effects.MeanChange(LEVEL).fit(pairs)
    counts, sums = _participation(inside, waves, asked, enrolled)
    _add_bases(counts, sums, paired, asked)
    if yardstick.rules:
        verdicts = effects.ReliableChange(yardstick).fit(pairs)
        counts |= {str(verdict): people for verdict, people in verdicts.items()}
        sums.append(Sum("both", tuple(map(str, verdicts)), telling=True))
    parts = _by_sex(pairs) if draft.place_path == WHOLE else {}
    if parts:
        counts |= {f"sex.{sexes}": part.size.people for sexes, part in parts.items()}
        sums.append(Sum("both", tuple(f"sex.{sexes}" for sexes in parts)))
    means = {"change": _estimate(change)} | _wave_means(paired, asked)
    bars = [Bar(*bin_) for bin_ in _bins(pairs, yardstick)]
    filled = Draft(draft.base, draft.place_path, draft.landscape, counts, sums, means, draft.span, parts, bars)
    return filled, change.warnings


def _pair(person: _Person, waves: tuple[str, str]) -> effects.Pair:
    first, second = waves
    return effects.Pair(person.group, person.totals[first], person.totals[second], person.sex)


def _bins(pairs: Sequence[effects.Pair], yardstick: effects.Yardstick) -> list[tuple[float, float, int]]:
    return [(found.low, found.high, found.people) for found in effects.distribution(pairs, yardstick)]


def _participation(
    people: Sequence[_Person], waves: tuple[str, str], asked: Sequence[str], enrolled: int
) -> tuple[dict[str, int], list[Sum]]:
    """Everyone enrolled counts: measured or unknown at each wave, and how the two waves overlap."""
    first, second = waves
    counts = {"enrolled": enrolled}
    sums = []
    for wave in asked:
        measured = sum(wave in person.totals for person in people)
        counts |= {f"measured.{wave}": measured, f"unknown.{wave}": enrolled - measured}
        sums.append(Sum("enrolled", (f"measured.{wave}", f"unknown.{wave}")))
    both = sum(first in person.totals and second in person.totals for person in people)
    only_first, only_second = counts[f"measured.{first}"] - both, counts[f"measured.{second}"] - both
    counts |= {"both": both, "only_first": only_first, "only_second": only_second}
    counts["neither"] = enrolled - both - only_first - only_second
    sums.append(Sum(f"measured.{first}", ("both", "only_first")))
    sums.append(Sum(f"measured.{second}", ("both", "only_second")))
    sums.append(Sum(f"unknown.{first}", ("only_second", "neither")))
    sums.append(Sum(f"unknown.{second}", ("only_first", "neither")))
    return counts, sums


def _add_bases(counts: dict[str, int], sums: list[Sum], paired: Sequence[_Person], asked: Sequence[str]) -> None:
    """How many of the people measured at both chosen waves each wave's mean rests on."""
    for wave in asked:
        counts[f"base.{wave}"] = sum(wave in person.totals for person in paired)
        counts[f"not_base.{wave}"] = counts["both"] - counts[f"base.{wave}"]
        sums.append(Sum("both", (f"base.{wave}", f"not_base.{wave}")))


def _wave_means(paired: Sequence[_Person], asked: Sequence[str]) -> dict[str, Estimate]:
    """The mean at each wave, of the people measured at both chosen waves (at the third: those of them)."""
    means = {}
    for wave in asked:
        measured = [person for person in paired if wave in person.totals]
        if disclosure.enough(_size(measured)):
            values, groups = [person.totals[wave] for person in measured], [person.group for person in measured]
            means[f"wave.{wave}"] = _estimate(effects.ClusteredMean(LEVEL).fit(values, groups))
    return means


def _by_sex(pairs: Sequence[effects.Pair]) -> dict[str, Estimate]:
    """The mean change by sex; small parts are joined, named like ``M+O``; nothing if one part remains."""
    parts: dict[str, list[effects.Pair]] = defaultdict(list)
    for pair in pairs:
        parts[pair.sex].append(pair)
    sizes = {sex: Size(len(part), len({pair.group for pair in part})) for sex, part in parts.items()}
    estimates = {}
    for sexes in disclosure.grouped(sizes):
        together = [pair for sex in sexes for pair in parts[sex]]
        estimates["+".join(sorted(sexes))] = _estimate(effects.MeanChange(LEVEL).fit(together))
    return estimates


def _estimate(mean: effects.Mean) -> Estimate:
    return Estimate(mean.estimate, mean.low, mean.high, Size(mean.people, mean.clusters))
