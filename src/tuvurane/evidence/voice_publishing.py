"""The vote over many groups in words and tables, in the reader's language; from released figures only."""

from dataclasses import dataclass
from typing import NamedTuple

from tuvurane.evidence.disclosure import ReleasedMean, Withheld
from tuvurane.evidence.publishing import Silence, Table, count, number
from tuvurane.evidence.voice import SafetyPage, VoicePage, limits
from tuvurane.foundation import words
from tuvurane.groups.codes import Voice

PER_CENT = 100.0


class CurvePoint(NamedTuple):
    """The released share of one session with its interval, in 0..1."""

    number: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class VoiceCurve:
    """One question: its points, and the first and last of them in words."""

    question: Voice
    points: tuple[CurvePoint, ...]
    stands: str
    told: str


@dataclass(frozen=True, slots=True)
class VoiceSaid:
    """What the page of the vote says."""

    curves: tuple[VoiceCurve, ...]
    table: Table
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafetySaid:
    """What the page of early safety says: the answer, the figure, what it rests on, and what it is not."""

    answer: str
    facts: tuple[str, ...]
    not_a_cause: str


def publish_voice(page: VoicePage, language: str) -> VoiceSaid | Silence:
    """Put the vote over many groups into the reader's language."""
    if page.withheld is not None:
        return _silence(page, page.withheld, language)
    curves = tuple(_curve(page, question, language) for question in Voice)
    return VoiceSaid(curves, _table(page, language), tuple(_notes(page, language)))


def _silence(page: VoicePage, withheld: Withheld, language: str) -> Silence:
    needed = {"groups": withheld.rules.groups, "people": withheld.rules.people}
    if not page.voted:
        family, needed = "vote.evidence.nobody", {}
    else:
        family = f"vote.evidence.{withheld.reason}"
    title, why, helps = (words.say(f"{family}{part}", language) for part in ("_title", "", "_next"))
    return Silence(title, why.format(**needed), helps)


def _curve(page: VoicePage, question: Voice, language: str) -> VoiceCurve:
    means = {n: found.means[question] for n, found in page.sessions.items() if question in found.means}
    points = tuple(_point(n, mean) for n, mean in means.items())
    told = [_told(n, mean, language) for n, mean in means.items()]
    stands = " ".join(dict.fromkeys([*told[:1], *told[-1:]])) or words.say("vote.nothing_yet", language)
    return VoiceCurve(question, points, stands, " ".join(told))


def _point(session: int, mean: ReleasedMean) -> CurvePoint:
    low, high = max(0.0, mean.low), min(PER_CENT, mean.high)
    return CurvePoint(session, mean.value / PER_CENT, low / PER_CENT, high / PER_CENT)


def _told(session: int, mean: ReleasedMean, language: str) -> str:
    numbered = words.say("office.session.numbered", language, n=session)
    value, low, high = _edges(mean, language)
    return words.say("vote.told", language, session=numbered, share=value, low=low, high=high)


def _edges(mean: ReleasedMean, language: str) -> tuple[str, str, str]:
    decimals = 1 if mean.step < 1 else 0
    value, low, high = (min(PER_CENT, max(0.0, edge)) for edge in (mean.value, mean.low, mean.high))
    return number(value, decimals, language), number(low, decimals, language), number(high, decimals, language)


def _table(page: VoicePage, language: str) -> Table:
    rows = []
    for session, found in page.sessions.items():
        groups = max((mean.groups for mean in found.means.values()), default=0)
        people = found.counts.get("people")
        base = words.say("evidence.hidden", language) if people is None else count(people, language)
        cells = [_cell(found.means.get(question), language) for question in Voice]
        rows.append((str(session), *cells, base, number(groups, 0, language)))
    asked = [words.say(f"voice.{question}", language) for question in Voice]
    head = [words.say(f"vote.evidence.{key}", language) for key in ("session", "people", "groups")]
    return Table(words.say("vote.evidence.caption", language), (head[0], *asked, *head[1:]), tuple(rows))


def _cell(mean: ReleasedMean | None, language: str) -> str:
    if mean is None:
        return words.say("vote.not_shown", language)
    value, low, high = _edges(mean, language)
    return words.say("vote.evidence.cell", language, share=value, low=low, high=high)


def _notes(page: VoicePage, language: str) -> list[str]:
    said = [words.say("vote.signal", language), words.say("vote.evidence.note_band", language)]
    said.append(words.say("vote.evidence.note_all_count", language))
    if page.left_out:
        said.append(words.say("vote.evidence.note_left_out", language, share=page.left_out))
    said.append(words.say("vote.evidence.note_other_groups", language))
    return said


def publish_safety(page: SafetyPage, language: str) -> SafetySaid | Silence:
    """Put early safety and later change into the reader's language."""
    if page.figures is None:
        family = "few" if page.groups is None else "alike"
        return _safety_silence(family, language, needed=page.needed, groups=page.groups)
    if isinstance(page.figures, Withheld):
        return _safety_silence("neighbour", language)
    found, people = page.figures.means["association"], page.figures.counts.get("people")
    answer = "unclear" if found.low <= 0 <= found.high else "with" if found.value > 0 else "against"
    edges = {
        name: number(edge, 1, language)
        for name, edge in (("value", found.value), ("low", found.low), ("high", found.high))
    }
    shown = words.say("evidence.hidden", language) if people is None else count(people, language)
    return SafetySaid(
        words.say(f"vote.safety.{answer}", language),
        (
            words.say("vote.safety.figure", language, **edges),
            words.say("vote.safety.base", language, groups=number(found.groups, 0, language), people=shown),
            words.say("vote.safety.scale", language),
        ),
        words.say("vote.safety.not_a_cause", language),
    )


def _safety_silence(family: str, language: str, **details: object) -> Silence:
    title, why, helps = (words.say(f"vote.safety.{family}{part}", language) for part in ("_title", "", "_next"))
    return Silence(title, why.format(**details), helps)


def safety_rule(language: str) -> str:
    """From which numbers on a group counts and the figure is shown, with the limits in force."""
    return words.say("vote.safety.rule", language, **{name: f"{found.value:g}" for name, found in limits().items()})
