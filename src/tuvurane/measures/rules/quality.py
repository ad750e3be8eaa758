"""
Signs that answers may not be what people said. Pure: no database, no clock.

Each check says what was seen and how often the same is seen by chance or in the rest. The four that lean on chance
share out the threshold ``false_alarm`` between them, so that a page of honest answers says nothing in nineteen
readings out of twenty.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import NamedTuple

from tuvurane.measures.scoring import Instrument
from tuvurane.measures.thresholds import threshold

CHECKS_OF_CHANCE = 4


class Interview(NamedTuple):
    """
    One interview: who asked whom, and the raw answers to the items asked, in order (None: no answer).

    ``group`` and ``area`` tell groups and communes apart. ``total`` is None where it is not a whole one;
    ``seconds`` where nobody measured them.
    """

    asker: str
    group: str
    area: str
    wave: str
    answers: tuple[int | None, ...]
    total: float | None
    seconds: int | None

    @property
    def complete(self) -> bool:
        """Whether every item has an answer."""
        return None not in self.answers

    @property
    def straight(self) -> bool:
        """Whether everything that was answered was answered the same."""
        return len({answer for answer in self.answers if answer is not None}) == 1


class Finding(NamedTuple):
    """
    Something that stands out: ``seen`` of ``of`` interviews, where ``expected`` would be by chance or as in the rest.

    ``asker`` is None where it is seen over all. ``total``: the total that is heaped.
    """

    asker: str | None
    seen: int
    of: int
    expected: float
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One check: how many interviewers or totals were enough to be judged, and what stands out among them."""

    judged: int
    findings: tuple[Finding, ...] = ()


def level() -> float:
    """How likely one check may say something of honest answers."""
    return threshold("false_alarm").value / CHECKS_OF_CHANCE


def straight_lines(interviews: Sequence[Interview], instrument: Instrument) -> Check:
    """
    One answer for everything, more often with one interviewer than with the rest.

    Only on scales of three steps or more, and not of those who gave the lowest answer throughout: many people have
    nothing to tell. Fisher's exact test on one side, shared out over the interviewers.
    """
    if min(len(item.options) for item in instrument.items) < threshold("straight_steps").value:
        return Check(0)
    telling = _telling(interviews, instrument)
    straight, every = sum(one.straight for one in telling), len(telling)
    known = _enough(telling)
    findings = []
    for asker, own in known.items():
        seen, of = sum(one.straight for one in own), len(own)
        if of < every and at_least(seen, of, straight, every) < level() / len(known):
            findings.append(Finding(asker, seen, of, of * (straight - seen) / (every - of)))
    return Check(len(known), _strongest(findings))


def heaps(interviews: Sequence[Interview], instrument: Instrument) -> Check:
    """
    Totals heaped on round numbers and cut-offs, against the totals right below and above.

    Over all, and by interviewer. Beside the two neighbours a total holds a third, if the curve is straight there.
    Those who gave one answer for everything are left out: on some scales their totals are round by themselves.
    """
    steps = _steps(instrument)
    marked = [place for place in range(1, len(steps) - 1) if _is_marked(steps[place - 1], steps[place], instrument)]
    whole = [one for one in interviews if one.total is not None and not one.straight]
    units: list[tuple[str | None, list[Interview]]] = [(None, whole), *_enough(whole).items()]
    judged = [
        (asker, steps[place], *counts)
        for asker, own in units
        for place, counts in _around(own, steps, marked)
        if sum(counts) >= threshold("heap_fewest").value
    ]
    findings = [
        Finding(asker, here, below + here + above, (below + above) / 2, total)
        for asker, total, below, here, above in judged
        if here >= threshold("heap_times").value * (below + above) / 2
        and as_often(here, below + here + above, 1 / 3) < level() / len(judged)
    ]
    return Check(len(judged), _strongest(findings))


def identical_rows(interviews: Sequence[Interview], instrument: Instrument) -> Check:
    """
    People whom one interviewer asked in one wave, with the same answers to every item.

    Rows that repeat another are counted (of three alike, two). By chance is how often that would be if the same
    interviews had been shared out among the interviewers by lot. Rows of nothing but the lowest answer are left
    out here too.
    """
    if len(instrument.items) < threshold("identical_items").value:
        return Check(0)
    telling = _telling(interviews, instrument, complete=True)
    known = _enough(telling)
    pools = {wave: Counter(one.answers for one in own) for wave, own in _by(telling, "wave").items()}
    findings = []
    for asker, own in known.items():
        waves = {wave: [one.answers for one in rows] for wave, rows in _by(own, "wave").items()}
        drawn = {wave: len(rows) for wave, rows in waves.items()}
        seen = sum(len(rows) - len(set(rows)) for rows in waves.values())
        if seen > _roughly(drawn, pools):
            chances = _repeats(drawn, pools)
            if sum(chances[seen:]) < level() / len(known):
                expected = sum(number * chance for number, chance in enumerate(chances))
                findings.append(Finding(asker, seen, len(own), expected))
    return Check(len(known), _strongest(findings))


def too_quick(interviews: Sequence[Interview]) -> Check:
    """Interviews in fewer seconds an item than anybody can read aloud; ``expected`` is as in the rest."""
    timed = [one for one in interviews if one.seconds is not None and one.answers]
    known = _enough(timed)
    quick_in_all = sum(map(_is_quick, timed))
    findings = []
    for asker, own in known.items():
        seen, rest = sum(map(_is_quick, own)), len(timed) - len(own)
        if seen >= threshold("speed_fewest").value:
            findings.append(Finding(asker, seen, len(own), len(own) * (quick_in_all - seen) / rest if rest else 0.0))
    return Check(len(known), _strongest(findings))


def at_least(seen: int, drawn: int, marked: int, every: int) -> float:
    """The chance of ``seen`` marked ones or more among so many ``drawn`` of ``every``, without putting back."""
    most = min(drawn, marked)
    return sum(_drawn(number, drawn, marked, every) for number in range(seen, most + 1))


def as_often(seen: int, of: int, share: float) -> float:
    """The chance of ``seen`` or more out of ``of``, each with the same share."""
    return sum(
        exp(_ways(of, number) + number * log(share) + (of - number) * log(1 - share)) for number in range(seen, of + 1)
    )


def _roughly(drawn: Mapping[str, int], pools: Mapping[str, Counter[tuple[int | None, ...]]]) -> float:
    """
    The repeats beyond which it is worth reckoning exactly: what chance brings, and a standard deviation more.

    As if each pattern came by itself (Poisson), which overstates the spread.
    """
    mean = spread = 0.0
    for wave, number in drawn.items():
        share = number / pools[wave].total()
        for alike, patterns in Counter(pools[wave].values()).items():
            rate = alike * share
            none = exp(-rate)
            repeats = rate - 1 + none
            mean += patterns * repeats
            spread += patterns * (rate + (rate - 1) ** 2 - none - repeats**2)
    return mean + sqrt(max(0.0, spread))


def _repeats(drawn: Mapping[str, int], pools: Mapping[str, Counter[tuple[int | None, ...]]]) -> list[float]:
    """The chances of no repeat, one, two and so on among interviews drawn by lot, wave by wave, from the pools."""
    chances = [1.0]
    for wave, number in drawn.items():
        every = pools[wave].total()
        for alike, patterns in Counter(pools[wave].values()).items():
            if alike > 1:
                one = _repeats_of_one(number, alike, every)
                for _ in range(patterns):
                    chances = _either(chances, one)
    return chances


def _repeats_of_one(drawn: int, alike: int, every: int) -> list[float]:
    """The chances of repeats among the rows of one pattern, of which there are ``alike``."""
    times = [_drawn(number, drawn, alike, every) for number in range(min(alike, drawn) + 1)]
    return [sum(times[:2]), *times[2:]]


def _either(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The chances of a sum of two numbers, cut where they no longer matter."""
    found = [0.0] * (len(one) + len(other) - 1)
    for place, chance in enumerate(one):
        for further, its in enumerate(other):
            found[place + further] += chance * its
    while len(found) > 1 and found[-1] < 1e-12:
        found.pop()
    return found


def _drawn(seen: int, drawn: int, marked: int, every: int) -> float:
    if drawn - seen > every - marked:
        return 0.0
    return exp(_ways(marked, seen) + _ways(every - marked, drawn - seen) - _ways(every, drawn))


def _ways(every: int, chosen: int) -> float:
    """The logarithm of how many ways there are to choose so many of all."""
    return lgamma(every + 1) - lgamma(chosen + 1) - lgamma(every - chosen + 1)


def _telling(interviews: Iterable[Interview], instrument: Instrument, *, complete: bool = False) -> list[Interview]:
    """Those who gave anything but the lowest answer; with ``complete`` those alone who answered everything."""
    lowest = {item.lowest for item in instrument.items}
    return [one for one in interviews if set(one.answers) - lowest - {None} and (one.complete or not complete)]


def _enough(interviews: Iterable[Interview]) -> dict[str, list[Interview]]:
    """The interviews by who asked, of those alone who asked often enough to be spoken of."""
    least = threshold("interviewer_fewest").value
    return {str(asker): own for asker, own in _by(interviews, "asker").items() if asker and len(own) >= least}


def _by(interviews: Iterable[Interview], name: str) -> dict[str, list[Interview]]:
    found: dict[str, list[Interview]] = defaultdict(list)
    for one in interviews:
        found[getattr(one, name)].append(one)
    return found


def _steps(instrument: Instrument) -> list[float]:
    """Every total that there can be, lowest first; none where the instrument has no total."""
    if instrument.range_without() is None:
        return []
    least, most = sum(item.lowest for item in instrument.items), sum(item.highest for item in instrument.items)
    return [instrument.total_of(plain, len(instrument.items)) for plain in range(least, most + 1)]


def _is_marked(below: float, total: float, instrument: Instrument) -> bool:
    """A round number (tens and fives of a sum, whole ones of a mean), or the first total on one side of a cut-off."""
    round_to = 1 if instrument.scoring.method == "mean" else 5
    if total % round_to == 0:
        return True
    return any(cutoff.positive(below) != cutoff.positive(total) for cutoff in instrument.cutoffs)


def _around(
    own: Iterable[Interview], steps: Sequence[float], marked: Iterable[int]
) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """How many interviews lie right below, on and right above each marked total."""
    places: Mapping[Hashable, int] = {round(total, 6): place for place, total in enumerate(steps)}
    counts = Counter(places.get(round(one.total or 0.0, 6)) for one in own)
    for place in marked:
        yield place, (counts[place - 1], counts[place], counts[place + 1])


def _is_quick(one: Interview) -> bool:
    return one.seconds is not None and one.seconds < threshold("speed_seconds").value * len(one.answers)


def _strongest(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: one.seen - one.expected, reverse=True))
