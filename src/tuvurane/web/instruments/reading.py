"""What the page of an instrument says of its definition: numbers put into words, rules with what they rest on."""

from collections.abc import Iterator
from dataclasses import dataclass

from tuvurane.evidence import effects
from tuvurane.measures import scoring
from tuvurane.measures.scoring import BandSet, Instrument, Item, Reliability, Subscale
from tuvurane.web.wording import language, say

PAGE = "instruments.page"


@dataclass(frozen=True, slots=True)
class Part:
    """A subscale with the numbers of its questions, and how and from where to where it is scored."""

    subscale: Subscale
    numbers: str
    how: str
    ends: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its number, and in words all that is special about it."""

    number: int
    item: Item
    marks: tuple[str, ...]


def number(value: float) -> str:
    """A number as short as it is."""
    return f"{value:.4g}"


def total_said(instrument: Instrument) -> str:
    """How the total is made, or why there is none."""
    if instrument.scoring.why is not None:
        return str(instrument.scoring.why[language()])
    least, most = map(number, instrument.range_without() or ())
    if instrument.scoring.method == "mean":
        return say(f"{PAGE}.mean", least=least, most=most)
    if instrument.scoring.multiplier > 1:
        return say(f"{PAGE}.sum_times", times=instrument.scoring.multiplier, least=least, most=most)
    return say(f"{PAGE}.sum", least=least, most=most)


def without_screening_said(instrument: Instrument) -> str:
    """What becomes of the total where the screening question may not be asked; empty where there is none."""
    ends = instrument.range_without(instrument.flagged)
    if not instrument.flagged or ends is None:
        return ""
    return say(f"{PAGE}.left_out_range", least=number(ends[0]), most=number(ends[1]))


def parts_of(instrument: Instrument) -> list[Part]:
    """The subscales."""
    place = {key: at for at, key in enumerate(instrument.item_keys, start=1)}
    return [
        Part(
            one,
            ", ".join(str(place[key]) for key in one.items),
            say(f"{PAGE}.part_{one.method}"),
            _ends(instrument, one),
        )
        for one in instrument.subscales
    ]


def _ends(instrument: Instrument, subscale: Subscale) -> str:
    items = [instrument.item_named[key] for key in subscale.items]
    count = len(items) if subscale.method == "mean" else 1
    low, high = sum(item.lowest for item in items) / count, sum(item.highest for item in items) / count
    return f"{number(low)}\N{EN DASH}{number(high)}"


def asked_of(instrument: Instrument) -> list[Asked]:
    """The questions in their order."""
    return [Asked(at, item, tuple(_marks(instrument, item))) for at, item in enumerate(instrument.items, start=1)]


def _marks(instrument: Instrument, item: Item) -> Iterator[str]:
    if item.safeguarding:
        yield say("office.instruments.safeguarding")
    if item.reverse:
        yield say("office.instruments.reverse")
    if item.options != instrument.options:
        steps = ", ".join(f"{option.value} {option.label[language()]}" for option in item.options)
        yield f"{say(f'{PAGE}.own_scale')}: {steps}"


def limits_of(instrument: Instrument) -> list[tuple[scoring.Cutoff, str]]:
    """The cut-offs, each with its sign and number or range."""
    return [(cutoff, scoring.limit_of(cutoff)) for cutoff in instrument.cutoffs]


def criteria_of(instrument: Instrument) -> list[tuple[scoring.Criteria, list[str]]]:
    """The limits by answers, each with what every cluster needs."""
    return [
        (
            criteria,
            [
                say(
                    f"{PAGE}.needed",
                    title=cluster.title[language()],
                    needed=cluster.needed,
                    of=len(cluster.items),
                    value=criteria.at_least,
                )
                for cluster in criteria.clusters
            ],
        )
        for criteria in instrument.criteria
    ]


def bands_of(sets: tuple[BandSet, ...]) -> list[tuple[BandSet, str, list[str]]]:
    """Band sets with what their numbers count and each band as its label and its ends."""
    return [
        (
            one,
            say(f"{PAGE}.of_{one.of}"),
            [f"{band.label[language()]} {number(band.least)}\N{EN DASH}{number(band.most)}" for band in one.bands],
        )
        for one in sets
    ]


def reliable_of(instrument: Instrument) -> list[effects.ChangeRule]:
    """The rules of reliable change, each with the reliability and the spread that it rests on."""
    if instrument.range_without() is None:
        return []
    return [rule for rule in effects.yardstick(instrument).rules if rule.kind == "reliable_change"]


def without_spread(instrument: Instrument) -> tuple[Reliability, ...]:
    """Published reliabilities from which no reliable change follows, for want of a spread."""
    return () if reliable_of(instrument) else instrument.reliability
